import type { Place } from '../model/place.ts'
import type { Report } from '../model/report.ts'

const PARTS: Readonly<Record<string, string>> = {
  header: 'верхній колонтитул',
  footer: 'нижній колонтитул',
  footnote: 'виноска',
  endnote: 'кінцева виноска',
  drawing: 'текстове поле',
  sheet: 'назва аркуша',
}
const LETTERS = 26
const FIRST_LETTER = 65

/** Where a value stands in its file, in words for people, all counted from 1. */
export function placeWords(places: readonly Place[], format: Report['source']['format']): string {
  const words = [...new Set(places.map((place) => onePlace(place, format)))]
  return words.length === 0 ? 'у файлі такого місця немає' : words.join('; ')
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
  const text = 'розпізнано із зображення'
  return confidence === undefined ? text : `${text}, певність ${decimal(confidence)}`
}

/** A number with the comma that Ukrainian writes. */
export function decimal(value: number): string {
  return String(value).replace('.', ',')
}

function inWorkbook({ table, row, column }: Place): readonly string[] {
  const cell = (column === undefined ? '' : letters(column)) + (row === undefined ? '' : row + 1)
  return [...counted('аркуш', table), ...(cell === '' ? [] : [`клітинка ${cell}`])]
}

function inDocument(place: Place, format: Report['source']['format']): readonly string[] {
  const { page, box, table, row, column, paragraph, line } = place
  return [
    ...(page === undefined ? [] : [`сторінка ${page}`]),
    ...counted('таблиця', table),
    ...counted('рядок', row ?? line),
    ...counted('стовпець', column),
    ...counted('абзац', paragraph),
    ...(box === undefined ? [] : [boxWords(box, format)]),
  ]
}

function boxWords([left, top, right, bottom]: NonNullable<Place['box']>, format: string): string {
  const [x, y, toX, toY] = [left, top, right, bottom].map(Math.round)
  const unit = format === 'image' ? 'пікселів' : 'пунктів'
  return `від ${x} до ${toX} зліва і від ${y} до ${toY} згори (${unit})`
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
