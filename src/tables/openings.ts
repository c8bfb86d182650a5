import { type Grammar, LEVELS, type LevelName } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { lengthWithSoftHyphens, withoutSoftHyphens } from '../text/hyphen.ts'
import { type Label, readLabels } from '../text/label.ts'
import { CAPITALS, LETTERS, SMALLS, WRITTEN_ROMAN, WRITTEN_ROMAN_ALL } from '../text/letters.ts'
import { type Memory, openMemory, recall, remember } from '../text/memory.ts'
import type { Opening, Slot } from './units.ts'

export const HEADING_LEVELS: readonly LevelName[] = ['part', 'section', 'item']
const LONGEST_ANNOUNCEMENT = 60
const WORD_AND_NUMBER = new RegExp(
  `^([${LETTERS}]+?\\.?)([${WRITTEN_ROMAN}\\d]+(?:\\.\\d+)*[.:)]?)$`,
)
const LONGEST_UNNUMBERED = 200
/** Two or three digits without a point between. */
const POINTLESS = /^([1-9])(\d)(\d)?[.)]?$/
/** A name behind the word of a level. */
const NAME_START = /^(?::\s*|[«"„“])\S/
/** Texts whose numbers are remembered. */
const REMEMBERED = 4000

/** Finds the word of a level; null where it has none. */
interface Announcer {
  readonly expression: RegExp | null
  /** What texts were found to begin with. */
  readonly known: Memory<Opening | null>
}

const announcers = new WeakMap<Grammar, Readonly<Record<LevelName, Announcer>>>()
const ANNOUNCED = new RegExp(
  `^([\\d${WRITTEN_ROMAN_ALL}]{1,6}(?:\\.\\d{1,3}){0,4})\\s?[.:)]?(?=\\s|$|[${LETTERS}]|[—–-])\\s*[—–-]?\\s*`,
)

/** The openings of one level at the start of a cell's own text; found once. */
export function openingsInText(slot: Slot, level: LevelName, grammar: Grammar): readonly Opening[] {
  slot.memo.openings ??= { part: null, section: null, item: null, measure: null }
  const { openings } = slot.memo
  openings[level] ??= findOpenings(slot, level, grammar)
  return openings[level]
}

function findOpenings(slot: Slot, level: LevelName, grammar: Grammar): readonly Opening[] {
  const withWord = announcedLabel(slot, level, grammar)
  if (withWord) return [withWord]
  const unnumbered = announcedWithoutNumber(slot, level, grammar)
  if (unnumbered) return [unnumbered]
  const guessed = guessedLabel(slot, level, grammar)
  if (guessed) return [guessed]
  if (slot.marker !== null) return markerOpenings(slot, level, slot)
  return labelsOf(slot).map((label) =>
    labelOpening(label, level, { labelSlot: slot, textSlot: slot, textStart: label.rest }),
  )
}

/** What stands in a cell for numbers, printed or automatic, however a narrow column has broken it. */
export function numberText({ text, marker }: Slot): string {
  return text.replace(/\s+/g, '') || (marker ?? '')
}

/** The labels that a cell's own text begins with. */
export function labelsOf(slot: Slot): readonly Label[] {
  slot.memo.labels ??= labelsIn(slot.text)
  return slot.memo.labels
}

/** `readLabels`, which remembers: numbers and measures are the same in all reports of a programme. */
export const labelsIn = remember(readLabels, REMEMBERED)

/** The openings of one level whose label fills a cell of its own. */
export function openingsInCell(
  cell: Slot,
  level: LevelName,
  { textSlot, grammar }: { readonly textSlot: Slot | null; readonly grammar: Grammar },
): readonly Opening[] {
  if (cell.text.trim() === '') return markerOpenings(cell, level, textSlot)
  const withWord = announcedInCell(cell, level, grammar)
  if (withWord) return [{ ...withWord, textSlot }]
  // A narrow column breaks a number: «2.2.⏎1.», «1⏎0.».
  const text = cell.text.replace(/\s+/g, '')
  const isRecognised = cell.paragraphs[0]?.place.ocr ?? false
  return [...labelsIn(text), ...(isRecognised ? withLostPoints(text) : [])]
    .filter((label) => label.rest >= text.length)
    .map((label) => ({
      ...labelOpening(label, level, { labelSlot: cell, textSlot, textStart: 0 }),
      printed: text,
      labelStart: 0,
      labelEnd: cell.text.length,
    }))
}

/** «14» for «1.4»: a recogniser overlooks points. Which is meant the neighbours tell. */
function withLostPoints(text: string): readonly Label[] {
  const [first, second, third] = POINTLESS.exec(text)?.slice(1) ?? []
  if (first === undefined || second === undefined) return []
  const rest = { shape: 'decimal', start: 0, end: text.length, rest: text.length } as const
  const label = { ...rest, numbers: [Number(first), Number(`${second}${third ?? ''}`)], repairs: 1 }
  if (third === undefined) return [label]
  return [label, { ...rest, numbers: [first, second, third].map(Number), repairs: 2 }]
}

/** A cell that holds «РОЗДІЛ 1» or «Ціль 1.1.» and nothing else, however a narrow column has broken it. */
export function announcedInCell(cell: Slot, level: LevelName, grammar: Grammar): Opening | null {
  if (cell.text.length > LONGEST_ANNOUNCEMENT) return null
  const rejoined = cell.text.trim().includes('\n')
    ? cell.text.replace(/\s+/g, '').replace(WORD_AND_NUMBER, '$1 $2')
    : cell.text.trim()
  const found =
    announced(rejoined, level, grammar) ?? guessedLabel({ ...cell, text: rejoined }, level, grammar)
  if (!found || found.textStart < rejoined.length) return null
  return { ...found, labelSlot: cell, labelStart: 0, labelEnd: cell.text.length, textStart: 0 }
}

/** The opening of a level that carries no number at all. */
export function plainOpening(level: LevelName, textSlot: Slot | null): Opening {
  return {
    level,
    shape: 'none',
    numbers: [],
    repairs: 0,
    isAnnounced: false,
    printed: null,
    labelSlot: null,
    labelStart: 0,
    labelEnd: 0,
    textSlot,
    textStart: 0,
  }
}

/** The section or the item of a measure, of which the measure's number alone tells. */
export function implied(level: 'section' | 'item', numbers: readonly number[]): Opening {
  const isItem = level === 'item'
  const shape = isItem ? 'decimal' : 'roman'
  const above = { numbers: numbers.slice(0, isItem ? -1 : 1), isAnnounced: true, shape } as const
  return { ...plainOpening(level, null), ...above }
}

/** The measure behind a number that is the item's. */
export function restOpening(textSlot: Slot, textStart: number): Opening {
  return { ...plainOpening('measure', textSlot), textStart, isRest: true }
}

function markerOpenings(cell: Slot, level: LevelName, textSlot: Slot | null): readonly Opening[] {
  const marker = cell.marker
  if (marker === null) return []
  return labelsIn(marker)
    .filter((label) => label.rest >= marker.length)
    .map((label) => ({
      ...labelOpening(label, level, { labelSlot: null, textSlot, textStart: 0 }),
      printed: marker.trim(),
    }))
}

function labelOpening(
  { shape, numbers, repairs, start, end }: Label,
  level: LevelName,
  place: { labelSlot: Slot | null; textSlot: Slot | null; textStart: number },
): Opening {
  const printed = place.labelSlot?.text.slice(start, end) ?? null
  const of = { shape, numbers, repairs, printed, labelStart: start, labelEnd: end }
  return { ...plainOpening(level, null), ...of, ...place }
}

/** «Розділ II. Назва», «Завдання 1.1 Назва»: the word announces the level, its number follows. */
function announcedLabel(slot: Slot, level: LevelName, grammar: Grammar): Opening | null {
  const automatic = slot.marker === null ? null : announced(slot.marker, level, grammar)
  if (automatic) {
    const printed = slot.marker?.trim() ?? null
    return { ...automatic, printed, labelSlot: null, textSlot: slot, textStart: 0 }
  }
  const written = announced(slot.text, level, grammar)
  return written ? { ...written, labelSlot: slot, textSlot: slot } : null
}

/** «Ціль 1.1. Назва»: a number behind a word that the grammar does not know announces some level. */
function guessedLabel(slot: Slot, level: LevelName, grammar: Grammar): Opening | null {
  // Alone in its line or cell it needs no mark: what it leads to stands below or beside.
  const words = level === 'part' ? null : UNKNOWN_WORD.exec(`${slot.text.trimEnd()}\n…`)
  if (!words || LEVELS.some((one) => announced(slot.text, one, grammar) !== null)) return null
  const [head, number = ''] = words
  const label = readLabels(`${number}.`)[0]
  if (!label) return null
  const labelEnd = head.replace(/(?<!\s)\s*(?:[—–-]\s*)?$/u, '').length
  const textStart = Math.min(head.length, slot.text.length)
  return {
    ...labelOpening(label, level, { labelSlot: slot, textSlot: slot, textStart }),
    isAnnounced: true,
    isGuessed: true,
    printed: head.slice(0, labelEnd).trim(),
    labelStart: 0,
    labelEnd,
  }
}

/** «Напрям: Садівництво», «Розділ «Кадри»»: the word announces the level, no number follows. */
function announcedWithoutNumber(slot: Slot, level: LevelName, grammar: Grammar): Opening | null {
  if (level === 'measure' || slot.marker !== null || slot.text.length > LONGEST_UNNUMBERED)
    return null
  const { expression } = announcerOf(level, grammar)
  const length = expression?.exec(foldedHead(slot.text))?.[0].length
  if (length === undefined || !NAME_START.test(slot.text.slice(length))) return null
  return { ...plainOpening(level, slot), isAnnounced: true }
}

/** The number of a text that begins with a word of the level. */
export function announced(text: string, level: LevelName, grammar: Grammar): Opening | null {
  const { expression, known } = announcerOf(level, grammar)
  return expression && recall(known, text, () => findAnnounced(text, level, expression))
}

function findAnnounced(text: string, level: LevelName, expression: RegExp): Opening | null {
  const match = expression.exec(foldedHead(text))
  if (!match) return null
  const begin = lengthWithSoftHyphens(text, match[0].length)
  const number = ANNOUNCED.exec(text.slice(begin))
  const printedNumber = number?.[1]
  if (!number || !printedNumber) return null
  const label = readLabels(`${printedNumber}.`)[0]
  if (!label) return null
  const rest = begin + number[0].length
  const labelEnd = begin + number[0].replace(/(?<!\s)\s*(?:[—–-]\s*)?$/u, '').length
  return {
    ...labelOpening(label, level, { labelSlot: null, textSlot: null, textStart: rest }),
    isAnnounced: true,
    printed: withoutSoftHyphens(text.slice(0, labelEnd)).replace(/\s+/g, ' ').trim(),
    labelStart: 0,
    labelEnd,
  }
}

/** One to three words, a number and a mark or the end of the line behind it, then more words. */
export const UNKNOWN_WORD = new RegExp(
  `^\\s*[${CAPITALS}][${SMALLS}]{2,14}(?:\\s[${SMALLS}]{3,14}){0,2}\\s+(?:№\\s*)?(\\d{1,2}(?:\\.\\d{1,2}){0,4}|[IVXІХ]{1,5})(?:\\s?[.:)]|\\s[–—-]|(?=\\n))\\s+(?=\\S)`,
)

let lastText = ''
let lastHead = ''

/** The first words of a text, folded; the answer for the text before is kept: each level asks. */
function foldedHead(text: string): string {
  if (text !== lastText) {
    lastHead = fold(withoutSoftHyphens(text.slice(0, LONGEST_ANNOUNCEMENT)))
    lastText = text
  }
  return lastHead
}

function announcerOf(level: LevelName, grammar: Grammar): Announcer {
  let made = announcers.get(grammar)
  if (!made) {
    const announcerFor = (one: LevelName) => makeAnnouncer(grammar.levels[one].words)
    made = {
      part: announcerFor('part'),
      section: announcerFor('section'),
      item: announcerFor('item'),
      measure: announcerFor('measure'),
    }
    announcers.set(grammar, made)
  }
  return made[level]
}

function makeAnnouncer(words: string | null): Announcer {
  const expression = words === null ? null : new RegExp(`^\\s*(?:${words})\\s*(?:№\\s*)?`, 'u')
  return { expression, known: openMemory(REMEMBERED) }
}
