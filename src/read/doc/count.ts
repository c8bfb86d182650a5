import { compose } from '../../text/compose.ts'
import { isSpaceCode } from '../../text/letters.ts'

/*
 * The independent count: shares no code with the reader. It walks the whole list of formatting once,
 * keeps the few stretches that decide whether characters count, and goes through the pieces.
 */

/** A stretch of the main stream, bytes `[from, to)`, whose characters are deleted or are symbols. */
interface Mark {
  readonly from: number
  readonly to: number
  readonly isDeleted: boolean
  /** Code of the symbol that stands for «(», null where there is none. */
  readonly symbol: number | null
}

/** What was counted so far, and the fields that are open. */
interface State {
  total: number
  /** Text of the story that counts; paragraphs end with line feeds. */
  text: string
  /** For each open field, whether its code is not over. */
  codes: boolean[]
  inCode: number
}

// [MS-DOC] 2.5: the lengths of the header's parts are the same in all documents from Word 97 on.
const FIRST_PARTS: readonly (readonly [number, number])[] = [
  [32, 14],
  [62, 22],
]
const LENGTHS = 76
const PARTS = 154
const FORMATS = PARTS + 12 * 8
const PIECES = PARTS + 33 * 8
const STORIES = 8
/** Marks take memory; a document that was read has far fewer. */
const MOST_MARKS = 2_000_000
const COMMENTS = 4
const PAGE = 512
const DELETED = 0x0800
const SYMBOL = 0x6a09
const SPACE_SYMBOLS = new Set([0x20, 0xf020])
// biome-ignore lint/suspicious/noControlCharactersInRegex: [MS-DOC] 2.4.2 and 2.8.25.
const FIELDS = /[\u0013\u0015]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, with the mark between.
const FIELD_MARKS = /[\u0013-\u0015]/g
const PARENTHESIS = 0x28

/**
 * Characters that are not white space (UTF-16 units after NFC) in the stories of a Word document:
 * without deleted text, comments and the codes of fields. Takes the streams of text and of tables;
 * null where the header is of another size than all known ones, or where formatting that no text has
 * is without end.
 */
export function countDoc(main: Buffer, table: Buffer): number | null {
  if (FIRST_PARTS.some(([offset, size]) => main.readUInt16LE(offset) !== size)) return null
  const marks = readMarks(main, table)
  if (marks.length > MOST_MARKS) return null
  const ends = storyEnds(main)
  const state: State = { total: 0, text: '', codes: [], inCode: 0 }
  let closed = new Set<number>()
  const segments = readSegments(main, table, ends)
  let story = -1
  for (const [index, segment] of segments.entries()) {
    if (segment.story !== story) {
      flush(state)
      story = segment.story
      state.codes = []
      state.inCode = 0
      closed = closedFields(segments, index)
    }
    if (story !== COMMENTS) countSegment(segment, { state, marks, closed })
  }
  flush(state)
  return state.total
}

/** The part of a piece that stands in one story. */
interface Segment {
  readonly story: number
  readonly start: number
  readonly byte: number
  readonly width: number
  readonly text: string
  readonly isDeleted: boolean
}

function storyEnds(main: Buffer): readonly number[] {
  let end = 0
  return Array.from({ length: STORIES }, (_, index) => {
    end += main.readUInt32LE(LENGTHS + index * 4)
    return end
  })
}

function readSegments(main: Buffer, table: Buffer, ends: readonly number[]): readonly Segment[] {
  const start = main.readUInt32LE(PIECES)
  const prefixes: Buffer[] = []
  let at = start
  while (table[at] === 1) {
    const length = table.readUInt16LE(at + 1)
    prefixes.push(table.subarray(at + 3, at + 3 + length))
    at += 3 + length
  }
  const count = Math.floor((table.readUInt32LE(at + 1) - 4) / 12)
  const positions = at + 5
  const segments: Segment[] = []
  let expected = 0
  for (let index = 0; index < count; index += 1) {
    const entry = positions + (count + 1) * 4 + index * 8
    const place = table.readUInt32LE(entry + 2)
    const width = (place & 0x40000000) === 0 ? 2 : 1
    const first = (place & 0x3fffffff) >> (width === 1 ? 1 : 0)
    const from = table.readUInt32LE(positions + index * 4)
    if (from !== expected) break
    expected = table.readUInt32LE(positions + index * 4 + 4)
    const isDeleted = deletes(table.readUInt16LE(entry + 6), prefixes)
    let next = from
    for (const [story, end] of ends.entries()) {
      const stop = Math.min(end, expected)
      if (stop <= next) continue
      const byte = first + (next - from) * width
      const bytes = main.subarray(byte, first + (stop - from) * width)
      const text = bytes.toString(width === 2 ? 'utf16le' : 'latin1')
      segments.push({ story, start: next, byte, width, text, isDeleted })
      next = stop
    }
  }
  return segments
}

