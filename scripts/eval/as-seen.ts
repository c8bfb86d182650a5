/*
 * A picture does not tell a Latin «I» from a Cyrillic «І»: what is read from scans is compared with
 * all of them folded.
 */
const LATIN = 'aceiopxyABCEHIKMOPTXY'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХУ'
/** Ids and labels of Roman numbers; other texts of Latin letters stay. */
const ROMAN = /^[IVXLCDMІХСМ.\d)~\s-]+$/u

/** A report or a truth with letters that look the same made the same. */
export function asSeen<Value>(value: Value): Value {
  return JSON.parse(JSON.stringify(value), (_, one: unknown) =>
    typeof one === 'string' && (ROMAN.test(one) || /\p{Script=Cyrillic}/u.test(one))
      ? Array.from(one, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
      : one,
  ) as Value
}
