import type { PatternList } from '../../model/language.ts'
import type { Line, Surroundings } from '../../model/surroundings.ts'
import { fold } from '../../text/fold.ts'
import type { PreparedLanguage } from '../../text/language.ts'
import { CAPITALS, LETTERS } from '../../text/letters.ts'
import { closeTornWords } from '../../text/torn.ts'
import {
  type NameGrammar,
  type NounForm,
  type Prepared,
  prepareLexicon,
} from '../bodies/lexicon.ts'
import {
  alone,
  LONGEST,
  type NameWord,
  nominativeBody,
  nominativeName,
  parseName,
  readBodyName,
} from '../bodies/nominative.ts'
import { isSameName } from '../bodies/standing.ts'
import { endOfProgramme } from './programme.ts'

type HeadingLine = Surroundings['heading'][number]

/** A body that a document names as its author. */
interface NamedRespondent extends Line {
  readonly source: RespondentSource
  /** 0 to 1, by where it was found. */
  readonly confidence: number
}

type RespondentSource = 'title' | 'letterhead' | 'letter' | 'text' | 'signature'

/** How far each source is trusted; set by hand, not measured. */
const TRUST: Readonly<Record<RespondentSource, number>> = {
  title: 0.9,
  letterhead: 0.85,
  letter: 0.8,
  text: 0.8,
  signature: 0.75,
}
/** Another source that says the same, or says another body. */
const AGREED = 0.05
const CONTRADICTED = 0.4

