import { readableBullet } from '../../document/numbering/bullet.ts'
import { symbolCharacter } from '../../document/symbols.ts'
import type { DiagnosticCode } from '../../model/diagnostics.ts'
import { compose, countCharacters } from '../../text/compose.ts'
import { endStory } from './flow.ts'
import {
  type DraftAside,
  flush,
  type Handler,
  openStory,
  own,
  PLAIN_PARAGRAPH,
  printNothing,
  printText,
  type Reading,
  type Story,
  write,
} from './reading.ts'
import { skipGroup } from './scanner.ts'
import { FONT_TABLE, LIST_TABLE, OVERRIDE_TABLE, styleSheet } from './tables.ts'
import { CHARACTER_WORDS, emptyRow, FLOW_WORDS, noMerges } from './words.ts'

/** A number of a list as the document prints it; Word writes no more than 31 characters. */
const LONGEST_MARKER = 256

/** Destinations that hold no text of the document; those behind `\*` are passed over unnamed. */
const LEFT_OUT =
  `aftncn aftnsep aftnsepc annotation author atnid background bkmkend bkmkstart buptim
  colorschememapping colortbl comment company creatim datafield datastore doccomm falt filetbl
  ftncn ftnsep ftnsepc generator info keywords latentstyles linkval listname listpicture mmathPict
  nonesttables nonshppict objclass objdata objname operator panose picprop pn
  pnseclvl pntxta pntxtb printim private propname revtbl revtim rsidtbl rxe shprslt sn sp staticval subject sv tc tcn
  template themedata title txe userprops xe`
    .trim()
    .split(/\s+/)

const READ: readonly (readonly [string, Handler])[] = [
  [
    'fonttbl',
    (reading) => {
      const ending = ({ fonts }: Reading) => fonts.decoders.clear()
      Object.assign(own(reading), { ...FONT_TABLE, ending })
    },
  ],
  ['stylesheet', (reading) => Object.assign(own(reading), styleSheet())],
  ['listtable', (reading) => Object.assign(own(reading), LIST_TABLE)],
  ['listoverridetable', (reading) => Object.assign(own(reading), OVERRIDE_TABLE)],
  ...['header', 'headerl', 'headerr', 'headerf'].map((name): readonly [string, Handler] => [
    name,
    (reading) => readAside(reading, 'page_furniture', 'header'),
  ]),
  ...['footer', 'footerl', 'footerr', 'footerf'].map((name): readonly [string, Handler] => [
    name,
    (reading) => readAside(reading, 'page_furniture', 'footer'),
  ]),
  ['footnote', (reading) => readAside(reading, 'footnote', 'footnote')],
  ['annotation', toldOf('READ_COMMENTS_LEFT_OUT', 'A comment was left out.', 'annotation')],
  ['listtext', readMarker],
  ['pntext', readMarker],
  ['field', openField],
  ['fldinst', readFieldCode],
  ['fldrslt', () => {}],
  ['shp', mute],
  ['shpgrp', mute],
  ['shpinst', mute],
  ['do', mute],
  ['object', readObject],
  ['result', readResult],
  ['shptxt', readBox],
  ['dptxbxtext', readBox],
  ['pict', toldOf('READ_PICTURE', 'A picture was passed over.', 'pict')],
  ['shppict', toldOf('READ_PICTURE', 'A picture was passed over.', 'pict')],
  ['upr', passAnsi],
  ['ud', () => {}],
  ['nesttableprops', readNestedRow],
  ['moMath', () => {}],
  ['moMathPara', () => {}],
  ['mden', (reading) => write(reading, ' ')],
  ['xe', toldOf('READ_FIELD_CODES_LEFT_OUT', 'Field codes were left out.', 'xe')],
  ['tc', toldOf('READ_FIELD_CODES_LEFT_OUT', 'Field codes were left out.', 'xe')],
]

/** What the first word of a group makes of it (RTF 1.9.1, «Destinations»). */
export const DESTINATIONS: ReadonlyMap<string, Handler> = new Map([
  ...LEFT_OUT.map((name): readonly [string, Handler] => [
    name,
    (reading) => leaveOut(reading, name),
  ]),
  ...READ,
])

/** Passes over the rest of the open group. */
export function leaveOut(reading: Reading, name: string): void {
  flush(reading)
  skipGroup(reading.scanner)
  if (reading.scanner.isCut) reading.cutIn = name
}

/** Properties of equations: `\mfPr`, `\mctrlPr`. */
export function isMathProperty(word: string): boolean {
  return word.startsWith('m') && word.endsWith('Pr')
}

/** Passes over a group and tells it. */
function toldOf(code: DiagnosticCode, message: string, name: string): Handler {
  return (reading) => {
    reading.notes.add(code, reading.group.story.draft.place, message)
    leaveOut(reading, name)
  }
}

function mute(reading: Reading): void {
  flush(reading)
  Object.assign(own(reading), { words: CHARACTER_WORDS, write: printNothing })
}

