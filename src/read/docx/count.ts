/*
 * The independent count: shares no code with the reader, not even its XML. It looks only at the
 * few tags that decide whether characters count, by their local names, in one pass of a pattern.
 */
const TOKEN =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<(\/?)(?:[^\s<>/:"'=]+:)?(p|t|tr|tc|trPr|del|moveFrom|conflictDel|cellDel|AlternateContent|Choice|Fallback|fldChar|sym|noBreakHyphen|softHyphen|footnote|endnote)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^>"'])*)>/g
const FIELD_MARK = /<(?:[^\s<>/:"'=]+:)?fldChar\s[^>]*?fldCharType\s*=\s*["'](\w+)["']/g
const NO_NOTE = /type\s*=\s*["'](?:separator|continuation\w+)["']/
const SPACE_SYMBOL = /char\s*=\s*["'](?:[fF]0|00)?20["']/

/** Text between two tags that matter; `count` is of paragraphs that ended inside. */
interface Frame {
  readonly name: string
  text: string
  count: number
  hasText: boolean
  isLeftOut: boolean
  /** Of an `AlternateContent`: its branches. */
  readonly branches: Frame[]
}

interface State {
  readonly frames: Frame[]
  /** For each field begin, in order, whether the field ends. */
  readonly closed: readonly boolean[]
  /** For each open field, whether its code is not over. */
  readonly codes: boolean[]
  /** How many of them are true. */
  inCode: number
  begins: number
}

/**
 * Characters that are not white space (UTF-16 units after NFC) in the XML of a body, a header, a
 * footer or a part of notes: text, symbols and hyphens, without deleted text, the code of fields
 * and the second branch of an alternative.
 */
export function countXml(xml: string): number {
  const root = openFrame('', false)
  const state: State = {
    frames: [root],
    closed: closedFields(xml),
    codes: [],
    inCode: 0,
    begins: 0,
  }
  let textStart = -1
  for (const match of xml.matchAll(TOKEN)) {
    const [tag, slash, name, rest = ''] = match
    if (name === undefined) continue
    if (name !== 't') {
      pass(state, { name, rest, isEnd: slash === '/', isEmpty: rest.endsWith('/') })
    } else if (slash === '/') {
      if (textStart >= 0) addText(state, xml.slice(textStart, match.index))
      textStart = -1
    } else {
      top(state).hasText = true
      textStart = rest.endsWith('/') ? -1 : match.index + tag.length
    }
  }
  return root.count + countText(root.text)
}

function pass(
  state: State,
  tag: {
    readonly name: string
    readonly rest: string
    readonly isEnd: boolean
    readonly isEmpty: boolean
  },
): void {
  switch (tag.name) {
    case 'fldChar':
      if (!tag.isEnd) passField(state, tag.rest)
      return
    case 'sym':
      if (tag.isEnd) return
      top(state).hasText = true
      if (!SPACE_SYMBOL.test(tag.rest)) addRaw(state, '*')
      return
    case 'noBreakHyphen':
    case 'softHyphen':
      if (!tag.isEnd) addRaw(state, '-')
      return
    case 'cellDel':
      leaveOut(state, 'tc')
      return
    default:
      if (tag.isEnd) closeFrame(state, tag.name)
      else openTag(state, tag)
  }
}

function openTag(
  state: State,
  {
    name,
    rest,
    isEmpty,
  }: { readonly name: string; readonly rest: string; readonly isEmpty: boolean },
): void {
  const outer = top(state)
  // Inside the properties of a row `del` is a mark: the row was deleted.
  if (name === 'del' && outer.name === 'trPr') leaveOut(state, 'tr')
  if (isEmpty) return
  const isLeftOut =
    outer.isLeftOut ||
    name === 'del' ||
    name === 'moveFrom' ||
    name === 'conflictDel' ||
    ((name === 'footnote' || name === 'endnote') && NO_NOTE.test(rest))
  state.frames.push(openFrame(name, isLeftOut))
}

function leaveOut({ frames }: State, name: string): void {
  const index = frames.findLastIndex((frame) => frame.name === name)
  for (const frame of index === -1 ? [] : frames.slice(index)) frame.isLeftOut = true
}

function closeFrame(state: State, name: string): void {
  const frame = top(state)
  if (frame.name !== name || state.frames.length === 1) return
  state.frames.pop()
  const outer = top(state)
  if (name === 'AlternateContent') {
    const chosen = frame.branches.find(({ hasText }) => hasText)
    if (chosen !== undefined) give(chosen, outer)
  } else if (outer.name === 'AlternateContent') outer.branches.push(frame)
  else give(frame, outer)
}

function give(frame: Frame, outer: Frame): void {
  outer.hasText ||= frame.hasText
  if (frame.isLeftOut) return
  outer.count += frame.count
  if (frame.name === 'p') outer.count += countText(frame.text)
  else outer.text += frame.text
}

function passField(state: State, rest: string): void {
  const { codes } = state
  const type = /fldCharType\s*=\s*["'](begin|separate|end)["']/.exec(rest)?.[1]
  const isClosed = type === 'begin' && (state.closed[state.begins] ?? false)
  if (type === 'begin') state.begins += 1
  if (type === undefined || top(state).isLeftOut) return
  if (type !== 'begin' && codes.length === 0) return
  if (type !== 'begin' && codes.pop()) state.inCode -= 1
  if (isClosed) state.inCode += 1
  if (type !== 'end') codes.push(isClosed)
}

function closedFields(xml: string): readonly boolean[] {
  const closed: boolean[] = []
  const open: number[] = []
  for (const [, type] of xml.matchAll(FIELD_MARK)) {
    if (type === 'begin') open.push(closed.push(false) - 1)
    const begin = type === 'end' ? open.pop() : undefined
    if (begin !== undefined) closed[begin] = true
  }
  return closed
}

function addText(state: State, xml: string): void {
  addRaw(state, xml.includes('<') || xml.includes('&') ? decode(xml) : xml)
}

function addRaw(state: State, text: string): void {
  const frame = top(state)
  if (!frame.isLeftOut && state.inCode === 0) frame.text += text
}

function decode(xml: string): string {
  return xml.replace(
    /<!\[CDATA\[([\s\S]*?)\]\]>|<[^>]*>|&#x([0-9a-f]+);|&#([0-9]+);|&(lt|gt|amp|quot|apos);/gi,
    (_, raw, hexadecimal, decimal, name) => {
      if (raw !== undefined) return raw
      if (hexadecimal !== undefined) return String.fromCodePoint(Number.parseInt(hexadecimal, 16))
      if (decimal !== undefined) return String.fromCodePoint(Number(decimal))
      // Any one character that is not white space counts the same.
      return name === undefined ? '' : '*'
    },
  )
}

function countText(text: string): number {
  return text === '' ? 0 : text.normalize('NFC').replace(/\s+/g, '').length
}

function openFrame(name: string, isLeftOut: boolean): Frame {
  return { name, text: '', count: 0, hasText: false, isLeftOut, branches: [] }
}

function top({ frames }: State): Frame {
  const frame = frames.at(-1)
  if (frame === undefined) throw new RangeError('the count has lost its outermost frame')
  return frame
}
