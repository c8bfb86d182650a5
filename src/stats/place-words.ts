import type { Place } from '../model/place.ts'
import type { Report } from '../model/report.ts'
import { say, sayAll } from '../resources.ts'

const PARTS = sayAll('placeWords.parts')
const LETTERS = 26
const FIRST_LETTER = 65

/** Where a value stands in its file, in words for people, all counted from 1. */
export function placeWords(places: readonly Place[], format: Report['source']['format']): string {
  const words = [...new Set(places.map((place) => onePlace(place, format)))]
  return words.length === 0 ? say('placeWords.none') : words.join('; ')
}

function onePlace(place: Place, format: Report['source']['format']): string {
  const { part, ocr, confidence } = place
  const words = [
    ...(part === undefined ? [] : [PARTS[part] ?? part]),
    ...(format === 'xlsx' ? inWorkbook(place) : inDocument(place, format)),
    ...(ocr ? [recognised(confidence)] : []),
  ]
  return words.join(', ')
}

function recognised(confidence: number | undefined): string {
  const text = say('placeWords.recognised')
  return confidence === undefined
    ? text
    : say('placeWords.recognisedSurely', { text, confidence: decimal(confidence) })
}

/** A number with the comma that Ukrainian writes. */
export function decimal(value: number): string {
  return String(value).replace('.', ',')
}

function inWorkbook({ table, row, column }: Place): readonly string[] {
  const cell = (column === undefined ? '' : letters(column)) + (row === undefined ? '' : row + 1)
  return [
    ...counted(say('placeWords.sheetNumber'), table),
    ...(cell === '' ? [] : [say('placeWords.cell', { cell })]),
  ]
}

function inDocument(place: Place, format: Report['source']['format']): readonly string[] {
  const { page, box, table, row, column, paragraph, line } = place
  return [
    ...(page === undefined ? [] : [say('placeWords.page', { page })]),
    ...counted(say('placeWords.table'), table),
    ...counted(say('placeWords.row'), row ?? line),
    ...counted(say('placeWords.column'), column),
    ...counted(say('placeWords.paragraph'), paragraph),
    ...(box === undefined ? [] : [boxWords(box, format)]),
  ]
}

function boxWords([left, top, right, bottom]: NonNullable<Place['box']>, format: string): string {
  const [x, y, toX, toY] = [left, top, right, bottom].map(Math.round)
  const unit = say(format === 'image' ? 'placeWords.pixels' : 'placeWords.points')
  return say('placeWords.box', { x, toX, y, toY, unit })
}

function counted(word: string, index: number | undefined): readonly string[] {
  return index === undefined ? [] : [`${word} ${index + 1}`]
}

/** The letters of a column, 0-based: A, B, … Z, AA. */
function letters(column: number): string {
  const before = Math.floor(column / LETTERS)
  const last = String.fromCharCode(FIRST_LETTER + (column % LETTERS))
  return (before > 0 ? letters(before - 1) : '') + last
}
