import { ALPHABET, capitalised, RUSSIAN_ORDER, UKRAINIAN_ORDER } from '../../text/letters.ts'
import { writeRoman } from '../../text/roman.ts'

// ECMA-376 Part 1, 17.18.59: the letters that Word counts with; after the last they are doubled.
const LATIN = 'abcdefghijklmnopqrstuvwxyz'
const CHICAGO = '*†‡§'
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
    upperAlphabet: (value) => spellLetters(value, LATIN).toUpperCase(),
    lowerAlphabet: (value) => spellLetters(value, LATIN),
    russianAlphabetUpper: (value) => capitalised(spellLetters(value, RUSSIAN_ORDER)),
    russianAlphabetLower: (value) => spellLetters(value, RUSSIAN_ORDER),
    wholeUkrainianUpper: (value) => capitalised(repeatLetter(value, ALPHABET)),
    wholeUkrainianLower: (value) => repeatLetter(value, ALPHABET),
    wholeUkrainianAlphabetUpper: (value) => capitalised(spellLetters(value, ALPHABET)),
    wholeUkrainianAlphabetLower: (value) => spellLetters(value, ALPHABET),
    chicago: (value) => repeatLetter(value, CHICAGO),
    // Word and LibreOffice write the ordinal of a Ukrainian text so.
    ordinal: (value) => `${value}-й`,
    hex: (value) => value.toString(16).toUpperCase(),
    numberInDash: (value) => `- ${value} -`,
    decimalEnclosedCircle: (value) => enclose(value, 0x2460),
    decimalEnclosedParen: (value) => enclose(value, 0x2474),
    decimalEnclosedFullstop: (value) => enclose(value, 0x2488),
    none: () => '',
    bullet: () => '',
  } satisfies Record<string, (value: number) => string>),
)

/**
 * A counter as it is printed in a number format of ECMA-376 (`w:numFmt`, 17.18.59), in
 * `ukrainianLower`/`Upper`, in the whole alphabet, with ab after aa (`…Alphabet…`, as OpenDocument
 * counts), or in `zeros:N` (N digits at least). Formats that do not occur in
 * Ukrainian documents are printed in Arabic digits.
 */
export function formatNumber(value: number, format: string): string {
  if (format.startsWith('zeros:'))
    return String(value).padStart(Number(format.slice('zeros:'.length)), '0')
  return (FORMATS.get(format) ?? String)(value)
}

function repeatLetter(value: number, letters: string): string {
  const times = Math.ceil(value / letters.length)
  if (value < 1 || times > LONGEST_REPETITION) return String(value)
  return letters.charAt((value - 1) % letters.length).repeat(times)
}

/** After the last letter aa, ab, …, as columns of a spreadsheet are named. */
function spellLetters(value: number, letters: string): string {
  if (value < 1) return String(value)
  let spelled = ''
  for (let rest = value; rest > 0; rest = Math.floor((rest - 1) / letters.length))
    spelled = letters.charAt((rest - 1) % letters.length) + spelled
  return spelled
}

function enclose(value: number, first: number): string {
  return value >= 1 && value <= 20 ? String.fromCharCode(first + value - 1) : String(value)
}
