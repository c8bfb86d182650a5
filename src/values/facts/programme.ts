import { LETTERS } from '../../text/characters.ts'
import { smallest } from '../../text/extremes.ts'
import { fold } from '../../text/fold.ts'
import { remember } from '../../text/memory.ts'

/** Nouns that name a programme, their oblique forms, and the nominative. */
const NOUNS: readonly (readonly [pattern: RegExp, nominative: string, isFeminine: boolean])[] = [
  [/^програм(?:и|і|у|ою)?$/, 'програма', true],
  [/^підпрограм(?:и|і|у)$/, 'підпрограма', true],
  [/^план(?:у|а|ом|і)?$/, 'план', false],
  [/^стратегі(?:ї|ю|єю)$/, 'стратегія', true],
  [/^концепці(?:ї|ю|єю)$/, 'концепція', true],
  [/^программ(?:ы|е|у)$/, 'программа', true],
]

const WORD = new RegExp(`[${LETTERS}'’ʼ-]+`, 'g')
/** «виконання заходів Обласної програми»: what stands between the verb and the name. */
const LEAD =
  /(?:виконан(?:ня|ню|ий|их)|реалізаці[їюя]|виконати|выполнени[ияе]|реализаци[ию])\s+(?:(?:у|в|протягом)\s+[^«]{1,30}?(?:рок[уи]|році|роках|р\.|квартал[іи]|півріччі)(?:\s+\d{4}\s+(?:рок[уи]|р\.))?\s+)?(?:(?:завдань|заходів|пунктів|мероприятий)(?:\s+(?:та|і|й)\s+(?:завдань|заходів))?[\s,]+)?(?:(?:передбачених|визначених|предусмотренных)\s+)?/g
