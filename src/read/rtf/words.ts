import { endCell, endParagraph, endRow } from './flow.ts'
import { readableSymbol } from './fonts.ts'
import {
  flush,
  type Group,
  type Handler,
  type Merges,
  own,
  PLAIN_CHARACTERS,
  PLAIN_PARAGRAPH,
  type Reading,
  type RowDefinition,
  type Words,
  write,
} from './reading.ts'

/** Words that stand for a character, and so may stand for a `\u` (RTF 1.9.1, «Special Characters»). */
export const CHARACTERS: ReadonlyMap<string, string> = new Map([
  ['emdash', '—'],
  ['endash', '–'],
  ['emspace', '\u2003'],
  ['enspace', '\u2002'],
  ['qmspace', '\u2005'],
  ['bullet', '•'],
  ['lquote', '‘'],
  ['rquote', '’'],
  ['ldblquote', '“'],
  ['rdblquote', '”'],
  ['ltrmark', '\u200e'],
  ['rtlmark', '\u200f'],
  ['zwbo', '\u200b'],
  ['zwnbo', '\u2060'],
  ['zwj', '\u200d'],
  ['zwnj', '\u200c'],
])

/** Symbols that stand for a character. */
export const SYMBOLS: ReadonlyMap<string, string> = new Map([
  ['~', '\u00a0'],
  ['-', '\u00ad'],
  ['_', '\u2011'],
])

/** Code page of the document where no `\ansicpg` tells it. */
const MACINTOSH = 10000
const HIGHEST = 0x10ffff
const WIDEST_ROW = 256

/** Words that mean the same in every destination. */
const COMMON: readonly (readonly [string, Handler])[] = [
  ...[...CHARACTERS].map(([word, character]): readonly [string, Handler] => [
    word,
    (reading) => write(reading, character),
  ]),
  ['tab', (reading) => write(reading, '\t')],
  ['u', writeUnicode],
  ['uc', (reading, value) => change(reading, 'fallback', Math.max(0, value ?? 1))],
  ['f', setFont],
  ['plain', resetCharacters],
  ['ansicpg', setAnsi],
  ['mac', (reading) => setAnsi(reading, MACINTOSH)],
  [
    'deff',
    (reading, value) => {
      reading.fonts.standard = value ?? 0
      setFont(reading, value)
    },
  ],
]

/** Words of a destination that holds characters only. */
export const CHARACTER_WORDS: Words = new Map(COMMON)

/** Lines that are drawn; `\brdrnone`, `\brdrtbl` and others are not (RTF 1.9.1, «Paragraph Borders»). */
const LINES = `brdrs brdrth brdrsh brdrdb brdrdot brdrdash brdrhair brdrdashsm brdrdashd brdrdashdd
  brdrtriple brdrinset brdroutset`.split(/\s+/)

/** Words that define a row (RTF 1.9.1, «Table Definitions»). */
const ROW_PROPERTIES: readonly (readonly [string, Handler])[] = [
  ['trleft', (reading, value) => Object.assign(reading.row, { left: value ?? 0 })],
  ['trhdr', (reading) => Object.assign(reading.row, { isHeading: true })],
  ['lastrow', (reading) => Object.assign(reading.row, { isLast: true })],
  ['clvmgf', (reading) => Object.assign(reading.merges, { merge: 'restart' })],
  ['clvmrg', (reading) => Object.assign(reading.merges, { merge: 'below' })],
  ['clmrg', (reading) => Object.assign(reading.merges, { isBeside: true })],
  ...['clbrdrt', 'clbrdrl', 'clbrdrb', 'clbrdrr'].map((word): readonly [string, Handler] => [
    word,
    (reading) => Object.assign(reading.merges, { isAtLine: true }),
  ]),
  ...LINES.map((word): readonly [string, Handler] => [
    word,
    ({ merges }) => {
      if (merges.isAtLine) Object.assign(merges, { isLined: true })
    },
  ]),
  ['cellx', defineCell],
]