/** Lines of the block of who approved or agreed. */
const BLOCK = 3
/** What stands further behind «виконання» is no agent. */
const FARTHEST = 1200
const LONGEST_WORD = 40
const WORD = new RegExp(`[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')
const MOST_BETWEEN = 2
const SPACED_OUT = new RegExp(`(?:^|\\s)(?:[${CAPITALS}]\\s){3}`)
const WORDS = new RegExp(`(?<![${LETTERS}'’ʼ-])[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')
const IN_QUOTES = /[«„][^»“”]*$|^[^"]*(?:"[^"]*"[^"]*)*"[^"]*$/
const STARTS_LARGE = new RegExp(`^[${CAPITALS}]`)
const LAST_WORD = new RegExp(`(?<![${LETTERS}'’ʼ-])([${LETTERS}'’ʼ-]+)\\s+$`)
const PERSON = new RegExp(
  `(?<!\\s)\\s+(?:[${CAPITALS}][${LETTERS}'’ʼ-]+\\s+[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.?)?|[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.\\s?)?[${CAPITALS}][${LETTERS}'’ʼ-]+|[${CAPITALS}][${LETTERS}'’ʼ]+\\s+[${CAPITALS}][${CAPITALS}'’ʼ-]+)\\s*$`,
)

/**
 * The body that reports: named by the title («Звіт управління культури про …»), by a letterhead or
 * the line around the title, by the letter that the report belongs to, by the text that introduces
 * it («департамент … надає») or by the signature. The addressee stands in the dative, who approved
 * the programme stands behind «затверджено»; neither is the respondent. Null where nobody, or only a
 * bare «управління», is named, or where two places name two bodies.
 */
export function readRespondent(
  { heading, signature }: Surroundings,
  grammar: NameGrammar,
): NamedRespondent | null {
  const prepared = prepareLexicon(grammar)
  const { language } = prepared
  const before = joinLines(heading, language)
  const title = before.filter(({ isTitle }) => isTitle)
  const others = withoutApproval(
    before.filter(({ isTitle }) => !isTitle),
    language,
  )
  const found = [
    ...fromTitle(titleOf(title, before, language), prepared),
    ...others.flatMap((line) => behindLead(line, 'respondentField', prepared)),
    ...fromLetterhead(others, prepared),
    ...others.flatMap((line) => behindLead(line, 'ofLetter', prepared)),
    ...others.flatMap((line) => fromText(line, prepared)),
    ...others.flatMap((line) => fromSender(line, prepared)),
    ...fromSignature(
      joinLines(
        signature.map((line) => ({ ...line, isTitle: false })),
        language,
      ),
      prepared,
    ),
  ]
  return choose(found, grammar)
}

function fromTitle(title: readonly HeadingLine[], prepared: Prepared): readonly NamedRespondent[] {
  const text = drawTogether(title.map((line) => line.text).join(' '))
  const at = title.flatMap((line) => line.at)
  const folded = fold(text)
  const { language } = prepared
  const start = lengthOf('title', folded, language) ?? -1
  const about = language.pattern('about').exec(folded)?.index ?? -1
  const told = about > start ? withoutPosition(text.slice(start, about), language) : ''
  const inside = start >= 0 ? readBodyName(told, prepared) : null
  if (inside !== null) return named('title', inside, at)
  // «роботу Служби безпеки України за 2025 рік»
  const work = text.slice(lengthOf('aboutWork', folded, language) ?? text.length)
  const worker = readBodyName(work.slice(0, endOfProgramme(work, language)), prepared)
  if (worker !== null) return named('title', worker, at)
  const agent = findAgent(text, prepared)?.name ?? null
  if (agent !== null) return named('title', agent, at)
  const below = about >= 0 ? lineBelow(text, about, prepared) : null
  if (below !== null) return named('letterhead', below.name, at)
  // «… за 2016 рік по департаменту фінансів»: not said so often that a rule would pay.
  const bracket = /\(([^()]{4,160})\)\s*$/.exec(text)?.[1]
  const own = bracket === undefined ? null : nominativeBody(bracket, prepared)
  return named('letterhead', own, at)
}

/** «Звіт» alone goes on in the next line; a name may stand between «Звіт» and «про виконання …». */
function titleOf(
  title: readonly HeadingLine[],
  lines: readonly HeadingLine[],
  language: PreparedLanguage,
): readonly HeadingLine[] {
  const last = title.at(-1)
  const next = last && lines[lines.indexOf(last) + 1]
  const isBare = title.every(
    ({ text }) => lengthOf('title', `${fold(text)} `, language) === text.length + 1,
  )
  const isOpen =
    title.length === 1 && language.pattern('aboutWork').test(`${fold(last?.text ?? '')} `)
  if (next && (isOpen || (isBare && language.pattern('about').test(fold(next.text)))))
    return [...title, next]
  const [first] = title
  const whole = first && last ? lines.slice(lines.indexOf(first), lines.indexOf(last) + 1) : title
  return whole.length - title.length <= MOST_BETWEEN ? whole : title
}

/** «… культури Департамент фінансів»: lines of a text are joined; a body in the nominative goes on with none. */
export function lineBelow(text: string, from: number, prepared: Prepared) {
  const first = Math.max(from, text.length - LONGEST)
  for (const match of text.slice(first).matchAll(WORDS)) {
    const at = first + match.index
    const lead = text.slice(first, at)
    if (at === from || !STARTS_LARGE.test(match[0]) || IN_QUOTES.test(lead)) continue
    if (!prepared.language.pattern('beforeLine').test(lead)) continue
    const name = nominativeBody(text.slice(at), prepared)
    if (name !== null) return { name, start: at }
  }
  return null
}

/** What may stand before a body in a line of its own, and what behind it. */
const LEADS = {
  respondentField: { source: 'text', behind: null },
  ofLetter: { source: 'letter', behind: 'dateAndNumber' },
  sender: { source: 'text', behind: null },
} as const

/** «Подає: Департамент …», «до листа департаменту … від …», «Директора департаменту …». */
function behindLead(
  { text, at }: HeadingLine,
  lead: keyof typeof LEADS,
  prepared: Prepared,
): readonly NamedRespondent[] {
  const { source, behind } = LEADS[lead]
  const start = lengthOf(lead, fold(text), prepared.language)
  if (start === null) return []
  const rest = text.slice(start)
  const name = behind === null ? rest : rest.replace(prepared.language.pattern(behind), '')
  return named(source, readBodyName(name, prepared), at)
}

/** A line that is a body in the nominative; of several the last, which is the unit's own. */
function fromLetterhead(
  lines: readonly HeadingLine[],
  prepared: Prepared,
): readonly NamedRespondent[] {
  const { language } = prepared
  const is = (list: PatternList, folded: string) => language.pattern(list).test(folded)
  const found = lines.flatMap((line) => {
    // «Управління освіти інформує про …» is a sentence, the government an addressee.
    const folded = fold(line.text)
    if (is('verb', folded) || is('government', folded)) return []
    const text = line.text.replace(/^\(\s*|(?:(?<!\s)\s+)?\)$/g, '')
    const own = nominativeBody(text.replace(language.pattern('appendix'), ''), prepared)
    return named('letterhead', own, line.at)
  })
  const last = found.at(-1)
  if (!last) return []
  // Above the unit stands the body that it belongs to; two units beside one another are a riddle.
  const rivals = found.slice(0, -1).filter(({ text }) => !is('owner', fold(text)))
  return [last, ...rivals]
}

/** «… , департамент освіти надає інформацію»: the body before the verb. */
function fromText(line: HeadingLine, prepared: Prepared): readonly NamedRespondent[] {
  const folded = fold(line.text)
  const { language } = prepared
  const end = language.pattern('verb').exec(folded)?.index
  if (end === undefined) return []
  const before = line.text.slice(0, end)
  const clause = before.slice(0, language.pattern('answered').exec(fold(before))?.index)
  const words = [...clause.matchAll(WORDS)]
  // The last nominative noun: before it may stand whose letter is answered.
  for (const match of words.reverse()) {
    const own = nominativeBody(clause.slice(match.index), prepared)
    if (own === null) continue
    const whole = widen(clause, match.index, prepared)
    return named('text', whole ?? own, line.at)
  }
  return []
}

/** The name with the adjectives before it. */
function widen(clause: string, from: number, prepared: Prepared): string | null {
  const before = LAST_WORD.exec(clause.slice(0, from))
  if (!before) return null
  const start = before.index
  const wider = nominativeBody(clause.slice(start), prepared)
  return wider === null ? null : (widen(clause, start, prepared) ?? wider)
}

/** «Директора департаменту …» below the addressee; «… виконання програми Службою …». */
function fromSender(line: HeadingLine, prepared: Prepared): readonly NamedRespondent[] {
  const { text, at } = line
  if (prepared.language.pattern('sender').test(fold(text)))
    return behindLead(line, 'sender', prepared)
  return named('text', findAgent(text, prepared)?.name ?? agentLine(text, prepared), at)
}

function fromSignature(
  lines: readonly HeadingLine[],
  prepared: Prepared,
): readonly NamedRespondent[] {
  const { language } = prepared
  for (const { text, at } of lines) {
    const position = lengthOf('position', fold(text), language)
    if (position === null) continue
    const rest = text.slice(position).replace(language.pattern('signed'), '').replace(PERSON, '')
    const own = readBodyName(rest.trim(), prepared)
    if (own !== null) return named('signature', own, at)
  }
  return []
}

/** How much of the text the patterns of a list match; null where they match nothing. */
function lengthOf(list: PatternList, folded: string, language: PreparedLanguage): number | null {
  return language.pattern(list).exec(folded)?.[0].length ?? null
}

/** «Директора» of «Звіт директора комунальної установи», «головного розпорядника – …». */
function withoutPosition(written: string, language: PreparedLanguage): string {
  const text = written.slice(lengthOf('role', written.toLowerCase(), language) ?? 0)
  return text.slice(lengthOf('sender', fold(text), language) ?? 0)
}

/** «З В І Т» as one word; nothing else is torn here. */
function drawTogether(text: string): string {
  return SPACED_OUT.test(text) ? closeTornWords(text, () => true).text : text
}

function named(
  source: RespondentSource,
  text: string | null,
  at: Line['at'],
): readonly NamedRespondent[] {
  return text === null ? [] : [{ text, at, source, confidence: TRUST[source] }]
}

function choose(found: readonly NamedRespondent[], grammar: NameGrammar): NamedRespondent | null {
  const sorted = found.toSorted((left, right) => right.confidence - left.confidence)
  const [best, ...others] = sorted
  if (!best) return null
  let { confidence } = best
  let fullest = best
  for (const other of others) {
    const isSame = isSameName(best.text, other.text, grammar)
    confidence += isSame ? AGREED : -CONTRADICTED
    // «Департамент фінансів» is the letterhead of «Департамент фінансів … облдержадміністрації».
    if (isSame && other.text.length > fullest.text.length) fullest = other
  }
  confidence = Math.min(Math.max(Math.round(confidence * 1000) / 1000, 0), 0.99)
  return { ...fullest, confidence }
}

/** Lines that go on with the one before, by a small letter or a genitive. */
function joinLines(
  lines: readonly HeadingLine[],
  language: PreparedLanguage,
): readonly HeadingLine[] {
  const joined: HeadingLine[] = []
  let places: HeadingLine['at'] | null = null
  for (const line of lines) {
    const last = joined.at(-1)
    // The lines of one cell share their places.
    const more = line.at === places ? [] : line.at
    places = line.at
    const goesOn = language.pattern('lineGoesOn').test(line.text)
    if (last && last.isTitle === line.isTitle && goesOn)
      joined[joined.length - 1] = {
        ...last,
        text: `${last.text} ${line.text}`,
        at: [...last.at, ...more],
      }
    else joined.push(line)
  }
  return joined
}

/** The lines without who approved or agreed, and the lines of that block. */
function withoutApproval(
  lines: readonly HeadingLine[],
  language: PreparedLanguage,
): readonly HeadingLine[] {
  let skipped = 0
  return lines.filter(({ text }) => {
    if (language.pattern('ofOthers').test(fold(text))) skipped = BLOCK
    else skipped -= 1
    return skipped <= 0
  })
}

/** Who carries a programme out, said in the instrumental. */
interface Agent {
  /** In the nominative; null where two are named. */
  readonly name: string | null
  /** What is said of the agent, `[start, end)`. */
  readonly start: number
  readonly end: number
}

/**
 * The body in «про виконання Пенсійним фондом України плану заходів», «… виконання програми «Діти»
 * Службою у справах дітей за 2025 рік»; null where nobody is named so.
 */
export function findAgent(text: string, prepared: Prepared): Agent | null {
  const folded = fold(text)
  const lead = prepared.language.pattern('doing').exec(folded)
  if (!lead) return null
  const from = lead.index + lead[0].length
  const words: NameWord[] = []
  for (const { 0: written, index } of text.slice(from, from + FARTHEST).matchAll(WORD)) {
    const end = from + index + written.length
    words.push({ written, folded: folded.slice(from + index, end), end })
    const start = startOfAgent(words, folded, prepared)
    if (start === null) continue
    const before = folded.slice(Math.max(from, start - LONGEST_WORD), start).trimEnd()
    if (!prepared.language.pattern('notBeforeAgent').test(before))
      return agentAt(text, start, { end, prepared })
  }
  return null
}

/** The whole line as an agent («Державним агентством …» below a title); null for any other line. */
function agentLine(text: string, prepared: Prepared): string | null {
  const folded = fold(text)
  const words: NameWord[] = []
  for (const { 0: written, index } of text.matchAll(WORD)) {
    const end = index + written.length
    words.push({ written, folded: folded.slice(index, end), end })
    const start = startOfAgent(words, folded, prepared)
    if (start !== null) return start === 0 ? agentAt(text, 0, { end, prepared }).name : null
    if (!prepared.language.endsIn('instrumentalAdjectives', folded.slice(index, end))) return null
  }
  return null
}

/** Where the agent begins of which the last word is the noun; null where it is none. */
function startOfAgent(
  words: readonly NameWord[],
  folded: string,
  { nouns, language }: Prepared,
): number | null {
  const noun = words.at(-1)
  const form = nouns.get(noun?.folded ?? '')
  if (!noun || !form) return null
  let first = words.length - 1
  const isAdjective = (word: NameWord | undefined, next: NameWord | undefined) =>
    word && next && isBefore(word, next, folded) && isInstrumental(word.folded, language)
  while (first > 0 && isAdjective(words[first - 1], words[first])) first -= 1
  const isAgent =
    isOfAgent(noun, form, language) || (isUnchanging(form) && first < words.length - 1)
  const start = words[first]
  return isAgent && start ? start.end - start.written.length : null
}

function isOfAgent(
  { folded }: NameWord,
  { isMany, isNominative }: NounForm,
  language: PreparedLanguage,
): boolean {
  return !isMany && !isNominative && language.endsIn('instrumentalNouns', folded)
}

function isInstrumental(adjective: string, language: PreparedLanguage): boolean {
  return language.endsIn('instrumentalAdjectives', adjective)
}

/** «бюро». */
function isUnchanging({ noun }: NounForm): boolean {
  return noun.one.length === 1 && noun.gender === 'neuter'
}

/** Only white space stands between them. */
function isBefore(word: NameWord, next: NameWord, folded: string): boolean {
  return /^\s+$/.test(folded.slice(word.end, next.end - next.written.length))
}

interface Head {
  /** Behind the noun. */
  readonly end: number
  readonly prepared: Prepared
}

function agentAt(text: string, start: number, { end, prepared }: Head): Agent {
  const { language } = prepared
  const rest = text.slice(end, end + LONGEST)
  const folded = fold(rest)
  const ofProgramme = language.pattern('ofProgramme').exec(folded)?.index ?? rest.length
  const size = Math.min(endOfProgramme(rest, language), ofProgramme)
  const others = alone(rest.slice(0, size), prepared).length
  const name = text.slice(start, end + others)
  const isTwo = namesAnother(folded.slice(0, others), prepared)
  const found = isTwo ? null : parseName(name, prepared)
  return { name: found && nominativeName(name, found, prepared), start, end: end + size }
}

/** «… та Державною податковою службою»: another agent behind a conjunction or a comma. */
function namesAnother(folded: string, { nouns, language }: Prepared): boolean {
  for (const { 0: join, index } of folded.matchAll(language.every('nextAgent'))) {
    for (const [word] of folded.slice(index + join.length).matchAll(WORD)) {
      const form = nouns.get(word)
      if (form) return !form.isNominative && language.endsIn('instrumentalNouns', word)
      if (!isInstrumental(word, language)) break
    }
  }
  return false
}
