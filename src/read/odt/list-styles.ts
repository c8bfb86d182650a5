import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { readableBullet } from '../../document/numbering/bullet.ts'
import type { NumberLevel } from '../../document/numbering/index.ts'
import { isSymbolFont } from '../../document/symbols.ts'

/** How each level of a list prints its numbers, 0-based; null where a level is not defined. */
export type ListLevels = readonly (NumberLevel | null)[]

const LEVELS = 10
// Characters of the text around a number, and the largest number a list may begin with.
const LONGEST_TEXT = 64
const LARGEST_START = 1_000_000

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['', 'none'],
  ['1', 'decimal'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
  ['1st', 'ordinal'],
])
const LETTERS: ReadonlyMap<string, string> = new Map([
  ['a', 'lower'],
  ['A', 'upper'],
])
/** LibreOffice writes how the row goes on: «А, Б, .., Аа, Аб, ... (uk)» or «…, Аа, Бб, …». */
const CYRILLIC = /^([аА]), [бБ], .*\((\w+)\)$/u
const PADDED = /^(0+1), /
const ENCLOSED: ReadonlyMap<string, string> = new Map([
  ['①', 'decimalEnclosedCircle'],
  ['⑴', 'decimalEnclosedParen'],
  ['⒈', 'decimalEnclosedFullstop'],
])

/** The levels of a `text:list-style` or `text:outline-style` (OpenDocument 1.3 Part 3, 16.30). */
export function readListLevels(style: XmlElement): ListLevels {
  const elements: (XmlElement | null)[] = Array.from({ length: LEVELS }, () => null)
  for (const element of children(style)) {
    const level = Number(attribute(element, 'text:level') ?? Number.NaN)
    if (Number.isInteger(level) && level >= 1 && level <= LEVELS) elements[level - 1] = element
  }
  const formats = elements.map((element) => (element === null ? 'none' : formatOf(element)))
  return elements.map((element, level) =>
    element === null ? null : readLevel(element, level, formats),
  )
}

function readLevel(element: XmlElement, level: number, formats: readonly string[]): NumberLevel {
  return {
    start: startOf(element),
    format: formats[level] ?? 'none',
    text: textOf(element, level, formats),
    restart: null,
    isLegal: attribute(element, 'loext:is-legal') === 'true',
  }
}

function startOf(element: XmlElement): number {
  return readStart(attribute(element, 'text:start-value')) ?? 1
}

/** The number in `text:start-value`, null where there is none that one can count from. */
export function readStart(value: string | null): number | null {
  return value !== null && /^\d{1,7}$/.test(value) ? Math.min(Number(value), LARGEST_START) : null
}

function formatOf(element: XmlElement): string {
  if (element.name === 'text:list-level-style-bullet') return 'bullet'
  if (element.name === 'text:list-level-style-image') return 'bullet'
  const written = attribute(element, 'style:num-format') ?? ''
  const simple = FORMATS.get(written)
  if (simple !== undefined) return simple
  const letters = LETTERS.get(written)
  // 19.502: with letters in step aa, bb follows z, else aa, ab.
  if (letters !== undefined)
    return attribute(element, 'style:num-letter-sync') === 'true'
      ? `${letters}Letter`
      : `${letters}Alphabet`
  return cyrillicFormat(written) ?? paddedFormat(written)
}

function cyrillicFormat(written: string): string | null {
  const [, first, language = ''] = CYRILLIC.exec(written) ?? []
  if (first === undefined) return null
  const letters = /^uk/i.test(language) ? 'wholeUkrainian' : 'russian'
  const size = first === 'А' ? 'Upper' : 'Lower'
  return /, [аА]б,/u.test(written) ? `${letters}Alphabet${size}` : `${letters}${size}`
}

function paddedFormat(written: string): string {
  const padded = PADDED.exec(written)?.[1]
  if (padded !== undefined) return `zeros:${padded.length}`
  return ENCLOSED.get(written.charAt(0)) ?? 'decimal'
}

function textOf(element: XmlElement, level: number, formats: readonly string[]): string {
  if (element.name === 'text:list-level-style-image') return '•'
  // LibreOffice prints nothing around a bullet.
  if (element.name === 'text:list-level-style-bullet') return bulletOf(element)
  const prefix = around(element, 'style:num-prefix')
  const suffix = around(element, 'style:num-suffix')
  const template =
    attribute(element, 'style:num-list-format') ?? attribute(element, 'loext:num-list-format')
  if (template !== null) return readTemplate(template.slice(0, LONGEST_TEXT))
  const shown = Number(attribute(element, 'text:display-levels') ?? 1)
  const from = Number.isInteger(shown) && shown >= 1 ? Math.max(0, level - shown + 1) : level
  const numbers = formats
    .slice(from, level + 1)
    .flatMap((format, index) => (format !== 'none' ? [placeholder(from + index)] : []))
  return prefix + numbers.join('.') + suffix
}

/** `%1%.%2%)` as LibreOffice writes it since 7.1. */
function readTemplate(template: string): string {
  return template.replace(/%(\d{1,2})%/g, (_, level: string) =>
    Number(level) >= 1 && Number(level) <= LEVELS ? placeholder(Number(level) - 1) : '',
  )
}

/** As `NumberLevel.text` wants it; `:` follows 9 in ASCII. */
function placeholder(level: number): string {
  return `%${String.fromCharCode(0x31 + level)}`
}

function around(element: XmlElement, name: string): string {
  return readableBullet((attribute(element, name) ?? '').slice(0, LONGEST_TEXT)).replaceAll('%', '')
}

function bulletOf(element: XmlElement): string {
  const text = (attribute(element, 'text:bullet-char') ?? '').slice(0, LONGEST_TEXT)
  const properties = child(element, 'style:text-properties')
  const font =
    properties === null
      ? null
      : (attribute(properties, 'fo:font-family') ?? attribute(properties, 'style:font-name'))
  // Older programs write the code in the symbol font itself.
  return readableBullet(
    isSymbolFont(font?.replaceAll("'", '') ?? null)
      ? text.replace(/[\u0021-\u00ff]/g, toPrivateUse)
      : text,
  )
}

function toPrivateUse(character: string): string {
  return String.fromCharCode(0xf000 + character.charCodeAt(0))
}
