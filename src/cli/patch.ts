/** A text put into another one at an offset. */
export interface Insertion {
  readonly offset: number
  readonly text: string
}

const CONTEXT = 3

/** The text with all insertions done; those at one offset keep their order. */
export function insertAll(text: string, insertions: readonly Insertion[]): string {
  let result = ''
  let end = 0
  for (const { offset, text: added } of inOrder(insertions)) {
    result += text.slice(end, offset) + added
    end = offset
  }
  return result + text.slice(end)
}

/**
 * The insertions as a unified diff of three lines of context, which `patch` and `git apply` take;
 * '' where there are none. `name` is the file in the heading. The text ends with a line end.
 */
export function unifiedDiff(text: string, insertions: readonly Insertion[], name: string): string {
  if (insertions.length === 0) return ''
  const lines = text.split('\n')
  if (lines.at(-1) === '') lines.pop()
  let moved = 0
  const hunks = hunksOf(changesOf(text, insertions)).map((changes) => {
    const hunk = drawHunk(lines, changes, moved)
    moved += hunk.moved
    return hunk.text
  })
  return `--- a/${name}\n+++ b/${name}\n${hunks.join('')}`
}

/** A line, 0-based, and the lines that stand in its place. */
interface Change {
  readonly line: number
  readonly lines: readonly string[]
}

/** Changed lines in order, each once. */
function changesOf(text: string, insertions: readonly Insertion[]): readonly Change[] {
  const byStart = new Map<number, Insertion[]>()
  for (const insertion of inOrder(insertions)) {
    // From a negative index `lastIndexOf` still looks at the first character.
    const { offset } = insertion
    const start = offset === 0 ? 0 : text.lastIndexOf('\n', offset - 1) + 1
    byStart.set(start, [...(byStart.get(start) ?? []), insertion])
  }
  return [...byStart].map(([start, own]) => {
    const end = text.indexOf('\n', start)
    const line = text.slice(start, end < 0 ? undefined : end)
    const moved = own.map(({ offset, text: added }) => ({ offset: offset - start, text: added }))
    return {
      line: text.slice(0, start).split('\n').length - 1,
      lines: insertAll(line, moved).split('\n'),
    }
  })
}

/** Changes whose context meets are one hunk. */
function hunksOf(changes: readonly Change[]): readonly (readonly Change[])[] {
  const hunks: Change[][] = []
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1)
    if (last && change.line - last.line <= 2 * CONTEXT) hunks.at(-1)?.push(change)
    else hunks.push([change])
  }
  return hunks
}

function drawHunk(lines: readonly string[], changes: readonly Change[], moved: number) {
  const first = Math.max(0, (changes[0]?.line ?? 0) - CONTEXT)
  const last = Math.min(lines.length - 1, (changes.at(-1)?.line ?? 0) + CONTEXT)
  const body: string[] = []
  let added = 0
  for (let line = first; line <= last; line += 1) {
    const old = lines[line] ?? ''
    const change = changes.find((one) => one.line === line)
    if (!change) body.push(` ${old}`)
    else {
      const [head = '', ...rest] = change.lines
      body.push(
        ...(head === old ? [` ${old}`] : [`-${old}`, `+${head}`]),
        ...rest.map((one) => `+${one}`),
      )
      added += rest.length
    }
  }
  const size = last - first + 1
  const header = `@@ -${first + 1},${size} +${first + 1 + moved},${size + added} @@`
  return { text: `${[header, ...body].join('\n')}\n`, moved: added }
}

function inOrder(insertions: readonly Insertion[]): readonly Insertion[] {
  return insertions
    .map((insertion, index) => ({ insertion, index }))
    .sort(
      (left, right) => left.insertion.offset - right.insertion.offset || left.index - right.index,
    )
    .map(({ insertion }) => insertion)
}