function readObject(reading: Reading): void {
  const { draft } = reading.group.story
  reading.notes.add('READ_PICTURE', draft.place, 'An embedded object was passed over.')
  mute(reading)
}

function readResult(reading: Reading): void {
  Object.assign(own(reading), { words: FLOW_WORDS, write: printText })
}

function readMarker(reading: Reading): void {
  flush(reading)
  const group = own(reading)
  const { draft } = group.story
  let text = ''
  group.words = CHARACTER_WORDS
  group.write = (_, more) => {
    if (text.length < LONGEST_MARKER) text += more
  }
  group.ending = () => {
    // A bullet of a font that is not known is a bullet all the same.
    const marker = readableBullet(compose(text))
      .replaceAll('\ufffd', '•')
      .replace(/\s+/g, ' ')
      .trim()
    draft.isNumbered = true
    draft.marker = countCharacters(marker) === 0 ? null : marker
  }
}

function openField(reading: Reading): void {
  flush(reading)
  const field = { symbol: null, printed: reading.printed }
  Object.assign(own(reading), { field, ending: closeField })
}

/** A SYMBOL whose result is not stored is printed from its code. */
function closeField(reading: Reading): void {
  const { field } = reading.group
  if (field !== null && field.symbol !== null && field.printed === reading.printed)
    write(reading, field.symbol)
}

function readFieldCode(reading: Reading): void {
  flush(reading)
  const { group, notes, scanner } = reading
  const start = scanner.at
  leaveOut(reading, 'fldinst')
  const code = readCode(scanner.source.slice(start, scanner.at))
  if (code.isEmpty) return
  notes.add('READ_FIELD_CODES_LEFT_OUT', group.story.draft.place, 'Field codes were left out.')
  if (group.field === null) return
  group.field.symbol = code.symbol
  group.field.printed = reading.printed
}

/** `{\upr{…}{\*\ud{…}}}`: the first is for readers without Unicode. */
function passAnsi({ scanner }: Reading): void {
  const opening = /^[\r\n ]*\{/.exec(scanner.source.slice(scanner.at, scanner.at + 16))?.[0]
  if (opening === undefined) return
  scanner.at += opening.length
  skipGroup(scanner)
  if (!scanner.isCut) scanner.at += 1
}

/** The definition of a row of a nested table leaves that of the outer row as it was. */
function readNestedRow(reading: Reading): void {
  flush(reading)
  const { row, merges } = reading
  Object.assign(own(reading), {
    words: FLOW_WORDS,
    ending: () => Object.assign(reading, { row, merges }),
  })
}

function readAside(reading: Reading, kind: DraftAside['kind'], part: Story['part']): void {
  const story = openStory(reading.builder, kind, part)
  readStory(reading, story, () => {
    reading.asides.push({ kind, part: story.part, blocks: story.blocks })
  })
}

/** A text box hangs on the paragraph in which it stands. */
function readBox(reading: Reading): void {
  const outer = reading.group.story
  const story = openStory(reading.builder, 'box', outer.part)
  readStory(reading, story, () => {
    for (const block of story.blocks) outer.draft.boxes.push(block)
  })
}

function readStory(reading: Reading, story: Story, close: () => void): void {
  flush(reading)
  const { row, merges } = reading
  Object.assign(reading, { row: emptyRow(), merges: noMerges() })
  Object.assign(own(reading), {
    story,
    words: FLOW_WORDS,
    write: printText,
    ...PLAIN_PARAGRAPH,
    ending: () => {
      endStory(reading, story)
      Object.assign(reading, { row, merges })
      close()
    },
  })
}

/** What the code of a field says. */
interface Code {
  readonly isEmpty: boolean
  /** The character of a SYMBOL field, null where it is another one. */
  readonly symbol: string | null
}

/** Enough of a code to see a SYMBOL, its number and its font. */
const LONGEST_CODE = 1000
const SYMBOL = /^\s*SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})(.*)$/i
const HIGHEST = 0x10ffff

/** Reads the rich text of a field code (ECMA-376 Part 1, 17.16.5.65 for SYMBOL). */
function readCode(source: string): Code {
  const text = source
    .slice(0, LONGEST_CODE)
    // A backslash of the code is written twice.
    .replaceAll('\\\\', '¦')
    .replace(/\\[a-z]+-?\d* ?|\\[^a-z]|[{}\r\n]/gi, '')
  const match = SYMBOL.exec(text)
  const isEmpty = text.trim() === ''
  if (match === null) return { isEmpty, symbol: null }
  const [, number = '', rest = ''] = match
  const font = /¦f\s*"?([^"¦]+)"?/i.exec(rest)?.[1]?.trim() ?? null
  return { isEmpty, symbol: symbolOf(Number(number), font) }
}

function symbolOf(code: number, font: string | null): string {
  if (code <= 0xffff) return symbolCharacter(font, code.toString(16))
  return code <= HIGHEST ? String.fromCodePoint(code) : '\ufffd'
}
