/** Names of CSS Counter Styles 3 and of «Ready-made Counter Styles» to those of `formatNumber`. */
export const COUNTER_FORMATS: ReadonlyMap<string, string> = new Map([
  ['decimal', 'decimal'],
  ['decimal-leading-zero', 'decimalZero'],
  ['lower-alpha', 'lowerLetter'],
  ['lower-latin', 'lowerLetter'],
  ['upper-alpha', 'upperLetter'],
  ['upper-latin', 'upperLetter'],
  ['lower-roman', 'lowerRoman'],
  ['upper-roman', 'upperRoman'],
  ['cyrillic', 'russianLower'],
  ['lower-cyrillic', 'russianLower'],
  ['upper-cyrillic', 'russianUpper'],
  ['lower-russian', 'russianLower'],
  ['upper-russian', 'russianUpper'],
  ['lower-russian-full', 'russianLower'],
  ['upper-russian-full', 'russianUpper'],
  ['lower-ukrainian', 'ukrainianLower'],
  ['upper-ukrainian', 'ukrainianUpper'],
  ['lower-ukrainian-full', 'ukrainianLower'],
  ['upper-ukrainian-full', 'ukrainianUpper'],
])

/** The format of `formatNumber` of a counter style; digits where it is not known. */
export function formatOfStyle(name: string): string {
  return COUNTER_FORMATS.get(name) ?? 'decimal'
}