/** Words of the flow of text. */
export const FLOW_WORDS: Words = new Map<string, Handler>([
  ...COMMON,
  ['par', flushed(endParagraph)],
  ['line', (reading) => write(reading, '\n')],
  ['page', breakPage],
  ['column', (reading) => write(reading, '\n')],
  ['sect', endSection],
  ['sbknone', continueSection],
  ['sbkcol', continueSection],
  ['v', (reading, value) => change(reading, 'isHidden', value !== 0)],
  ['strike', (reading, value) => change(reading, 'isStruck', value !== 0)],
  ['striked', (reading, value) => change(reading, 'isStruck', value !== 0)],
  ['deleted', (reading, value) => change(reading, 'isDeleted', value !== 0)],
  // RTF 1.9.1, «Track Changes»: text that was moved away.
  ['mvf', (reading, value) => change(reading, 'isDeleted', value !== 0)],
  ['pard', (reading) => reset(reading, PLAIN_PARAGRAPH)],
  ['s', (reading, value) => change(reading, 'style', value ?? 0)],
  ['ls', (reading, value) => change(reading, 'list', value ?? 0)],
  ['ilvl', (reading, value) => change(reading, 'listLevel', Math.max(0, value ?? 0))],
  ['pagebb', (reading, value) => change(reading, 'startsPage', value !== 0)],
  ['intbl', (reading, value) => change(reading, 'isInTable', value !== 0)],
  ['itap', (reading, value) => change(reading, 'nesting', Math.max(0, value ?? 1))],
  ['cell', flushed((reading) => endCell(reading, 1))],
  ['nestrow', flushed((reading) => endRow(reading, openLevel(reading)))],
  ['nestcell', flushed((reading) => endCell(reading, nestedLevel(reading)))],
  ['row', flushed((reading) => endRow(reading, 1))],
  ['trowd', flushed(defineRow)],
  [
    'ftnalt',
    ({ group: { story } }) => {
      if (story.part === 'footnote') story.part = 'endnote'
    },
  ],
  ...ROW_PROPERTIES,
])

function flushed(act: (reading: Reading) => void): Handler {
  return (reading) => {
    flush(reading)
    act(reading)
  }
}

/** Changes what holds in the open group, and only where it changes: most words repeat. */
function change<
  Key extends 'font' | 'fallback' | keyof typeof PLAIN_CHARACTERS | keyof typeof PLAIN_PARAGRAPH,
>(reading: Reading, key: Key, value: Group[Key]): void {
  if (reading.group[key] === value) return
  flush(reading)
  Object.assign(own(reading), { [key]: value })
}

function setAnsi({ fonts }: Reading, value: number | null): void {
  if (value === null || value === 0) return
  fonts.ansi = value
  fonts.decoders.clear()
}

function setFont(reading: Reading, value: number | null): void {
  change(reading, 'font', value ?? 0)
}

function resetCharacters(reading: Reading): void {
  change(reading, 'font', reading.fonts.standard)
  reset(reading, PLAIN_CHARACTERS)
}

/** The same for several at once. */
function reset(reading: Reading, plain: Partial<Group>): void {
  const { group } = reading
  let key: keyof typeof plain
  for (key in plain)
    if (group[key] !== plain[key]) {
      flush(reading)
      Object.assign(own(reading), plain)
      return
    }
}

/** RTF 1.9.1, «Unicode RTF»: a signed 16-bit number; some writers give the code point itself. */
function writeUnicode(reading: Reading, value: number | null): void {
  const code = value !== null && value < 0 ? value + 0x10000 : (value ?? 0)
  const isPrivate = code >= 0xf020 && code <= 0xf0ff
  if (isPrivate) write(reading, readableSymbol(reading.fonts, reading.group.font, code))
  else write(reading, code >= 0 && code <= HIGHEST ? String.fromCodePoint(code) : '\ufffd')
  reading.toSkip = reading.group.fallback
}

function breakPage(reading: Reading): void {
  flush(reading)
  const { story, isDeleted } = reading.group
  if (isDeleted) return
  write(reading, '\n')
  story.draft.endsPage = true
}

function endSection(reading: Reading): void {
  flush(reading)
  const { story } = reading.group
  if (story.draft.text.trim() !== '') endParagraph(reading)
  story.startsPage = true
  story.startsSection = true
}

function continueSection({ group: { story } }: Reading): void {
  if (story.startsSection) story.startsPage = false
}

function nestedLevel({ group: { nesting } }: Reading): number {
  return Math.max(2, nesting)
}

function openLevel({ group: { story } }: Reading): number {
  return Math.max(2, story.tables.length)
}

function defineRow(reading: Reading): void {
  reading.row = emptyRow()
  reading.merges = noMerges()
}

/** A row definition before its words. */
export function emptyRow(): RowDefinition {
  return { left: 0, cells: [], isHeading: false, isLast: false }
}

function defineCell(reading: Reading, value: number | null): void {
  const { cells } = reading.row
  // Rows have at most 63 cells in Word; no row of more is asked for its edges.
  const { isAtLine: _, ...merges } = reading.merges
  if (cells.length < WIDEST_ROW) cells.push({ right: value ?? 0, ...merges })
  reading.merges = noMerges()
}

export function noMerges(): Merges {
  return {
    merge: null,
    isBeside: false,
    isLined: false,
    isAtLine: false,
  }
}
