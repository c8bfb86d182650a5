import type { Span } from './file.ts'

/** The fields that are open at one point of a text ([MS-DOC] 2.8.25). */
export interface Fields {
  /** Positions of the begin marks of fields that end. */
  readonly closed: ReadonlySet<number>
  /** For each open field, whether it is between its begin and its separator. */
  readonly open: boolean[]
  /** How many of the open ones are: where it is not 0, text is part of a code. */
  codes: number
}

export const FIELD = { begin: '\u0013', separate: '\u0014', end: '\u0015' } as const

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of fields are such.
const MARKS = /[\u0013\u0015]/g

/** The state before the first mark of a story. */
export function openFields(text: string, { start, end }: Span): Fields {
  const open: number[] = []
  const closed = new Set<number>()
  for (const { 0: mark, index } of text.slice(start, end).matchAll(MARKS)) {
    if (mark === FIELD.begin) open.push(start + index)
    const begin = mark === FIELD.end ? open.pop() : undefined
    if (begin !== undefined) closed.add(begin)
  }
  return { closed, open: [], codes: 0 }
}

/** Takes a field mark at a position into account. */
export function passFieldMark(mark: string, position: number, fields: Fields): void {
  if (mark === FIELD.begin) {
    // A field that never ends has lost its marks: what follows is text, not code.
    const isInCode = fields.closed.has(position)
    fields.open.push(isInCode)
    if (isInCode) fields.codes += 1
    return
  }
  if (fields.open.length === 0) return
  if (fields.open.pop() === true) fields.codes -= 1
  if (mark === FIELD.separate) fields.open.push(false)
}
