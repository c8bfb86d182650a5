/** Latin letters and the Cyrillic ones that they look like. */
const LATIN = 'aceiopxyABCEHIKMOPTXY'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХУ'

/** The text with Latin letters that look Cyrillic made so. */
export function toCyrillic(text: string): string {
  return Array.from(text, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}
