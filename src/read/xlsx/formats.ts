import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'

/*
 * How a workbook made here prints what its formats leave open: a file stores neither the language
 * nor the signs of the machine that showed it.
 */

export type Library = typeof import('numfmt')

const DAY_AND_MONTH = new Intl.DateTimeFormat('uk', { day: 'numeric', month: 'long' })
type Months = NonNullable<ReturnType<Library['getLocale']>>['mmmm']
/** Months as they stand behind a day. */
const MONTHS_OF_DAYS = Array.from({ length: 12 }, (_, month) => {
  const parts = DAY_AND_MONTH.formatToParts(new Date(2000, month, 15))
  return parts.find(({ type }) => type === 'month')?.value ?? ''
}) as Months

/** Tags under which `numfmt` knows the two ways to write months; no real locale has them. */
export const WITH_DAY = 'uk-ZZ'
export const WITHOUT_DAY = 'uk-ZY'

/** The language whose built-in formats a workbook means. */
export const LANGUAGE = 'uk'

let library: Promise<Library> | null = null

/**
 * The library of number formats, taught Ukrainian with a decimal point: numbers of items («1.1»)
 * are printed so, and nothing in a file says otherwise. Loaded once; it costs 30 ms.
 */
export function loadLibrary(): Promise<Library> {
  library ??= import('numfmt').then((loaded) => {
    const signs = { ...loaded.getLocale(LANGUAGE), decimal: '.', group: '\u00a0' }
    loaded.addLocale({ ...signs, mmmm: MONTHS_OF_DAYS }, WITH_DAY)
    loaded.addLocale(signs, WITHOUT_DAY)
    return loaded
  })
  return library
}

/** What the styles of a workbook say of one cell format. */
export interface CellStyle {
  /** The number format; null for General. */
  readonly format: string | null
  /** Lines are drawn at its left or its right, or at any side. */
  readonly isBoxed: boolean
  readonly isLined: boolean
}

/** Prints numbers and texts as their format says. */
export interface Printer {
  readonly number: (value: number, format: string | null) => string
  readonly text: (value: string, format: string | null) => string
}

const DAYS_TO_1904 = 1462
/** Identifiers of built-in formats that print what they are given. */
const GENERAL = 0
const TEXT = 49
const PLAIN: CellStyle = { format: null, isBoxed: false, isLined: false }
const SIDES = ['s:left', 's:right', 's:start', 's:end']
const ALL_SIDES = [...SIDES, 's:top', 's:bottom']
// Longer ones are not written by any program; parsing one costs more than its length.
const LONGEST_FORMAT = 1024
/** Excel shows eleven digits of a whole number in full. */
const WHOLE = 1e11
const UKRAINIAN = /\[\$-[0-9a-f]*22\]/gi

/**
 * The cell formats of a workbook by their index (ECMA-376 Part 1, 18.8.10), and how to print them.
 */
export async function loadFormats(root: XmlElement | null) {
  const library = await loadLibrary()
  const codes = readCodes(root)
  const borders = sectionOf(root, 's:borders', 's:border').map((border) => ({
    isBoxed: hasLine(border, SIDES),
    isLined: hasLine(border, ALL_SIDES),
  }))
  const styles = sectionOf(root, 's:cellXfs', 's:xf').map((xf): CellStyle => {
    const id = Number(attribute(xf, 'numFmtId') ?? GENERAL)
    const format = codes.get(id) ?? builtIn(id, library)
    const lines = borders[Number(attribute(xf, 'borderId') ?? 0)]
    return { ...PLAIN, ...lines, format }
  })
  return {
    style: (index: string | null) => styles[Number(index ?? 0)] ?? PLAIN,
    printer: (isFrom1904: boolean) => createPrinter(library, isFrom1904),
  }
}

function sectionOf(root: XmlElement | null, section: string, name: string): readonly XmlElement[] {
  return children(child(root, section), name)
}

function readCodes(root: XmlElement | null): ReadonlyMap<number, string> {
  return new Map(
    sectionOf(root, 's:numFmts', 's:numFmt').map((element) => [
      Number(attribute(element, 'numFmtId') ?? Number.NaN),
      attribute(element, 'formatCode') ?? '',
    ]),
  )
}

function builtIn(id: number, { getFormatFromId }: Library): string | null {
  if (id === GENERAL || id === TEXT) return null
  // 18.8.30: what the dates of formats 14 and 22 look like depends on the language.
  return getFormatFromId(id, LANGUAGE) ?? null
}

function hasLine(border: XmlElement, sides: readonly string[]): boolean {
  return sides.some((name) => {
    const style = attribute(child(border, name), 'style')
    return style !== null && style !== 'none'
  })
}

function createPrinter(library: Library, isFrom1904: boolean): Printer {
  const print = (value: number | string, format: string): string | null => {
    if (format.length > LONGEST_FORMAT) return null
    const plain = format.replace(UKRAINIAN, '')
    const isDate = library.isDateFormat(plain)
    const moved = typeof value === 'number' && isDate && isFrom1904 ? value + DAYS_TO_1904 : value
    const locale = /d/i.test(plain) ? WITH_DAY : WITHOUT_DAY
    try {
      return library.format(plain, moved, { locale, dateErrorNumber: true })
    } catch {
      // A format that is none: Excel would not have opened the file.
      return null
    }
  }
  return {
    number: (value, format) => {
      if (format === null && Number.isInteger(value) && Math.abs(value) < WHOLE)
        return String(value)
      return print(value, format ?? 'General') ?? String(value)
    },
    text: (value, format) => (format === null ? value : (print(value, format) ?? value)),
  }
}
