import type { SeenLine, SeenWord } from './engine.ts'
import { type NumberSource, readNumberAgain } from './numbers.ts'

/*
 * What the models are known to take for something else. The Ukrainian one has no Latin letters, so
 * that «IV.» becomes «ІМ.»; neither has «№»; small points between digits are lost.
 */

/** Letters that «№» is taken for, before a number or «з/п». */
const NUMBER_SIGN = /^(?:[МM][оeеoгсcNМ]?|N[оeеoеcсNМ°º]?|[юш])[.,]?$/u
const AFTER_NUMBER_SIGN = /^(?:\d|[зп3]\s?\/\s?[пn]|пор\.)/iu
const JOINED_NUMBER_SIGN = /^(?:М[оеoe]|N[оеoe]|MN)(?=\d)/u
/** Latin letters that look like Cyrillic ones. */
const LATIN = 'aceiopxyABCEHIKMOPTX'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХ'
const LATIN_WORD = /^[\p{P}\p{S}\d]*[aceiopxyABCEHIKMOPTX][aceiopxyABCEHIKMOPTX\p{P}\p{S}\d]*$/u
const LATIN_NUMERAL = /^[«("]*[IVXLCM]+[.,;:)»"-]*$/u
/** A list has no capital letter «З)». */
const DAMAGED_THREE = /^З(?=\)$)/u
/** Words that a number follows. */
const BEFORE_NUMBER = /^(?:розділ|частина|пріоритет|напрям)\p{L}*$/iu

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
    const words = line.words.map((word, place) => repairWord(word, line.words[place + 1] ?? after))
    const again = words.map((word, place) => {
      const before = words[place - 1]
      const begins = before === undefined && (index === 0 || request.areLinesApart)
      const mayBeNumber = begins || BEFORE_NUMBER.test(before?.text ?? '')
      return mayBeNumber ? readNumberAgain(word, request) : word
    })
    repaired.push({ ...line, words: await Promise.all(again) })
  }
  return repaired
}

function repairWord(word: SeenWord, next: SeenWord | undefined): SeenWord {
  const { text } = word
  if (next && NUMBER_SIGN.test(text) && AFTER_NUMBER_SIGN.test(next.text))
    return { ...word, text: '№' }
  if (JOINED_NUMBER_SIGN.test(text)) return { ...word, text: text.replace(JOINED_NUMBER_SIGN, '№') }
  if (DAMAGED_THREE.test(text)) return { ...word, text: text.replace(DAMAGED_THREE, '3') }
  if (LATIN_WORD.test(text) && !LATIN_NUMERAL.test(text)) return { ...word, text: toCyrillic(text) }
  return word
}

function toCyrillic(text: string): string {
  return Array.from(text, (letter) => CYRILLIC[LATIN.indexOf(letter)] ?? letter).join('')
}
