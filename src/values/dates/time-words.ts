/*
 * The words in which Ukrainian (and, in older papers, Russian) plans write time, folded. In a list
 * `січ:ень ня` is short for січень, січня; `|` is an empty ending; commas part the groups.
 */

export type Sign =
  | 'month'
  | 'season'
  | 'year'
  | 'half'
  | 'quarter'
  | 'months'
  | 'tenDays'
  | 'week'
  | 'day'
  | 'count'
  | 'every'
  | 'each'
  | 'time'
  | 'to'
  | 'from'
  | 'end'
  | 'during'
  | 'and'
  | 'school'
  | 'reporting'
  | 'next'
  | 'span'
  | 'neutral'
  | 'keyword'

export interface Meaning {
  readonly sign: Sign
  /** Number of the month or season, value of the numeral, how many times. */
  readonly value: number
  /** ISO 8601 duration, for `every` only. */
  readonly every: string | null
}

const MONTHS = [
  'січ:ень ня ні ню нем, січ, январ:ь я е ю',
  'лют:ий ого ому им, лют, феврал:ь я е ю',
  'берез:ень ня ні ню нем, берез, март:| а е у',
  'квіт:ень ня ні ню нем, квіт, апрел:ь я е ю',
  'трав:ень ня ні ню нем, трав, ма:й я е ю',
  'черв:ень ня ні ню нем, черв, июн:ь я е ю',
  'лип:ень ня ні ню нем, лип, июл:ь я е ю',
  'серп:ень ня ні ню нем, серп, август:| а е у',
  'верес:ень ня ні ню нем, верес, сентябр:ь я е ю',
  'жовт:ень ня ні ню нем, жовт, октябр:ь я е ю',
  'листопад:| а у і ом, листоп, ноябр:ь я е ю',
  'груд:ень ня ні ню нем, груд, декабр:ь я е ю',
]

const SEASONS = [
  'весн:а и і у, навесні, весняний, весняного, весняно',
  'літ:о а і, влітку, літній, літнього, літньо',
  'ос:інь ені, восени, осінній, осіннього',
]

const COUNTS = [
  'од:ин ного ному на ної ну, перш:ий ого ому им е а ої у ій, перв:ый ого ом ое ая',
  'дв:а і ох ом, друг:ий ого ому им е а ої у ій, втор:ой ого ом ое ая',
  'тр:и ьох ьом, трет:ій ього ьому ім є я ьої, трет:ий ьего ьем ье ья',
  'чотир:и ьох ьом, четверт:ий ого ому им е а ої у ій ый ом ое',
  "п'ять, п'яти, п'ятьох",
  'шість, шести, шістьох',
  'сім, семи',
  'вісім, восьми',
  "дев'ят:ь и ьох, девят:ь и",
  'десят:ь и',
  'одинадцят:ь и',
  'дванадцят:ь и',
]

const TIMES = ['раз:| и у ів а, однораз:ово', 'двічі, дважды', 'тричі, трижды']

const ADVERB = 'о ий ого ому им а ої у ій ою е і их ими'
const EVERY: readonly (readonly [string, string])[] = [
  ['P1Y', `щороку, щорічн:${ADVERB}, ежегодн:о ый ого, щовесни, щоліта, щоосені, щозими`],
  ['P6M', `щопівроку, щопівріччя, щопіврічн:${ADVERB}`],
  ['P3M', `щокварт:алу ал, щоквартальн:${ADVERB}, поквартальн:о, ежекварталь:но ный`],
  ['P1M', `щомісяц:я ь, щомісячн:${ADVERB}, помісячн:о, ежемесячн:о ый`],
  ['P10D', 'щодекад:и но, ежедекадно'],
  [
    'P1W',
    `щотижня, щотижнев:${ADVERB}, еженедельн:о ый, щопонеділ:ка ок, щовівтор:ка ок, щосеред:и а, ` +
      "щочетверг:а, щоп'ятниц:і я, щосубот:и, щонеділ:і я, понеділках, вівторках, середах, четвергах, п'ятницях",
  ],
  ['P1D', `щодня, щоденн:${ADVERB}, ежедневн:о ый`],
]

const SIGNS: readonly (readonly [Sign, string])[] = [
  ['year', 'р:ік оку оком оці оки оків окам оках, рр, р, год:| а у ом ы ов, гг, г'],
  ['half', 'півріч:чя чі чю чям чях, півр, половин:а и і у ою, полугоди:е я и ю'],
  ['quarter', 'квартал:| у і ом и ів ах а е ы ов, кв'],
  ['months', 'місяц:ь я і ю ем ів ях, міс, месяц:| а е ы ев'],
  ['tenDays', 'декад:а и і у ою'],
  [
    'week',
    'ти:ждень жня жні жнем жнів, недел:я и ю ь, понеділ:ок ка, вівтор:ок ка, серед:и у, четвер:| га, ' +
      "п'ятниц:я і ю, субот:а и у, неділ:я і ю",
  ],
  ['day', 'д:ень ня ні нем нів нях, числ:а о'],
  ['each', 'кож:ен ний ного ному на ної ну не ні них, кажд:ый ого ом ую ые'],
  ['to', 'до, по, пізніше, к, позднее'],
  ['from', 'з, із, зі, від, починаючи, раніше, с, со, начиная'],
  ['end', 'кін:ець ця ці цю, наприкінці, закінчення, завершення, кон:ец ца це цу'],
  ['during', 'протягом, упродовж, впродовж, продовж, протязі, течение'],
  ['and', 'і, й, та, и, або, чи, или'],
  ['school', 'навчальн:ий ого ому им і их, навч, учебн:ый ого ом'],
  [
    'reporting',
    'звітн:ий ого ому им і их, поточн:ий ого ому им, цього, бюджетн:ий ого ому им, календарн:ий ого ому им, отчетн:ый ого ом, текущ:ий его ем',
  ],
  ['next', 'наступн:ий ого ому им, следующ:ий его ем'],
  ['span', 'період:| у і ом'],
  ['neutral', 'на, у, в, во, ніж, за, чем, включно, включительно, весь, увесь, усього, всього'],
  [
    'keyword',
    'постійн:о ий ій, систематичн:о, безперервно, безстроково, постоянно, регулярно, періодично, ' +
      'потреб:и і у ою, необхідн:ості істю, звернен:ня ні нях, невідкладно, терміново, негайно, ' +
      'після, програм:и а, графік:| ом у, необходимост:и ь, строк:| у и ом, термін:| у и ом',
  ],
]

/** Meaning of every folded word that tells time. */
export const TIME_WORDS: ReadonlyMap<string, Meaning> = collectWords()

function collectWords(): Map<string, Meaning> {
  const words = new Map<string, Meaning>()
  const add = (list: string, meaning: Pick<Meaning, 'sign'> & Partial<Meaning>) => {
    for (const word of expand(list)) words.set(word, { value: 0, every: null, ...meaning })
  }
  const addNumbered = (sign: Sign, lists: readonly string[]) => {
    for (const [index, list] of lists.entries()) add(list, { sign, value: index + 1 })
  }
  addNumbered('month', MONTHS)
  addNumbered('season', SEASONS)
  addNumbered('count', COUNTS)
  addNumbered('time', TIMES)
  for (const [every, list] of EVERY) add(list, { sign: 'every', every })
  for (const [sign, list] of SIGNS) add(list, { sign })
  return words
}

function expand(list: string): string[] {
  return list.split(', ').flatMap((group) => {
    const [stem = '', endings] = group.split(':')
    if (endings === undefined) return [stem]
    return endings.split(' ').map((ending) => stem + (ending === '|' ? '' : ending))
  })
}