/** «Назва програми: …». */
const FIELD =
  /^(?:(?:повна )?(?:назва|найменування) (?:[а-яіїєґ'-]+ ){0,3}(?:програми|плану|стратегії)\s*[:–—]|(?:програма|план заходів|стратегія)\s*:)\s*/
/** «… визначених розпорядженням від 15.03.2024 № 112 «Про затвердження Плану заходів …»». */
const ACT_ABOUT =
  /["]про\s+(?:(?:затвердження|схвалення|прийняття)\s+|(?=(?:[а-яіїєґ-]+(?:у|ий)\s+){0,3}(?:план|програму|стратегію|концепцію)\s))/
/** An adjective before the noun, in the case of the lead. */
const FEMININE = /(?:ої|ьої|ой|у|ою)$/
const MASCULINE = /(?:ого|ього|ому|им)$/
const MOST_ADJECTIVES = 6
/** Where the name ends: the period of the report, who approved it, a short name, the next clause. */
const ENDS: readonly RegExp[] = [
  // the period of the report
  /[,;]?\s+за\s+(?:\d|[a-zіх]{1,4}(?:\s?-\s?[a-zіх]{1,4})?\s|перш|друг|трет|четверт|звітн|минул|поточн|попередн|період|підсумк|результат|весь|січ|лют|берез|квіт|трав|черв|лип|серп|верес|жовт|листоп|груд)/,
  /[,;]?\s+\(?(?:станом на|по состоянию)/,
  /[,;]?\s+(?:у|в|протягом|упродовж|впродовж)\s+(?:\d{4}|[a-zіх\d]{1,4}\s+(?:кварт|піврі)|звітн)/,
  /\s*\([^()]*(?:піврі|кварт|місяц)/,
  /\s*\((?:[^()]*\s)?\d{4}\s+(?:рік|р\.)\)/,
  // who approved it, a short name, the next clause
  /,?\s+(?:що |яка |який )?(?:затвердж|схвален|прийнят|утвержд)/,
  /\s*\(далі/,
  // a sentence, not «м. Чортків»
  /(?<!(?:^|[^а-яіїєґ])(?:м|с|смт|ім|обл|вул|р|рр|т|ст))[.;]\s/,
  /,\s+(?:надає|подає|надсила|повідом|інформ|департамент|управлінн)/,
  /[.,;]?\s*$/,
]
const LONGEST = 400

/**
 * The programme that a title is about, in the nominative: «про виконання Обласної програми розвитку
 * культури на 2016-2017 роки за 2016 рік» is about «Обласна програма розвитку культури на 2016-2017
 * роки». Null where no programme, plan or strategy is named.
 */
export const readProgramme: (text: string) => string | null = remember(computeProgramme)

function computeProgramme(text: string): string | null {
  const field = readProgrammeField(text)
  if (field !== null) return field
  const line = text.replace(/\s+/g, ' ')
  const folded = fold(line)
  for (const lead of folded.matchAll(LEAD)) {
    const start = lead.index + lead[0].length
    const name = readName(line.slice(start, start + LONGEST))
    if (name !== null) return name
  }
  const act = ACT_ABOUT.exec(folded)
  return act && readName(insideQuotes(line.slice(act.index + act[0].length)))
}

/** The programme that a field of its own names: «Назва програми: …». */
export function readProgrammeField(text: string): string | null {
  const line = text.replace(/\s+/g, ' ')
  const label = FIELD.exec(fold(line))?.[0].length
  const name = label === undefined ? '' : line.slice(label).trim().slice(0, LONGEST)
  return name === '' ? null : name
}

/** What stands before the mark that closes an opened quotation, quotations in it kept. */
function insideQuotes(text: string): string {
  let depth = 0
  for (const { 0: mark, index } of text.slice(0, LONGEST).matchAll(/[«»"“”„]/g)) {
    if (mark === '«' || mark === '„') depth += 1
    else if (depth === 0) return text.slice(0, index)
    else depth -= 1
  }
  return text.slice(0, LONGEST)
}

function readName(text: string): string | null {
  const folded = fold(text)
  const adjectives: { word: string; end: number }[] = []
  let from = 0
  for (const match of text.matchAll(WORD)) {
    const word = folded.slice(match.index, match.index + match[0].length)
    const end = match.index + match[0].length
    if (/\S/.test(text.slice(from, match.index))) return null
    from = end
    const noun = NOUNS.find(([pattern]) => pattern.test(word))
    if (noun) return assemble({ text, written: match[0], end, adjectives }, noun)
    const isAdjective = FEMININE.test(word) || MASCULINE.test(word)
    if (!isAdjective || adjectives.length === MOST_ADJECTIVES) return null
    adjectives.push({ word: match[0], end })
  }
  return null
}

interface Found {
  readonly text: string
  readonly written: string
  /** Behind the noun. */
  readonly end: number
  readonly adjectives: readonly { readonly word: string }[]
}

function assemble(
  { text, written, end, adjectives }: Found,
  [, nominative, isFeminine]: (typeof NOUNS)[number],
): string | null {
  const rest = cutEnd(text.slice(end))
  // «виконання Програми» alone names none.
  if (adjectives.length === 0 && rest === '') return null
  const words = [
    ...adjectives.map(({ word }) => inNominative(word, isFeminine)),
    likeWritten(nominative, written),
  ]
  const name = words.join(' ') + rest
  return name.charAt(0).toUpperCase() + name.slice(1)
}

/** Where in what follows a name's noun the name ends: before the period, who approved it, the next clause. */
export function endOfProgramme(rest: string): number {
  return cutEnd(rest).length
}

function cutEnd(rest: string): string {
  const quoted = /^\s*[«"„][^»"“]*[»"“]/.exec(rest)?.[0] ?? ''
  const tail = rest.slice(quoted.length)
  const folded = fold(tail)
  const ends = ENDS.map((end) => end.exec(folded)?.index ?? tail.length)
  return (quoted + tail.slice(0, smallest(ends))).trimEnd()
}

/** Genitive and instrumental endings, and the nominative of each. */
const FEMININE_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:ьої|ьою)$/i, 'я'],
  [/(?:ої|ою|ой|у)$/i, 'а'],
]
const MASCULINE_ENDINGS: readonly (readonly [RegExp, string])[] = [
  [/(?:ього|ьому)$/i, 'ій'],
  [/(?:ого|ому|им)$/i, 'ий'],
]

function inNominative(word: string, isFeminine: boolean): string {
  for (const [ending, nominative] of isFeminine ? FEMININE_ENDINGS : MASCULINE_ENDINGS)
    if (ending.test(word)) return word.replace(ending, (found) => likeWritten(nominative, found))
  return word
}

/** In capitals where the word is written so. */
function likeWritten(word: string, written: string): string {
  if (written === written.toUpperCase() && written !== written.toLowerCase())
    return word.toUpperCase()
  const first = written.charAt(0)
  return first === first.toUpperCase() && first !== first.toLowerCase()
    ? word.charAt(0).toUpperCase() + word.slice(1)
    : word
}
