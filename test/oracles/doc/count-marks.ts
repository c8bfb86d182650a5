/*
 * Part of the independent count: the stretches of text whose formatting decides whether characters
 * count. Shares no code with the reader.
 */

/** A stretch of the main stream, bytes `[from, to)`, whose characters are deleted or are symbols. */
export interface Mark {
  readonly from: number
  readonly to: number
  readonly isDeleted: boolean
  /** Code of the symbol that stands for «(», null where there is none. */
  readonly symbol: number | null
}

// [MS-DOC] 2.5.
const FORMATS = 154 + 12 * 8
/** Marks take memory; a document that was read has far fewer. */
export const MOST_MARKS = 2_000_000
const PAGE = 512
const DELETED = 0x0800
const SYMBOL = 0x6a09

/** The marks of a document by their beginnings; one more than the most at most. */
export function readMarks(main: Buffer, table: Buffer): readonly Mark[] {
  const start = main.readUInt32LE(FORMATS)
  const count = Math.floor((main.readUInt32LE(FORMATS + 4) - 4) / 8)
  const marks: Mark[] = []
  const seen = new Set<number>()
  for (let index = 0; index < count && marks.length <= MOST_MARKS; index += 1) {
    const page = (table.readUInt32LE(start + (count + 1) * 4 + index * 4) & 0x3fffff) * PAGE
    if (seen.has(page) || page + PAGE > main.length) continue
    seen.add(page)
    const runs = main[page + PAGE - 1] ?? 0
    for (let run = 0; run < runs; run += 1) {
      const list = page + (main[page + (runs + 1) * 4 + run] ?? 0) * 2
      if (list === page) continue
      const found = lookAt(main.subarray(list + 1, list + 1 + (main[list] ?? 0)))
      if (!found.isDeleted && found.symbol === null) continue
      marks.push({
        from: main.readUInt32LE(page + run * 4),
        to: main.readUInt32LE(page + run * 4 + 4),
        ...found,
      })
    }
  }
  return marks.sort((one, other) => one.from - other.from)
}

/** Looks through a list of properties for the ones that matter. */
function lookAt(list: Buffer): Pick<Mark, 'isDeleted' | 'symbol'> {
  let isDeleted = false
  let symbol: number | null = null
  for (let at = 0; at + 3 <= list.length; ) {
    const code = list.readUInt16LE(at)
    const size = [1, 1, 2, 4, 2, 2, 1 + (list[at + 2] ?? 0), 3][code >> 13] ?? 1
    if (at + 2 + size > list.length) break
    if (code === DELETED) isDeleted = list[at + 2] !== 0
    if (code === SYMBOL) symbol = list.readUInt16LE(at + 4)
    at += 2 + size
  }
  return { isDeleted, symbol }
}

/** The index of the first mark that ends behind a byte. */
export function firstMark(marks: readonly Mark[], byte: number): number {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.to ?? 0) > byte) high = middle
    else low = middle + 1
  }
  return low
}
