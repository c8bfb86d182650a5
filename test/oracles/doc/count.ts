import { openCompound } from '../../../src/containers/compound/index.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { compose } from '../../../src/text/compose.ts'
import { isSpaceCode } from '../../../src/text/letters.ts'
import { firstMark, type Mark, MOST_MARKS, readMarks } from './count-marks.ts'
import { readSegments, type Segment } from './count-pieces.ts'

/*
 * A second reading that only counts: shares no code with the reader, so that the count of its piece
 * table can be held against it. It walks the whole list of formatting once, keeps the few stretches
 * that decide whether characters count, and goes through the pieces.
 */

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
const COMMENTS = 4
const SPACE_SYMBOLS = new Set([0x20, 0xf020])
// biome-ignore lint/suspicious/noControlCharactersInRegex: [MS-DOC] 2.4.2 and 2.8.25.
const FIELDS = /[\u0013\u0015]/g
// biome-ignore lint/suspicious/noControlCharactersInRegex: the same, with the mark between.
const FIELD_MARKS = /[\u0013-\u0015]/g
const PARENTHESIS = 0x28

/**
 * Characters that are not white space (UTF-16 units after NFC) in the stories of a Word document:
 * without deleted text, comments and the codes of fields. Null where the header is of another size
 * than all known ones, or where formatting that no text has is without end.
 */
export function countDoc(bytes: Uint8Array): number | null {
  const compound = openCompound(bytes, DEFAULT_LIMITS)
  const main = compound.read('WordDocument')
  const table = compound.read((main.readUInt16LE(10) & 0x0200) === 0 ? '0Table' : '1Table')
  if (FIRST_PARTS.some(([offset, size]) => main.readUInt16LE(offset) !== size)) return null
  const marks = readMarks(main, table)
  if (marks.length > MOST_MARKS) return null
  const state: State = { total: 0, text: '', codes: [], inCode: 0 }
  let closed = new Set<number>()
  const segments = readSegments(main, table)
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
