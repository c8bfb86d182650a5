import { firstControl } from './controls.ts'
import type { Span } from './file.ts'
import type { Pieces } from './pieces.ts'

/** The fields of a document ([MS-DOC] 2.8.25): what of its text is code, not result. */
export interface Fields {
  /** Whether the character at a position is part of a code. */
  readonly isCode: (position: number) => boolean
}

export const FIELD = { begin: '\u0013', separate: '\u0014', end: '\u0015' } as const

const MARKS: ReadonlySet<string> = new Set(Object.values(FIELD))

/** Reads the marks of all stories; a field does not go on from one story into another. */
export function readFields({ text, controls }: Pieces, stories: readonly Span[]): Fields {
  const marks = controls.filter((position) => MARKS.has(text.charAt(position)))
  /** For each mark, whether code follows it. */
  const states: boolean[] = []
  for (const { end } of stories) {
    const first = states.length
    let count = 0
    while ((marks[first + count] ?? end) < end) count += 1
    if (count > 0) passMarks(text, marks.slice(first, first + count), states)
  }
  // Neighbours are asked for one after the other: behind one mark, up to the next.
  let last = { mark: Number.POSITIVE_INFINITY, next: -1, isCode: false }
  return {
    isCode: (position) => {
      if (position <= last.mark || position > last.next) {
        const index = firstControl(marks, position)
        const mark = marks[index - 1] ?? -1
        const next = marks[index] ?? Number.POSITIVE_INFINITY
        last = { mark, next, isCode: states[index - 1] ?? false }
      }
      return last.isCode
    },
  }
}

/** Adds the states behind the marks of one story. */
function passMarks(text: string, marks: readonly number[], states: boolean[]): void {
  const closed = closedFields(text, marks)
  /** For each open field, whether it is between its begin and its separator. */
  const open: boolean[] = []
  let codes = 0
  for (const position of marks) {
    const mark = text.charAt(position)
    if (mark === FIELD.begin) {
      // A field that never ends has lost its marks: what follows is text, not code.
      const isInCode = closed.has(position)
      open.push(isInCode)
      if (isInCode) codes += 1
    } else if (open.length > 0) {
      if (open.pop() === true) codes -= 1
      if (mark === FIELD.separate) open.push(false)
    }
    states.push(codes > 0)
  }
}

/** Positions of the begin marks of fields that end. */
function closedFields(text: string, marks: readonly number[]): ReadonlySet<number> {
  const open: number[] = []
  const closed = new Set<number>()
  for (const position of marks) {
    const mark = text.charAt(position)
    if (mark === FIELD.begin) open.push(position)
    const begin = mark === FIELD.end ? open.pop() : undefined
    if (begin !== undefined) closed.add(begin)
  }
  return closed
}
