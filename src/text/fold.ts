import { CYRILLIC_TWINS, LATIN_TWINS, LETTERS, NEAR_TWINS, pairsOf } from './letters.ts'

/*
 * Look-alikes are folded before lower-casing: Latin 'B' looks like 'В', its lower case 'b' looks
 * like nothing Cyrillic.
 */
const LATIN_TO_CYRILLIC = new Map([
  ...pairsOf(LATIN_TWINS, CYRILLIC_TWINS),
  ...pairsOf(...NEAR_TWINS),
])
const CYRILLIC_TO_LATIN = new Map(pairsOf(`${CYRILLIC_TWINS}к`, `${LATIN_TWINS}k`))
/** Apostrophes, dashes, quotation marks, blanks. */
const PUNCTUATION = new Map([
  ...pairsOf('’ʼ‘`´ˈ′', "'"),
  ...pairsOf('–—‑‐−‒―', '-'),
  ...pairsOf('«»“”„‟', '"'),
  ...pairsOf('\u00a0\u202f\u2009\t\n\r', ' '),
])
const WORD = new RegExp(`[${LETTERS}]+`, 'g')
const LATIN = /[A-Za-zÏï]/
const CYRILLIC_LETTER = /[\u0400-\u04ff]/

/**
 * The text in the form that patterns are matched against: same length as the original, so that
 * every span found in it is a span of the original. Look-alike letters follow the script of their
 * word, apostrophes become `'`, dashes `-`, quotes `"`, all white space a blank, letters lower
 * case. Roman labels are not words: read them from the original.
 */
export function fold(text: string): string {
  const letters = LATIN.test(text) ? text.replace(WORD, foldWord) : text
  const lower = letters.toLowerCase()
  // 'İ' becomes two units; keep the length.
  if (lower.length !== letters.length) return letters.replace(RARE, foldCharacter)
  return lower.replace(RARE, foldMark)
}

const RARE = /[^a-z0-9\u0430-\u045f .,;:()]/g

function foldWord(word: string): string {
  return LATIN.test(word) && CYRILLIC_LETTER.test(word) ? foldMixed(word) : word
}

/**
 * A word is Cyrillic where all its Latin letters look Cyrillic («oxоpoни»), Latin where only its
 * Cyrillic ones look Latin («Prozorrо»); where both or neither do, the more letters decide.
 */
function foldMixed(word: string): string {
  const letters = [...word]
  const latin = letters.filter((letter) => LATIN.test(letter))
  const cyrillic = letters.filter((letter) => CYRILLIC_LETTER.test(letter))
  const looksCyrillic = latin.every((letter) => LATIN_TO_CYRILLIC.has(letter))
  const looksLatin = cyrillic.every((letter) => CYRILLIC_TO_LATIN.has(letter))
  const isLatin = looksCyrillic === looksLatin ? latin.length > cyrillic.length : looksLatin
  const table = isLatin ? CYRILLIC_TO_LATIN : LATIN_TO_CYRILLIC
  return letters.map((letter) => table.get(letter) ?? letter).join('')
}

function foldMark(mark: string): string {
  return PUNCTUATION.get(mark) ?? mark
}

function foldCharacter(character: string): string {
  const plain = PUNCTUATION.get(character)
  if (plain !== undefined) return plain
  const lower = character.toLowerCase()
  return lower.length === character.length ? lower : character
}

/** Of a folded word. */
export function withoutApostrophes(folded: string): string {
  return folded.includes("'") ? folded.replaceAll("'", '') : folded
}
