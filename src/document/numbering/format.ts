import { ALPHABET, RUSSIAN_ORDER, UKRAINIAN_ORDER } from '../../text/letters.ts'
import { writeRoman } from '../../text/roman.ts'

// ECMA-376 Part 1, 17.18.59: the letters that Word counts with; after the last they are doubled.
const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const LONGEST_REPETITION = 30

const FORMATS: ReadonlyMap<string, (value: number) => string> = new Map(
  Object.entries({
    decimal: String,
    decimalZero: (value) => String(value).padStart(2, '0'),
    upperRoman: writeRoman,
    lowerRoman: (value) => writeRoman(value).toLowerCase(),
    upperLetter: (value) => repeatLetter(value, LATIN).toUpperCase(),
    lowerLetter: (value) => repeatLetter(value, LATIN),
    russianUpper: (value) => repeatLetter(value, RUSSIAN_ORDER).toUpperCase(),
    russianLower: (value) => repeatLetter(value, RUSSIAN_ORDER),
    ukrainianUpper: (value) => repeatLetter(value, UKRAINIAN_ORDER).toUpperCase(),
    ukrainianLower: (value) => repeatLetter(value, UKRAINIAN_ORDER),
    wholeUkrainianUpper: (value) => repeatLetter(value, ALPHABET).toUpperCase(),
    wholeUkrainianLower: (value) => repeatLetter(value, ALPHABET),
    // Word and LibreOffice write the ordinal of a Ukrainian text so.
    ordinal: (value) => `${value}-й`,
    none: () => '',
    bullet: () => '',
  } satisfies Record<string, (value: number) => string>),
)

/**
 * A counter as it is printed in a number format of ECMA-376 (`w:numFmt`, 17.18.59), in
 * `ukrainianLower`/`Upper`, or in the whole alphabet. Formats that do not occur in Ukrainian documents
 * are printed in Arabic digits.
 */
export function formatNumber(value: number, format: string): string {
  return (FORMATS.get(format) ?? String)(value)
}

function repeatLetter(value: number, letters: string): string {
  const times = Math.ceil(value / letters.length)
  if (value < 1 || times > LONGEST_REPETITION) return String(value)
  return letters.charAt((value - 1) % letters.length).repeat(times)
}