/** Whether what a fast save put on a piece deletes it. */
function deletes(modifier: number, prefixes: readonly Buffer[]): boolean {
  if ((modifier & 1) === 0) return (modifier & 0xfe) >> 1 === 0x41 && modifier >> 8 !== 0
  return lookAt(prefixes[modifier >> 1] ?? Buffer.alloc(0)).isDeleted
}

function readMarks(main: Buffer, table: Buffer): readonly Mark[] {
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

function closedFields(segments: readonly Segment[], first: number): Set<number> {
  const open: number[] = []
  const closed = new Set<number>()
  const story = segments[first]?.story
  for (let index = first; segments[index]?.story === story; index += 1) {
    const { text = '', start = 0 } = segments[index] ?? {}
    for (const match of text.matchAll(FIELDS)) {
      if (match[0] === '\u0013') open.push(start + match.index)
      const begin = match[0] === '\u0015' ? open.pop() : undefined
      if (begin !== undefined) closed.add(begin)
    }
    if (index + 1 >= segments.length) break
  }
  return closed
}

/** Parts a segment at the marks that overlap it and counts each part. */
function countSegment(
  segment: Segment,
  context: { readonly state: State; readonly marks: readonly Mark[]; readonly closed: Set<number> },
): void {
  const { text, byte, width } = segment
  if (segment.isDeleted) {
    skipText(text, segment.start, context)
    return
  }
  let done = 0
  for (let index = firstMark(context.marks, byte); ; index += 1) {
    const mark = context.marks[index]
    const from = mark === undefined ? text.length : Math.ceil((mark.from - byte) / width)
    if (mark === undefined || from >= text.length) break
    const to = Math.min(text.length, Math.ceil((mark.to - byte) / width))
    if (to <= done) continue
    countText(text.slice(done, Math.max(done, from)), segment.start + done, {
      ...context,
      symbol: null,
    })
    const start = Math.max(done, from)
    if (mark.isDeleted) skipText(text.slice(start, to), segment.start + start, context)
    else
      countText(text.slice(start, to), segment.start + start, { ...context, symbol: mark.symbol })
    done = to
  }
  countText(text.slice(done), segment.start + done, { ...context, symbol: null })
}

/** The first mark that ends behind a byte. */
function firstMark(marks: readonly Mark[], byte: number): number {
  let low = 0
  let high = marks.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((marks[middle]?.to ?? 0) > byte) high = middle
    else low = middle + 1
  }
  return low
}

function countText(
  text: string,
  start: number,
  {
    state,
    closed,
    symbol,
  }: { readonly state: State; readonly closed: Set<number>; readonly symbol: number | null },
): void {
  let done = 0
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    if (isLetter(code)) continue
    if (state.inCode === 0) state.text += text.slice(done, index)
    done = index + 1
    if (code !== PARENTHESIS) pass(state, text.charAt(index), closed.has(start + index))
    else if (state.inCode === 0)
      state.text += symbol !== null && SPACE_SYMBOLS.has(symbol) ? ' ' : '('
  }
  if (state.inCode === 0) state.text += text.slice(done)
}

/** All but «(», which may stand for a symbol, and the controls that are no white space in a line. */
function isLetter(code: number): boolean {
  return code < 0x20 ? code >= 0x09 && code <= 0x0b : code !== PARENTHESIS
}

/** Deleted text: only its marks of fields count. */
function skipText(
  text: string,
  start: number,
  { state, closed }: { readonly state: State; readonly closed: Set<number> },
): void {
  for (const match of text.matchAll(FIELD_MARKS))
    pass(state, match[0], closed.has(start + match.index))
}

function pass(state: State, control: string, isClosed: boolean): void {
  switch (control) {
    case '\r':
    case '\u0007':
    case '\f':
      state.text += '\n'
      return
    case '\u001e':
    case '\u001f':
      if (state.inCode === 0) state.text += '-'
      return
    case '\u0013':
      if (isClosed) state.inCode += 1
      state.codes.push(isClosed)
      return
    case '\u0014':
    case '\u0015':
      if (state.codes.length === 0) return
      if (state.codes.pop()) state.inCode -= 1
      if (control === '\u0014') state.codes.push(false)
  }
}

/** Counts what was gathered; nothing composes with what stands behind a line feed. */
function flush(state: State): void {
  const text = compose(state.text)
  for (let index = 0; index < text.length; index += 1)
    if (!isSpaceCode(text.charCodeAt(index))) state.total += 1
  state.text = ''
}
