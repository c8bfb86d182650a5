export const BULLET_CODE = 23

/** Formats by their code (MSONFC, [MS-OSHARED] 2.2.1.3; `\levelnfc` of RTF 1.9.1). */
const FORMATS: ReadonlyMap<number, string> = new Map([
  [0, 'decimal'],
  [1, 'upperRoman'],
  [2, 'lowerRoman'],
  [3, 'upperLetter'],
  [4, 'lowerLetter'],
  [5, 'ordinal'],
  [22, 'decimalZero'],
  [BULLET_CODE, 'bullet'],
  [58, 'russianLower'],
  [59, 'russianUpper'],
  [255, 'none'],
])

/** The format of numbers that Word 97–2003 and rich texts name by a code; others are digits. */
export function formatOfCode(code: number): string {
  return FORMATS.get(code) ?? 'decimal'
}
