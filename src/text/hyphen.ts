import { CAPITALS, SMALLS } from './characters.ts'
import { fold } from './fold.ts'
import type { IsWord } from './words.ts'

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/))

/** First parts that are written with a hyphen, even where a list of words has them without. */
const HYPHENATED_FIRST = words('веб будь казна хтозна бозна')
const HYPHENATED_SECOND = words('таки небудь')
/** First parts that take a hyphen unless the whole is a known word. */
const COMPOUND_FIRST = words(`прес онлайн інтернет екс віце лорд генерал бізнес міні
  план графік інженер лікар магазин виставка художньо еколого історико медико правничо фінансово
  соціально житлово культурно інформаційно`)
/** First parts that grow together with what follows. */
const SOLID_FIRST = words(`авто агро аеро анти багато без біо взаємо відео вело водо газо гідро держ
  дво еко електро енерго євро загально земле кібер контр макро мало між мікро мото над не ново
  нормо обл одно пере перед під після повно понад право пре псевдо рай рівно роз само сам середньо
  спец спів супер тепло термо три ультра фото чотири шести внутрішньо високо низько важко велико першо`)
/** «одно- та двокімнатних»: the hyphen stands for a part that follows later. */
const CONJUNCTIONS = words('та і й або чи')
const ADVERB_ENDING = /(?:и|ому|ему|перше|друге|третє)$/
const ADJECTIVE_STEM = /(?:[внрл]о|ко|йо|ьо)$/
const CAPITALS_ALONE = new RegExp(`^[${CAPITALS}\\d]+$`)
const CAPITAL_FIRST = new RegExp(`^[${CAPITALS}]`)
const SMALL_FIRST = new RegExp(`^[${SMALLS}]`)
const SHORTEST_HALF = 4
const SOFT_HYPHEN = '\u00ad'

/**
 * What becomes of a hyphen between two halves that stand on two lines: `drop` where it only parted a
 * word, `keep` where it belongs to the word, `blank` where it is kept and a blank follows. Unknown
 * words are told by their shape; a hyphen that nothing speaks for is dropped.
 */
export function keepsHyphen(
  first: string,
  second: string,
  isWord: IsWord,
): 'keep' | 'drop' | 'blank' {
  const left = fold(first)
  const right = fold(second)
  if (isBoundByForm(first, second)) return isTorn(first, second, isWord) ? 'drop' : 'keep'
  if (HYPHENATED_FIRST.has(left) || HYPHENATED_SECOND.has(right)) return 'keep'
  if (isWord(left + right)) return 'drop'
  if (CONJUNCTIONS.has(right)) return 'blank'
  if (/[a-z]/.test(left + right)) return 'keep'
  if (isWord(`${left}-${right}`)) return 'keep'
  if (COMPOUND_FIRST.has(left) && (left.endsWith('о') || isWord(right))) return 'keep'
  if (SOLID_FIRST.has(left)) return 'drop'
  return isCompound(left, right, isWord) ? 'keep' : 'drop'
}

/** Figures, single letters, abbreviations before an ending and a capital after small letters. */
function isBoundByForm(first: string, second: string): boolean {
  if (/\d$/.test(first) || /^\d/.test(second)) return true
  if (first.length === 1 || (second.length === 1 && !/^[тіи]$/i.test(second))) return true
  const isCapitals = CAPITALS_ALONE.test(first)
  return isCapitals ? SMALL_FIRST.test(second) : CAPITAL_FIRST.test(second)
}

/** A browser may part a word behind its first letter where a soft hyphen stands there: «у-війшли». */
function isTorn(first: string, second: string, isWord: IsWord): boolean {
  return first.length === 1 && SMALL_FIRST.test(first + second) && isWord(fold(first + second))
}

function isCompound(left: string, right: string, isWord: IsWord): boolean {
  if (left === 'по') return ADVERB_ENDING.test(right)
  if (right.length < SHORTEST_HALF || !isWord(right)) return false
  if (left.length >= SHORTEST_HALF && isWord(left)) return true
  return left.length > SHORTEST_HALF && ADJECTIVE_STEM.test(left)
}

/** The text without the hyphens that show at the end of a line only. */
export function withoutSoftHyphens(text: string): string {
  return text.includes(SOFT_HYPHEN) ? text.replaceAll(SOFT_HYPHEN, '') : text
}

/** The length of the beginning of a text that has so many units without its soft hyphens. */
export function lengthWithSoftHyphens(text: string, length: number): number {
  let left = length
  let end = 0
  for (; left > 0 && end < text.length; end += 1) if (text[end] !== SOFT_HYPHEN) left -= 1
  return end
}
