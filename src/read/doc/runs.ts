import { damaged, long } from './bytes.ts'

/** A stretch of the main stream with the same formatting; `end` lies behind the byte asked for. */
export interface Run {
  /** Byte behind its last one. */
  readonly end: number
  /** Where its properties stand in the main stream and how many bytes they have. */
  readonly offset: number
  readonly length: number
}

/** Formatting by the byte at which a character lies in the main stream. */
export interface Runs {
  readonly at: (byte: number) => Run
}

const PAGE = 512
/** Length of what stands for each run behind the offsets: [MS-DOC] 2.9.33 (1), 2.9.175 (13). */
const ENTRY = { character: 1, paragraph: 13 } as const

/**
 * Finds runs in the pages of formatting that a table (PlcBteChpx, PlcBtePapx) lists. Nothing is
 * unpacked: each question is two binary searches, so a hostile table costs no memory.
 * Throws `FILE_DAMAGED` where a page lies beyond the end or is no such page.
 */
export function openRuns(main: Buffer, table: Buffer, kind: keyof typeof ENTRY): Runs {
  const pages = Math.max(0, Math.floor((table.length - 4) / 8))
  const limitOf = (index: number) => long(table, index * 4)
  // Neighbours are asked for one after the other.
  let last: Run & { readonly start: number } = { start: 0, end: 0, offset: 0, length: 0 }
  return {
    at: (byte) => {
      if (byte >= last.start && byte < last.end) return last
      const index = lastNotAbove(pages, byte, limitOf)
      if (index < 0) return plain(pages === 0 ? Number.POSITIVE_INFINITY : limitOf(0), byte)
      const end = limitOf(index + 1)
      if (byte >= end) return plain(Number.POSITIVE_INFINITY, byte)
      const page = (long(table, (pages + 1) * 4 + index * 4) & 0x3fffff) * PAGE
      last = { ...findRun(main, page, { byte, end, kind }), start: byte }
      return last
    },
  }
}

function findRun(
  main: Buffer,
  page: number,
  {
    byte,
    end,
    kind,
  }: { readonly byte: number; readonly end: number; readonly kind: keyof typeof ENTRY },
): Run {
  if (page + PAGE > main.length) throw damaged('a page of its formatting lies beyond its end')
  const count = main.readUInt8(page + PAGE - 1)
  const entries = page + (count + 1) * 4
  if (entries + count * ENTRY[kind] >= page + PAGE)
    throw damaged('a page of its formatting holds more than fits')
  const limitOf = (index: number) => main.readUInt32LE(page + index * 4)
  const index = lastNotAbove(count + 1, byte, limitOf)
  if (index < 0) return plain(limitOf(0), byte)
  if (index === count) return plain(end, byte)
  const at = main.readUInt8(entries + index * ENTRY[kind]) * 2
  const stop = limitOf(index + 1)
  if (at === 0) return plain(stop, byte)
  return { end: stop, ...(kind === 'character' ? characterList : paragraphList)(main, page, at) }
}

/** [MS-DOC] 2.9.32: a length, then the properties. */
function characterList(main: Buffer, page: number, at: number) {
  const offset = page + at + 1
  const length = main.readUInt8(page + at)
  return { offset, length: Math.min(length, page + PAGE - 1 - offset) }
}

/** [MS-DOC] 2.9.175: a length in pairs of bytes; where it is 0 the next byte gives it. */
function paragraphList(main: Buffer, page: number, at: number) {
  const pairs = main.readUInt8(page + at)
  const offset = page + at + (pairs === 0 ? 2 : 1)
  const length = pairs === 0 ? 2 * main.readUInt8(page + at + 1) : 2 * pairs - 1
  return { offset, length: Math.max(0, Math.min(length, page + PAGE - 1 - offset)) }
}

function plain(end: number, byte: number): Run {
  return { end: end > byte ? end : Number.POSITIVE_INFINITY, offset: 0, length: 0 }
}

/** The last index whose value is not above the one asked for, -1 where there is none. */
function lastNotAbove(count: number, value: number, at: (index: number) => number): number {
  let low = -1
  let high = count
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (at(middle) <= value) low = middle
    else high = middle
  }
  return low
}
