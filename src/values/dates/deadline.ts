import type { Deadline, Period } from '../../model/report.ts'
import { ACT, blankOut, FUNDING, MOVED_FROM } from './blank-out.ts'
import { isDay, writeMonthDay } from './calendar.ts'
import { type Mention, readMentions } from './mentions.ts'
import { findRecurrence } from './recurrence.ts'
import { resolveSpans, type Span, type Spans } from './spans.ts'
import { readTokens, type Token } from './time-tokens.ts'

/** What a deadline cell means. */
export interface DeadlineValue extends Omit<Deadline, 'text' | 'at'> {
  /** True where a date depends on the report's period and that is not known; the date is null. */
  readonly needsPeriod: boolean
}

const LONGEST = 2000
const LEAP_YEAR = 2000

/** Manner that wins over how long the programme lasts. */
const CONSTANT = / (?:постійно|на постійній основі|систематично|безперервно|цілодобово) /
const PERMANENT =
  / (?:постійний|весь час|увесь час|постоянно|безстроково|(?:весь|увесь|усього|всього) період|(?:протягом|упродовж|впродовж) (?:усього|всього) (?:часу|періоду)) /
/** A need told first wins over the years in which it may come. */
const NEED_FIRST =
  /^ \^? ?(?:за|по|при|в разі|у разі) (?:потреби|потребою|потребі|необхідності|необхідністю) /
const ON_NEED =
  / (?:(?:за|в разі|у разі|при|в случае) (?:потреби|потребою|потребі|необхідності|необхідністю|необходимости)|(?:за|при|по) (?:зверненн[а-яі]*|запит[а-яі]*)|[ву] (?:разі|випадк[ау]х?)|на (?:вимогу|запит[а-яі]*|звернення)|за (?:наявності|умови|рішенням|дорученням|заявк[а-яі]*)|при (?:виникненні|надходженні|виявленні)|(?:по|у|в) мір[іу]|по мере|за окрем[а-я]* (?:план|графік|доручен|розпоряджен|рішен)[а-яі]*|при (?:необходимости|наявності)|по (?:необхідності|потребі)|в случае) /
