/*
 * How a workbook made here prints what its formats leave open: a file stores neither the language
 * nor the signs of the machine that showed it.
 */

export type Library = typeof import('numfmt')

/** Months as they stand behind a day. */
const MONTHS_OF_DAYS: NonNullable<ReturnType<Library['getLocale']>>['mmmm'] = [
  'січня',
  'лютого',
  'березня',
  'квітня',
  'травня',
  'червня',
  'липня',
  'серпня',
  'вересня',
  'жовтня',
  'листопада',
  'грудня',
]

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
