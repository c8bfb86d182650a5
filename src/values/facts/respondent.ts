import type { Lexicon } from '../../model/lexicon.ts'
import type { Line, Surroundings } from '../../model/surroundings.ts'
import { CAPITALS, LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { closeTornWords } from '../../text/torn.ts'
import { LONGEST, nominativeBody, readBodyName } from '../bodies/body-in-text.ts'
import { type Prepared, prepareLexicon } from '../bodies/prepared-lexicon.ts'
import { standing } from '../bodies/standing.ts'
import { agentLine, findAgent } from './agent.ts'
import { type HeadingLine, joinLines, withoutApproval } from './heading-lines.ts'
import { endOfProgramme } from './programme.ts'

/** A body that a document names as its author. */
export interface NamedRespondent extends Line {
  readonly source: RespondentSource
  /** 0 to 1, by where it was found. */
  readonly confidence: number
}

export type RespondentSource = 'title' | 'letterhead' | 'letter' | 'text' | 'signature'

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

const TITLE =
  /^(?:(?:річний|щорічний|піврічний|квартальний|щоквартальний|місячний|щомісячний|підсумковий|проміжний|заключний|зведений|узагальнений)\s+)?(?:звіт|інформація|довідка|отчет|информация)\s+/
/** «Назва органу, що звітує: …», «Подає: …». */
const FIELD =
  /^(?:(?:повна\s+)?(?:назва|найменування)\s+)?(?:відповідальн(?:ий|а|ого|ої)\s+|головн(?:ий|ого)\s+)?(?:орган[ау]?|установ[аи]|організаці[яї]|підрозділ[у]?|виконав(?:ець|ця)|респондент[а]?|розпорядник[а]?|ким подається|хто подає|подає|подано|звітує|звітує орган|звітодавець|підготував|підготовлено)(?:\s+коштів|\s+програми)?(?:\s*,?\s+(?:що|який|яка|яке)\s+(?:звітує|подає(?:\s+(?:звіт|інформацію))?|інформує))?\s*[:–—]\s*/
/** «головного розпорядника коштів – Департаменту …». */
const ROLE = /^(?:головного\s+)?(?:розпорядника|виконавця|замовника)[^–—-]{0,40}\s[–—-]\s+/i
/** What stands before the line of the body below a title, within so many characters: a period's or name's end. */
const LONGEST_BEFORE = 12
const BEFORE_LINE = /(?:\d|рік|року|роки|років|р\.|рр\.|[»"”)])\s+$/
const ABOUT = /\s+(?:про|щодо|о|об)\s/
/** «Звіт про роботу Служби безпеки України за 2025 рік». */
const ABOUT_WORK =
  /^(?:річний\s+)?(?:звіт|інформація)\s+про\s+(?:роботу|діяльність|(?:результати|підсумки)\s+(?:роботи|діяльності))\s+/
/** A sender in the genitive, below the addressee. */
const SENDER =
  /^(?:т?\.?\s?в\.?\s?о\.?\s+)?(?:директора|начальника|керівника|завідувача|ректора|головного\s+лікаря)\s+/
/** What is answered, between the body and its verb. */
const ANSWERED =
  /\s+(?:на\s+(?:ваш\s+)?(?:лист|виконання|запит|доручення|вимогу)|у\s+відповідь|відповідно\s+до|згідно\s+з)(?![а-яіїєґ]).*$/
const OF_LETTER = /^(?:додаток\s*(?:№\s*)?\d*\s+)?до\s+(?:супровідного\s+)?листа\s+/
const DATE_AND_NUMBER = /\s*(?:від|№|from)\s.*$/
const VERB =
  /\s+(?:надає|подає|надсилає|направляє|повідомляє|інформує|доповідає|звітує|сообщает|направляет)(?![а-яіїєґ])/
const POSITION =
  /^(?:(?:перш(?:ий|а)\s+|т\.?\s?в\.?\s?о\.?\s+|в\.?\s?о\.?\s+|тимчасов[а-яіїєґ]+\s+виконувач[а-яіїєґ]*\s+обов'язків\s+)*)(?:заступни(?:к|ця)\s+)?(?:директор(?:а|ка|ки)?|начальни(?:к|ка|ця|ці)|керівни(?:к|ка|ця)|голов[аи]|завідувач(?:а|ка)?|державн(?:ий|ого)\s+секретар[я]?|керуюч(?:ий|ого)\s+справами|міськ(?:ий|ого)\s+голов[аи])(?![а-яіїєґ'])\s*(?:[–—-]\s*)?/
const OWNER = /(?:адміністраці|рада|виконавчий комітет|виконком|міністерств)/
const MOST_BETWEEN = 2
const SPACED_OUT = new RegExp(`(?:^|\\s)(?:[${CAPITALS}]\\s){3}`)
const GOVERNMENT = /^(?:кабінет міністрів|верховна рада) україни/
const WORDS = new RegExp(`(?<![${LETTERS}'’ʼ-])[${LETTERS}][${LETTERS}'’ʼ-]*`, 'g')
const STARTS_LARGE = new RegExp(`^[${CAPITALS}]`)
const LAST_WORD = new RegExp(`([${LETTERS}'’ʼ-]+)\\s+$`)
const SIGNED = /\s*(?:\(підпис\)|_{3,}|\t| {3,}).*$/
const PERSON = new RegExp(
  `\\s+(?:[${CAPITALS}][${LETTERS}'’ʼ-]+\\s+[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.?)?|[${CAPITALS}]\\.\\s?(?:[${CAPITALS}]\\.\\s?)?[${CAPITALS}][${LETTERS}'’ʼ-]+|[${CAPITALS}][${LETTERS}'’ʼ]+\\s+[${CAPITALS}][${CAPITALS}'’ʼ-]+)\\s*$`,
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
  lexicon: Lexicon,
): NamedRespondent | null {
  const prepared = prepareLexicon(lexicon)
  const before = joinLines(heading)
  const title = before.filter(({ isTitle }) => isTitle)
  const others = withoutApproval(before.filter(({ isTitle }) => !isTitle))
  const found = [
    ...fromTitle(titleOf(title, before), prepared),
    ...others.flatMap((line) => fromField(line, prepared)),
    ...fromLetterhead(others, prepared),
    ...others.flatMap((line) => fromLetter(line, prepared)),
    ...others.flatMap((line) => fromText(line, prepared)),
    ...others.flatMap((line) => fromSender(line, prepared)),
    ...fromSignature(joinLines(signature.map((line) => ({ ...line, isTitle: false }))), prepared),
  ]
  return choose(found, lexicon)
}

function fromTitle(title: readonly HeadingLine[], prepared: Prepared): readonly NamedRespondent[] {
  const text = drawTogether(title.map((line) => line.text).join(' '))
  const at = title.flatMap((line) => line.at)
  const folded = fold(text)
  const start = TITLE.exec(folded)?.[0].length ?? -1
  const about = ABOUT.exec(folded)?.index ?? -1
  const told = about > start ? withoutPosition(text.slice(start, about).replace(ROLE, '')) : ''
  const inside = start >= 0 ? readBodyName(told, prepared) : null
  if (inside !== null) return [made('title', inside, at)]
  const work = ABOUT_WORK.exec(folded)?.[0].length
  const worker = work === undefined ? null : readBodyName(untilPeriod(text.slice(work)), prepared)
  if (worker !== null) return [made('title', worker, at)]
  const agent = findAgent(text, prepared)?.name ?? null
  if (agent !== null) return [made('title', agent, at)]
  const below = about >= 0 ? lineBelow(text, about, prepared) : null
  if (below !== null) return [made('letterhead', below, at)]
  // «… за 2016 рік по департаменту фінансів»: not said so often that a rule would pay.
  const bracket = /\(([^()]{4,160})\)\s*$/.exec(text)?.[1]
  const own = bracket === undefined ? null : nominativeBody(bracket, prepared)
  return own === null ? [] : [made('letterhead', own, at)]
}

/** «Звіт» alone goes on in the next line; a name may stand between «Звіт» and «про виконання …». */
function titleOf(
  title: readonly HeadingLine[],
  lines: readonly HeadingLine[],
): readonly HeadingLine[] {
  const last = title.at(-1)
  const next = last && lines[lines.indexOf(last) + 1]
  const isBare = title.every(
    ({ text }) => TITLE.exec(`${fold(text)} `)?.[0].length === text.length + 1,
  )
  const isOpen = title.length === 1 && ABOUT_WORK.test(`${fold(last?.text ?? '')} `)
  if (next && (isOpen || (isBare && ABOUT.test(fold(next.text))))) return [...title, next]
  const [first] = title
  const whole = first && last ? lines.slice(lines.indexOf(first), lines.indexOf(last) + 1) : title
  return whole.length - title.length <= MOST_BETWEEN ? whole : title
}

/** «… за 2024 рік Департамент фінансів»: lines of a text that stand one below the other are joined. */
function lineBelow(text: string, from: number, prepared: Prepared): string | null {
  const first = Math.max(from, text.length - LONGEST)
  for (const match of text.slice(first).matchAll(WORDS)) {
    const at = first + match.index
    if (at === from || !STARTS_LARGE.test(match[0])) continue
    if (!BEFORE_LINE.test(text.slice(Math.max(0, at - LONGEST_BEFORE), at))) continue
    const own = nominativeBody(text.slice(at), prepared)
    if (own !== null) return own
  }
  return null
}

function fromField(line: HeadingLine, prepared: Prepared): readonly NamedRespondent[] {
  const label = FIELD.exec(fold(line.text))?.[0].length
  const own = label === undefined ? null : readBodyName(line.text.slice(label), prepared)
  return own === null ? [] : [made('text', own, line.at)]
}

/** A line that is a body in the nominative; of several the last, which is the unit's own. */
function fromLetterhead(
  lines: readonly HeadingLine[],
  prepared: Prepared,
): readonly NamedRespondent[] {
  const found = lines.flatMap((line) => {
    // «Управління освіти інформує про …» is a sentence, the government an addressee.
    const folded = fold(line.text)
    if (VERB.test(folded) || GOVERNMENT.test(folded)) return []
    const text = line.text.replace(/^\(\s*|\s*\)$/g, '')
    const own = nominativeBody(
      text.replace(/^(?:Додаток|ДОДАТОК)\s*(?:№\s*)?\d*\s+/u, ''),
      prepared,
    )
    return own === null ? [] : [made('letterhead', own, line.at)]
  })
  const last = found.at(-1)
  if (!last) return []
  // Above the unit stands the body that it belongs to; two units beside one another are a riddle.
  const rivals = found.slice(0, -1).filter(({ text }) => !OWNER.test(fold(text)))
  return [last, ...rivals]
}

function fromLetter(line: HeadingLine, prepared: Prepared): readonly NamedRespondent[] {
  const start = OF_LETTER.exec(fold(line.text))?.[0].length
  if (start === undefined) return []
  const sender = line.text.slice(start).replace(DATE_AND_NUMBER, '')
  const own = readBodyName(sender, prepared)
  return own === null ? [] : [made('letter', own, line.at)]
}

/** «… , департамент освіти надає інформацію»: the body before the verb. */
function fromText(line: HeadingLine, prepared: Prepared): readonly NamedRespondent[] {
  const folded = fold(line.text)
  const end = VERB.exec(folded)?.index
  if (end === undefined) return []
  const clause = withoutAnswered(line.text.slice(0, end))
  const words = [...clause.matchAll(WORDS)]
  // The last nominative noun: before it may stand whose letter is answered.
  for (const match of words.reverse()) {
    const own = nominativeBody(clause.slice(match.index), prepared)
    if (own === null) continue
    const whole = widen(clause, match.index, prepared)
    return [made('text', whole ?? own, line.at)]
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
  const position = SENDER.exec(fold(line.text))?.[0].length
  const own =
    position === undefined
      ? (findAgent(line.text, prepared)?.name ?? agentLine(line.text, prepared))
      : readBodyName(line.text.slice(position), prepared)
  return own === null ? [] : [made('text', own, line.at)]
}

function fromSignature(
  lines: readonly HeadingLine[],
  prepared: Prepared,
): readonly NamedRespondent[] {
  for (const { text, at } of lines) {
    const position = POSITION.exec(fold(text))?.[0].length
    if (position === undefined) continue
    const rest = text.slice(position).replace(SIGNED, '').replace(PERSON, '').trim()
    const own = readBodyName(rest, prepared)
    if (own !== null) return [made('signature', own, at)]
  }
  return []
}

/** «Директора» of «Звіт директора комунальної установи». */
function withoutPosition(text: string): string {
  const position = SENDER.exec(fold(text))?.[0].length ?? 0
  return text.slice(position)
}

function withoutAnswered(clause: string): string {
  const start = ANSWERED.exec(fold(clause))?.index ?? clause.length
  return clause.slice(0, start)
}

function untilPeriod(text: string): string {
  return text.slice(0, endOfProgramme(text))
}

/** «З В І Т» as one word; nothing else is torn here. */
function drawTogether(text: string): string {
  return SPACED_OUT.test(text) ? closeTornWords(text, () => true).text : text
}

function made(source: RespondentSource, text: string, at: Line['at']): NamedRespondent {
  return { text, at, source, confidence: TRUST[source] }
}

function choose(found: readonly NamedRespondent[], lexicon: Lexicon): NamedRespondent | null {
  const sorted = found.toSorted((left, right) => right.confidence - left.confidence)
  const [best, ...others] = sorted
  if (!best) return null
  let { confidence } = best
  let fullest = best
  for (const other of others) {
    const body = { name: other.text, scope: null, byConsent: false }
    const isSame = standing(best.text, [body], lexicon) === 'named'
    confidence += isSame ? AGREED : -CONTRADICTED
    // «Департамент фінансів» is the letterhead of «Департамент фінансів … облдержадміністрації».
    if (isSame && other.text.length > fullest.text.length) fullest = other
  }
  confidence = Math.min(Math.max(Math.round(confidence * 1000) / 1000, 0), 0.99)
  return { ...fullest, confidence }
}