// An event with a term counted from it; a date in the same cell dates the event.
const COUNTED =
  / (?:(?:протягом|упродовж|впродовж|в течение) (?:\d+|[а-яіїє']+) (?:[а-яіїє]+ )?(?:днів|дня|дні|місяців|місяця|тижнів|тижня|годин[а-и]?|дней|месяцев)(?! \d{4} )|(?:протягом|упродовж|впродовж) (?:місяця|тижня|дня|доби|кварталу)|(?!що)[а-яіїє']*(?:місячн|денн|тижнев|добов|річн)[а-яії]* (?:строк|термін)[а-я]*|(?<=^ )\d+ (?:[а-яії]+ )?(?:днів|дні|тижнів|тижні)(?= $)|\d+ - (?:денн|місячн)[а-яії]* (?:строк|термін)[а-я]*|з (?:дня|моменту|дати|часу) (?:[а-яіїє'-]+ ){1,8}, (?:протягом |упродовж |впродовж |через )?(?:\d+|[а-яіїє']+) (?:[а-яіїє]+ )?(?:днів|дня|дні|місяців|місяця|місяці|тижнів|тижня|тижні)(?! \d{4} )|(?:\d+|[а-яіїє']+) (?:[а-яіїє]+ )?(?:днів|дні|дня|місяць|місяців|місяця|місяці|тижнів|тижня|тижні) (?:(?:з|від) (?:дня|моменту|дати|часу)|після)) /
const EVENT =
  / (?:після|з (?:дня|моменту|дати|часу)|під час|до (?:дня|початку|(?:завершення|закінчення)(?! (?:\d{4}|року|цього|поточного))|прийняття|затвердження|скасування|припинення|набрання|проведення)|перед|напередодні|[ву] день|[ву] (?:період|час)(?! (?:\d|з ))|[ву] ході|з початком|[ву] процесі|на (?:період|час)(?! (?:\d|з |до |року ))|(?:протягом|упродовж|впродовж) (?:(?:строку|терміну|періоду) )?дії|по (?:закінченн|завершенн)[юія]|при (?!зверненн|виникненн|надходженн|виявленн)[а-яіїє']{3,}(?:нні|тті|цтві)|при (?:зміні|переході|вступі)|через \d+ (?:[а-яіїє]+ )?(?:дн|тижн|місяц|рок)[а-яіїв]*|за результатами|за підсумками|опалювальн[а-яії]* (?:сезон|період)[а-яіу]*|невідкладно|терміново|негайно|одразу|відразу|срочно|немедленно|после|во время|за \d+ (?:дні|днів|місяці|місяць)) /
/** «до 5 числа наступного місяця»: after each reporting period, however long that is. */
const AFTER_EACH =
  / числа (?:наступного (?:за звітним )?місяця|місяця(?: ,)? (?:наступного|після|що (?:настає|слідує|йде)|следующего)) /
const PROGRAMME =
  / (?:дії|реалізації|виконання|действия) (?:[а-яіїє']+ ){0,2}(?:програм|стратегі|план|заход|комплексно)[а-яії]* /
const TERM = / (?:період|протягом|упродовж|впродовж|строк[а-я]*|термін[а-я]*|течение|весь) /

/**
 * Reads a deadline. Words of manner win over dates («щокварталу протягом 2017 року» recurs), a term
 * counted from an event over the date of the event, dates over anything else. Several spans in one
 * cell become one, from the earliest start to the latest end; several «до …» the last of them. An
 * end is inclusive: «до 2020 року» is 2020-12-31. A day that the calendar has not is `unknown`.
 * `term` are the programme's years, for «протягом дії Програми».
 */
export function readDeadline(
  text: string,
  period: Period | null,
  term: Period | null = null,
): DeadlineValue {
  const cut = blankOut(text.slice(0, LONGEST), [FUNDING, ACT, MOVED_FROM])
  const tokens = readTokens(cut, { isForgiving: true })
  const line = ` ${tokens.map((token) => token.text).join(' ')} `
  const mentions = readMentions(tokens)
  const recurrence = findRecurrence(tokens)
  if (recurrence) return recurring(recurrence.every, mentions)
  if (AFTER_EACH.test(line)) return recurring(lengthOfEach(line), [])
  if (CONSTANT.test(line)) return undated('permanent')
  if (PROGRAMME.test(line) && TERM.test(line) && mentions.length === 0)
    return { ...undated('span'), ...term }
  if (PERMANENT.test(line)) return undated('permanent')
  if (COUNTED.test(line)) return undated('event')
  const found = resolveSpans(mentions, period)
  if (found.isImpossible) return undated('unknown')
  if (NEED_FIRST.test(line) && isOfYears(found.spans)) return undated('on_need')
  if (found.spans.length > 0 && !isOfEvent(line, found.spans)) return dated(found, period)
  return undated(manner(line, tokens))
}

/** «… наступного за звітним кварталом». */
function lengthOfEach(line: string): string | null {
  const unit = / за (?:звітним )?(кварталом|півріччям|роком) /.exec(line)?.[1]
  return unit === undefined ? null : (EACH[unit] ?? null)
}

const EACH: Readonly<Record<string, string>> = {
  кварталом: 'P3M',
  півріччям: 'P6M',
  роком: 'P1Y',
}

function undated(kind: DeadlineValue['kind']): DeadlineValue {
  return { kind, from: null, to: null, every: null, needsPeriod: false }
}

/** Month-days without a year fall due each time: `--12-20` of «щороку до 20 грудня». */
function recurring(every: string | null, mentions: readonly Mention[]): DeadlineValue {
  const due: string[] = []
  mentions.forEach((mention, index) => {
    const isStart = mentions[index + 1]?.link === 'range'
    const { year, month, day } = mention.last
    if (mention.grain !== 'day' || day === null || year !== null || isStart) return
    if (isDay({ year: LEAP_YEAR, month, day })) due.push(writeMonthDay(month, day))
  })
  const value = { ...undated('recurring'), every }
  return due.length > 0 ? { ...value, due: [...new Set(due)].sort() } : value
}

/** «після затвердження бюджету на 2017 рік»: the year belongs to the event. */
function isOfEvent(line: string, spans: readonly Span[]): boolean {
  return EVENT.test(line) && isOfYears(spans)
}

function isOfYears(spans: readonly Span[]): boolean {
  return spans.every((span) => span.grain === 'year')
}

function dated({ spans, isRelative }: Spans, period: Period | null): DeadlineValue {
  const isBy = spans.every((span) => span.role === 'to')
  const starts = isBy ? [] : spans.filter(({ role }) => role !== 'to').map(({ from }) => from)
  const ends = spans.map(({ to }) => to)
  return {
    kind: isBy ? 'by' : 'span',
    from: extreme(starts, (left, right) => left < right),
    to: extreme(ends, (left, right) => left > right),
    every: null,
    needsPeriod: isRelative && period === null && spans.every(({ to }) => to === null),
  }
}

/** The first or last date, null where one of them is not known. */
function extreme(
  dates: readonly (string | null)[],
  isBefore: (left: string, right: string) => boolean,
): string | null {
  let found: string | null = null
  for (const date of dates) {
    if (date === null) return null
    if (found === null || isBefore(date, found)) found = date
  }
  return found
}

function manner(line: string, tokens: readonly Token[]): DeadlineValue['kind'] {
  if (EVENT.test(line)) return 'event'
  if (ON_NEED.test(line)) return 'on_need'
  const isReference = / (?:відповідно|згідно|за (?:графік|план)[а-яіо]*) /.test(line)
  const leadsTo = tokens[0]?.text === 'до' && tokens.length > 1
  return leadsTo && !isReference ? 'event' : 'unknown'
}
