import type { PatternList } from '../model/language.ts'
import { isKnownText } from '../text/confusions.ts'
import { type PreparedLanguage, type Spelling, tells } from '../text/language.ts'
import { LIKE_A_DIGIT, LOW_LETTERS, READ_AS_ROMAN, SAME_SHAPES } from '../text/letters.ts'
import { readRoman } from '../text/roman.ts'
import type { SeenLine, SeenWord } from './engine.ts'
import { type Glyphs, readByGlyphs } from './glyphs.ts'
import { isInside, repairByWords } from './known-words.ts'
import {
  checkFigures,
  type NumberSource,
  readDigit,
  readNumberAgain,
  readQuarter,
  toRoman,
} from './numbers.ts'
import { dashesOf, endsWithPoint, toCyrillic } from './shapes.ts'

/*
 * What the models are known to take for something else. The Ukrainian one has no Latin letters, so
 * that «IV.» becomes «ІМ.»; neither has «№»; small points between digits are lost.
 */

/** Letters that «№» is taken for, before a number or «з/п». */
const NUMBER_SIGN = /^(?:[МмMЛ][оeеoгсcNМ]?|N[оeеoеcсNМ°º]?|[юш])[.,]?$/u
const AMOUNT = /^\d[\d,]*$/
/** No words of the language. */
const SURE_NUMBER_SIGN = /^(?:Мо|MN|N[оeе])$/u
const JOINED_NUMBER_SIGN = /^(?:[МЛ][оеoe]|N[оеoe°º]|MN)(?=\d)/u
/** Latin letters that all look like Cyrillic ones. */
const LATIN_WORD = /^[\p{P}\p{S}\d]*[aceiopxyABCEHIKMOPTX][aceiopxyABCEHIKMOPTX\p{P}\p{S}\d]*$/u
const OTHER_LATIN = /[bdfghj-nq-wzDFGJLNQRSUVWYZ]/u
const LATIN_NUMERAL = /^[«("]*[IVXLCM]+[.,;:)»"-]*$/u
/** «430-4/MI!», «7/V11»: the number of a session behind that of a decision. */
const SESSION = new RegExp(`(?<=\\d/)[V${READ_AS_ROMAN.stems}XMМ!]{1,6}(?=[.,;)»]*$)`, 'u')
const SAME_SHAPE = new RegExp(`^[${SAME_SHAPES}]$`, 'u')
const LOW = 0.65
const LONE_CROSS = /^[xXхХ×]$/u
const MAY_BE_DIGIT = new RegExp(`^[${LIKE_A_DIGIT}]$`, 'u')
interface RepairRequest extends NumberSource {
  /** A number may stand at the beginning of any line, not only of the first. */
  readonly areLinesApart: boolean
  /** Without it no word is put right by the list, and none tells what its neighbours are. */
  readonly spelling: Spelling | undefined
  readonly glyphs?: Glyphs
}

/** The lines with what is known to be misread put right. */
export async function repairLines(
  lines: readonly SeenLine[],
  request: RepairRequest,
): Promise<readonly SeenLine[]> {
  const { spelling } = request
  const language = spelling?.language
  const repaired: SeenLine[] = []
  // The last word of the line before, where the text goes on.
  let ended: SeenWord | undefined
  for (const [index, line] of lines.entries()) {
    const after = lines[index + 1]?.words[0]
    const seen = withGlyphs(line, request).filter((word) => !isSpeck(word, line.height))
    const split = seen.length === 1 ? seen.map((word) => partFromNumber(word, language)) : seen
    const isAlone = lines.length === 1 && split.length === 1
    const words = split.map((word, place) =>
      repairWord(
        repairShapes(
          word,
          {
            lineHeight: line.height,
            isLast: place === split.length - 1 && after === undefined,
            isEnded:
              language?.has('sentenceFirst', (split[place + 1] ?? after)?.text ?? '') === true,
          },
          request,
        ),
        {
          isAlone,
          before: split[place - 1] ?? ended,
          next: split[place + 1] ?? after,
          lowest: lowestOf(line),
          language,
        },
      ),
    )
    ended = request.areLinesApart ? undefined : words.at(-1)
    const again = words.map((word, place) => {
      const before = words[place - 1]
      const begins = before === undefined && (index === 0 || request.areLinesApart)
      const isSurely = tells(language, 'beforeNumber', before?.text)
      if (tells(language, 'quarter', (words[place + 1] ?? after)?.text))
        return readQuarter(word, request)
      if (isAlone && MAY_BE_DIGIT.test(word.text)) return readDigit(word, request)
      if (begins || isSurely) return readNumberAgain(word, request, isSurely)
      return checkFigures(word, request)
    })
    repaired.push({ ...line, words: await Promise.all(again) })
  }
  return spelling ? repairByWords(repaired, { ...request, isWord: spelling.isWord }) : repaired
}

function withGlyphs(
  { words, baseline }: SeenLine,
  { spelling, glyphs, piece }: RepairRequest,
): SeenWord[] {
  return words.map((word) =>
    !spelling || !glyphs || isKnownText(word.text, spelling.isWord)
      ? word
      : readByGlyphs(word, { piece, glyphs, baseline }),
  )
}

/** A line is so much higher than its digits; of digits alone its height is a guess. */
const LINE_OF_DIGITS = 1.4
const DIGIT = /\d/u
const DASHES = /[-‐‑–—−]+/gu
/** Longer than a hyphen, longer than an en dash; shares of the height of a line. */
const EN_DASH = 0.42
const EM_DASH = 0.8
/** Between small letters stands a hyphen rather than a dash: one of 0.33 em may seem to be so long. */
const LONGEST_HYPHEN = 0.5
const BETWEEN_LETTERS = /^\p{Ll}[-‐‑–—−]+\p{Ll}$/u

/** Where a word stands in its text. */
interface Standing {
  readonly lineHeight: number
  readonly isLast: boolean
  /** A sentence begins behind it. */
  readonly isEnded: boolean
}

/** Dashes by their length, blanks between digits by their width, the point of a text by its shape. */
function repairShapes(
  word: SeenWord,
  { lineHeight, isLast, isEnded }: Standing,
  { piece }: NumberSource,
): SeenWord {
  const { text, box } = word
  if ((isLast || isEnded) && text.endsWith(',') && endsWithPoint(piece, box))
    return { ...word, text: `${text.slice(0, -1)}.` }
  const count = text.match(DASHES)?.length ?? 0
  if (count === 0) return word
  const digits = DIGIT.test(text) ? LINE_OF_DIGITS * (box[3] - box[1]) : lineHeight
  const lengths = dashesOf(piece, box, { lineHeight: Math.min(lineHeight, digits), count })
  if (lengths === null) return word
  const next = lengths.values()
  return {
    ...word,
    text: text.replace(DASHES, (dash, at: number) => {
      const length = next.next().value ?? 0
      const joins = BETWEEN_LETTERS.test(text.slice(at - 1, at + dash.length + 1))
      return joins && length < LONGEST_HYPHEN ? '-' : dashAs(length)
    }),
  }
}

/** The dash that is so long, as a share of the height of its line. */
export function dashAs(length: number): string {
  if (length < EN_DASH) return '-'
  return length < EM_DASH ? '–' : '—'
}

/** «Розділі» alone on its line is «Розділ I». */
function partFromNumber(word: SeenWord, language: PreparedLanguage | undefined): SeenWord {
  const { text } = word
  const end = language?.pattern('joinedToNumber').exec(text.toLowerCase())?.[0].length
  if (end === undefined) return word
  return { ...word, text: `${text.slice(0, end)} ${'I'.repeat(text.length - end)}` }
}

/** Words of letters without stems, whose height is that of «з». */
const LOW_WORD = new RegExp(`^[${LOW_LETTERS}]{2,}$`, 'u')
/** So much higher a «з» may seem; a «3» is higher by two fifths. */
const SAME_HEIGHT = 1.2

function lowestOf({ words, height }: SeenLine): number {
  const heights = words
    .filter(({ text }) => LOW_WORD.test(text))
    .map(({ box }) => box[3] - box[1])
    .sort((left, right) => left - right)
  const usual = heights[Math.floor(heights.length / 2)]
  return usual === undefined ? LOW * height : SAME_HEIGHT * usual
}

/** Lower and narrower than this share of the height of a line is no letter. */
const SPECK = 0.2
/** Points, apostrophes and dashes may be as small as that, nothing else. */
const HIGH = /[\p{L}\p{N}|:;!?/\\()[\]{}]/u

function isSpeck({ text, box: [left, top, right, bottom] }: SeenWord, lineHeight: number): boolean {
  return HIGH.test(text) && Math.max(right - left, bottom - top) < SPECK * lineHeight
}

interface Neighbours {
  /** Nothing else stands in its cell. */
  readonly isAlone: boolean
  readonly before: SeenWord | undefined
  readonly next: SeenWord | undefined
  /** What is lower has no stem, pixels. */
  readonly lowest: number
  readonly language: PreparedLanguage | undefined
}

function repairWord(seen: SeenWord, neighbours: Neighbours): SeenWord {
  const word = { ...seen, text: seen.text.replace(SESSION, asRoman) }
  const { isAlone, before, next, lowest, language } = neighbours
  const { text } = word
  // A crossed-out cell; «X» with a point is a number.
  if (isAlone && LONE_CROSS.test(text)) return { ...word, text: 'х' }
  if (isInside(before) && text === '3' && word.box[3] - word.box[1] < lowest)
    return { ...word, text: 'з' }
  if (before && next && text === '|') return { ...word, text: 'і' }
  const meant = language && meantFor('misread', text, language)
  if (meant) return { ...word, text: meant }
  const isBeforeNumber =
    next && (/^\d/.test(next.text) || tells(language, 'orderColumn', next.text))
  if (isBeforeNumber && NUMBER_SIGN.test(text)) return { ...word, text: '№' }
  const behind = before && language && meantBehind(before.text, text, language)
  if (behind) return { ...word, text: behind }
  if (SURE_NUMBER_SIGN.test(text)) return { ...word, text: '№' }
  if (JOINED_NUMBER_SIGN.test(text)) return { ...word, text: text.replace(JOINED_NUMBER_SIGN, '№') }
  if (isInside(before) && SAME_SHAPE.test(text)) {
    const isLow = word.box[3] - word.box[1] < lowest
    if (isLow) return { ...word, text: text.toLowerCase() }
    if (text === 'З') return { ...word, text: '3' }
  }
  if (isLookAlike(text)) return { ...word, text: toCyrillic(text) }
  return word
}

function asRoman(text: string): string {
  const isRoman = /\D/.test(text) && readRoman(toRoman(text)) !== null
  return isRoman ? toRoman(text) : text
}

/** «№ n/n», «200 трн»: what is misread behind a number sign, behind an amount. */
function meantBehind(before: string, text: string, language: PreparedLanguage): string | null {
  const order = NUMBER_SIGN.test(before.replace('№', 'N'))
    ? meantFor('misreadOrder', text, language)
    : null
  if (order !== null) return order
  const isAmount = AMOUNT.test(before) || language.pattern('scale').test(before)
  return isAmount ? meantFor('misreadCurrency', text, language) : null
}

/** The text with what a pattern of the list finds made what it stands for; null where none does. */
function meantFor(list: PatternList, text: string, language: PreparedLanguage): string | null {
  const meant = language.valueOf(list, text)
  return meant === null ? null : text.replace(language.pattern(list), meant)
}

/** True for letters that all look Cyrillic, some of which are Latin. */
function isLookAlike(text: string): boolean {
  if (/\p{Script=Cyrillic}/u.test(text)) return /[A-Za-z]/.test(text) && !OTHER_LATIN.test(text)
  return LATIN_WORD.test(text) && !LATIN_NUMERAL.test(text)
}
