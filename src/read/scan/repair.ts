import type { SeenLine, SeenWord } from './engine.ts'
import { type NumberSource, readNumberAgain, readQuarter } from './numbers.ts'

/*
 * What the models are known to take for something else. The Ukrainian one has no Latin letters, so
 * that «IV.» becomes «ІМ.»; neither has «№»; small points between digits are lost.
 */

/** Letters that «№» is taken for, before a number or «з/п». */
const NUMBER_SIGN = /^(?:[МM][оeеoгсcNМ]?|N[оeеoеcсNМ°º]?|[юш])[.,]?$/u
const AFTER_NUMBER_SIGN = /^(?:\d|[зп3]\s?\/\s?[пn]|пор\.)/iu
/** No words of the language. */
const SURE_NUMBER_SIGN = /^(?:Мо|MN|N[оeе])$/u
const JOINED_NUMBER_SIGN = /^(?:М[оеoe]|N[оеoe]|MN)(?=\d)/u
/** Latin letters that look like Cyrillic ones. */
const LATIN = 'aceiopxyABCEHIKMOPTX'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХ'
const LATIN_WORD = /^[\p{P}\p{S}\d]*[aceiopxyABCEHIKMOPTX][aceiopxyABCEHIKMOPTX\p{P}\p{S}\d]*$/u
const OTHER_LATIN = /[bdfghj-nq-wzDFGJLNQRSUVWYZ]/u
const LATIN_NUMERAL = /^[«("]*[IVXLCM]+[.,;:)»"-]*$/u
/** A list has no capital letter «З)». */
const DAMAGED_THREE = /^З(?=\)$)/u
/** Short words whose small letters differ from capital ones by their height alone: «на», «з». */
const SAME_SHAPES = /^(?:[НТ][аое]|[ЗВСУО])$/u
/** Small letters without stems reach over less than this share of the height of a line. */
const LOW = 0.62
/** Words that a number follows. */
const BEFORE_NUMBER = /^(?:розділ|частина|пріоритет|напрям)\p{L}*$/iu
const JOINED_TO_NUMBER = /^(розділ)([іIl1]{1,3})$/iu
const QUARTER = /^кв(?:\.|артал\p{L}*)[.,;]?$/iu
const SENTENCE_END = /[.!?:;»)]$/u
/** «3ВІТ», «0Д»: digits among capital letters. */
const DIGIT_IN_CAPITALS =
  /(?<![\p{L}\p{N}])[30](?=\p{Lu}{2,})|(?<![\p{L}\p{N}])0(?=\p{Lu}(?!\p{L}))/u

export interface RepairRequest extends NumberSource {
  /** A number may stand at the beginning of any line, not only of the first. */
  readonly areLinesApart: boolean
}

/** The lines with what is known to be misread put right. */
export async function repairLines(
  lines: readonly SeenLine[],
  request: RepairRequest,
): Promise<readonly SeenLine[]> {
  const repaired: SeenLine[] = []
  for (const [index, line] of lines.entries()) {
    const after = lines[index + 1]?.words[0]
    const split = line.words.length === 1 ? line.words.map(partFromNumber) : line.words
    const words = split.map((word, place) =>
      repairWord(word, {
        before: split[place - 1],
        next: split[place + 1] ?? after,
        lineHeight: line.height,
      }),
    )
    const again = words.map((word, place) => {
      const before = words[place - 1]
      const begins = before === undefined && (index === 0 || request.areLinesApart)
      const isSurely = BEFORE_NUMBER.test(before?.text ?? '')
      if (QUARTER.test((words[place + 1] ?? after)?.text ?? '')) return readQuarter(word, request)
      return begins || isSurely ? readNumberAgain(word, request, isSurely) : word
    })
    repaired.push({ ...line, words: await Promise.all(again) })
  }
  return repaired
}

/** «Розділі» alone on its line is «Розділ I». */
function partFromNumber(word: SeenWord): SeenWord {
  return {
    ...word,
    text: word.text.replace(
      JOINED_TO_NUMBER,
      (_, name, ones) => `${name} ${'I'.repeat(ones.length)}`,
    ),
  }
}

interface Neighbours {
  readonly before: SeenWord | undefined
  readonly next: SeenWord | undefined
  /** From the deepest letters of its line to the highest. */
  readonly lineHeight: number
}

function repairWord(word: SeenWord, { before, next, lineHeight }: Neighbours): SeenWord {
  const { text } = word
  if (next && NUMBER_SIGN.test(text) && AFTER_NUMBER_SIGN.test(next.text))
    return { ...word, text: '№' }
  if (SURE_NUMBER_SIGN.test(text)) return { ...word, text: '№' }
  if (JOINED_NUMBER_SIGN.test(text)) return { ...word, text: text.replace(JOINED_NUMBER_SIGN, '№') }
  if (DAMAGED_THREE.test(text)) return { ...word, text: text.replace(DAMAGED_THREE, '3') }
  if (before && !SENTENCE_END.test(before.text) && SAME_SHAPES.test(text)) {
    const isLow = word.box[3] - word.box[1] < LOW * lineHeight
    if (isLow) return { ...word, text: text.toLowerCase() }
    if (text === 'З') return { ...word, text: '3' }
  }
  if (DIGIT_IN_CAPITALS.test(text))
    return {
      ...word,
      text: text.replace(DIGIT_IN_CAPITALS, (digit) => (digit === '3' ? 'З' : 'О')),
    }
  if (isLookAlike(text)) return { ...word, text: toCyrillic(text) }
  return word
}

/** True for letters that all look Cyrillic, some of which are Latin. */
function isLookAlike(text: string): boolean {
  if (/\p{Script=Cyrillic}/u.test(text)) return /[A-Za-z]/.test(text) && !OTHER_LATIN.test(text)
  return LATIN_WORD.test(text) && !LATIN_NUMERAL.test(text)
}

function toCyrillic(text: string): string {
  return Array.from(text, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}
