/** A regular expression as it stands in a source. */
export interface Expression {
  readonly source: string
  readonly flags: string
  /** From 1. */
  readonly line: number
}

/** Behind these a slash begins an expression; behind a name, a number or a closing bracket it divides. */
const BEFORE_VALUE =
  /(?:^|[=(,:[!&|?{};+*%<>~^-]|\b(?:return|typeof|case|of|in|yield|await|void|delete))$/
/** Of the words above. */
const LONGEST_WORD = 12
const FLAGS = /[dgimsuvy]*/y

/** The literal regular expressions of TypeScript source, which is formatted and holds no JSX. */
export function expressionsIn(code: string): readonly Expression[] {
  const found: Expression[] = []
  /** Depth of braces in each template that is open. */
  const templates: number[] = []
  let before = ''
  for (let at = 0; at < code.length; ) {
    const char = code[at] ?? ''
    if (code.startsWith('//', at)) at = endOf(code, '\n', at)
    else if (code.startsWith('/*', at)) at = endOf(code, '*/', at) + 2
    else if (char === "'" || char === '"') {
      at = endOfString(code, at)
      before = 'x'
    } else if (char === '`' || (char === '}' && templates.at(-1) === 0)) {
      if (char === '}') templates.pop()
      at = endOfTemplate(code, at + 1)
      if (code[at - 1] === '{') templates.push(0)
      before = code[at - 1] === '{' ? '(' : 'x'
    } else if (char === '/' && BEFORE_VALUE.test(before.trimEnd())) {
      const end = endOfExpression(code, at)
      FLAGS.lastIndex = end
      const flags = FLAGS.exec(code)?.[0] ?? ''
      const line = code.slice(0, at).split('\n').length
      found.push({ source: code.slice(at + 1, end - 1), flags, line })
      at = end + flags.length
      before = 'x'
    } else {
      const depth = templates.at(-1)
      if (depth !== undefined && (char === '{' || char === '}'))
        templates[templates.length - 1] = depth + (char === '{' ? 1 : -1)
      before = (
        before.trimEnd() + (/\s/.test(char) ? ' ' : before.endsWith(' ') ? ` ${char}` : char)
      ).slice(-LONGEST_WORD)
      at += 1
    }
  }
  return found
}

function endOf(code: string, mark: string, start: number): number {
  const end = code.indexOf(mark, start)
  return end < 0 ? code.length : end
}

function endOfString(code: string, start: number): number {
  let at = start + 1
  while (at < code.length && code[at] !== code[start]) at += code[at] === '\\' ? 2 : 1
  return at + 1
}

/** Behind the closing mark, or behind the «${» of a value. */
function endOfTemplate(code: string, start: number): number {
  for (let at = start; at < code.length; at += code[at] === '\\' ? 2 : 1) {
    if (code[at] === '`') return at + 1
    if (code.startsWith('${', at)) return at + 2
  }
  return code.length
}

function endOfExpression(code: string, start: number): number {
  let isInClass = false
  for (let at = start + 1; at < code.length; at += 1) {
    if (code[at] === '\\') at += 1
    else if (code[at] === '[') isInClass = true
    else if (code[at] === ']') isInClass = false
    else if (code[at] === '/' && !isInClass) return at + 1
  }
  return code.length
}
