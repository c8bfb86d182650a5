/*
 * A picture does not tell a Latin «I» from a Cyrillic «І», and the model knows one apostrophe: what is
 * read from scans is compared with all of them folded.
 */
const LATIN = 'aceiopxyABCEHIKMOPTXY'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХУ'
const WORD = /\p{L}+/gu
/** Words of Latin letters stay, but for numbers and crosses. */
const ROMAN = /^[IVXLCMІХСМx]+$/u

/** A report or a truth with letters that look the same made the same. */
export function asSeen<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' ? one.replaceAll('’', "'").replace(WORD, foldWord) : one,
  ) as Value
}

function foldWord(word: string): string {
  if (!ROMAN.test(word) && !/\p{Script=Cyrillic}/u.test(word)) return word
  return Array.from(word, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}
