import { readRoman } from '../../text/roman.ts'
import type { Layout, Recognise, SeenLine, SeenWord } from './engine.ts'
import { cut, type Picture } from './picture.ts'

/*
 * What the models are known to take for something else. The Ukrainian one has no Latin letters, so
 * that «IV.» becomes «ІМ.»; neither has «№».
 */

/** Letters that «№» is taken for, before a number or «з/п». */
const NUMBER_SIGN = /^(?:[МM][оeеoгсcNМ]?|N[оeеoеcсNМ°º]?|[юш])[.,]?$/u
const AFTER_NUMBER_SIGN = /^(?:\d|[зпЗП3]\s?\/\s?п)/u
const JOINED_NUMBER_SIGN = /^(?:М[оеoe]|N[оеoe]|MN)(?=\d)/u
/** Letters that Roman digits are taken for; «І», «ІІ», «Х» alone are surely right. */
const DAMAGED_ROMAN = /^(?=.*[МПУШНЇЦVMilшп|])[ІIХXМПУШНЇЦVMilшп1|]{1,7}[.)]$/u
const ROMAN = 'IVX.)'
/** Latin letters that look like Cyrillic ones. */
const LATIN = 'aceiopxyABCEHIKMOPTX'
const CYRILLIC = 'асеіорхуАВСЕНІКМОРТХ'
const LATIN_WORD = /^[\p{P}\p{S}\d]*[aceiopxyABCEHIKMOPTX][aceiopxyABCEHIKMOPTX\p{P}\p{S}\d]*$/u
const LATIN_NUMERAL = /^[«("]*[IVXLCM]+[.,;:)»"-]*$/u
/** A list has no capital letter «З)». */
const DAMAGED_THREE = /^З(?=\)$)/u
/** White around a word that is read again, as a share of its height. */
const AROUND = 0.6

export interface RepairRequest {
  readonly piece: Picture
  readonly recognise: Recognise
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
    const words = line.words.map((word, place) => repairWord(word, line.words[place + 1]))
    const [first, ...others] = words
    const mayHaveNumber = index === 0 || request.areLinesApart
    if (first && mayHaveNumber && DAMAGED_ROMAN.test(first.text))
      repaired.push({ ...line, words: [await readNumeral(first, request), ...others] })
    else repaired.push({ ...line, words })
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

/** The word read again as a Roman numeral, where it is one. */
async function readNumeral(word: SeenWord, { piece, recognise }: RepairRequest): Promise<SeenWord> {
  const [left, top, right, bottom] = word.box
  const margin = Math.round(AROUND * (bottom - top))
  const area = {
    left: Math.max(0, left - 2),
    top: Math.max(0, top - 2),
    right: Math.min(piece.width, right + 2),
    bottom: Math.min(piece.height, bottom + 2),
  }
  const layout: Layout = 'line'
  const seen = await recognise({ picture: cut(piece, area, margin), layout, letters: ROMAN })
  const text = seen.flatMap(({ words }) => words.map((one) => one.text)).join('')
  return readRoman(text.replace(/[.)]$/, '')) === null ? word : { ...word, text }
}
