import type { Span } from './file.ts'

/** The fields of a document ([MS-DOC] 2.8.25): what of its text is code, not result. */
export interface Fields {
  /** Whether the character at a position is part of a code. */
  readonly isCode: (position: number) => boolean
}

export const FIELD = { begin: '\u0013', separate: '\u0014', end: '\u0015' } as const

// biome-ignore lint/suspicious/noControlCharactersInRegex: the marks of fields are such.
const MARKS = /[\u0013-\u0015]/g

/** Reads the marks of all stories; a field does not go on from one story into another. */
export function readFields(text: string, stories: readonly Span[]): Fields {
  /** Positions of marks in order, and whether code follows each. */
  const marks: number[] = []
  const states: boolean[] = []
  for (const span of stories)
    passMarks(text, span, (position, isCode) => {
      marks.push(position)
      states.push(isCode)
    })
  return {
    isCode: (position) => {
      let low = -1
      let high = marks.length
      while (high - low > 1) {
        const middle = (low + high) >> 1
        if ((marks[middle] ?? 0) < position) low = middle
        else high = middle
      }
      return states[low] ?? false
    },
  }
}

function passMarks(
  text: string,
  { start, end }: Span,
  found: (position: number, isCode: boolean) => void,
): void {
  const closed = closedFields(text, start, end)
  /** For each open field, whether it is between its begin and its separator. */
  const open: boolean[] = []
  let codes = 0
  eachMark(text, { start, end }, (mark, position) => {
    if (mark === FIELD.begin) {
      // A field that never ends has lost its marks: what follows is text, not code.
      const isInCode = closed.has(position)
      open.push(isInCode)
      if (isInCode) codes += 1
    } else if (open.length > 0) {
      if (open.pop() === true) codes -= 1
      if (mark === FIELD.separate) open.push(false)
    }
    found(position, codes > 0)
  })
}

/** Positions of the begin marks of fields that end. */
function closedFields(text: string, start: number, end: number): ReadonlySet<number> {
  const open: number[] = []
  const closed = new Set<number>()
  eachMark(text, { start, end }, (mark, position) => {
    if (mark === FIELD.begin) open.push(position)
    const begin = mark === FIELD.end ? open.pop() : undefined
    if (begin !== undefined) closed.add(begin)
  })
  return closed
}

function eachMark(
  text: string,
  { start, end }: Span,
  found: (mark: string, position: number) => void,
): void {
  MARKS.lastIndex = start
  for (let match = MARKS.exec(text); match !== null; match = MARKS.exec(text)) {
    if (match.index >= end) return
    found(match[0], match.index)
  }
}
