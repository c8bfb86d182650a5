import type { ExamplePlace, TextExample } from './class-rule.ts'
import type { Gender } from './lexicon.ts'

/*
 * What a grammar knows of a language beside the names of bodies: plain JSON, compiled from the key
 * `language` of its YAML. The engines know no word; they ask for lists and patterns by name.
 */

/** What a word of time tells. */
export const SIGNS = [
  'month',
  'season',
  'year',
  'half',
  'quarter',
  'months',
  'tenDays',
  'week',
  'day',
  'count',
  'every',
  'each',
  'time',
  'to',
  'from',
  'end',
  'during',
  'and',
  'school',
  'reporting',
  'next',
  'span',
  'neutral',
  'keyword',
] as const
export type Sign = (typeof SIGNS)[number]

export interface Meaning {
  readonly sign: Sign
  /** Number of the month or season, value of the numeral, how many times; else 0. */
  readonly value: number
  /** ISO 8601 duration, for `every` only. */
  readonly every: string | null
}

/** Words of one meaning, folded, all forms spelled out. */
export interface TimeWords extends Meaning {
  readonly words: readonly string[]
}

/**
 * Lists of patterns by what they are looked for in. `written`: the text as it stands. `small`: in small
 * letters. `folded`: see `fold`. `time`: the repaired words and marks of a deadline, a blank between
 * any two; a pattern covers whole ones. `lead`: the folded text before a date, which it ends but for
 * marks and blanks.
 */
export const PATTERN_LISTS = {
  funding: 'small',
  act: 'small',
  movedFrom: 'small',
  actReferredTo: 'small',
  gluedNumeral: 'folded',
  numberBehindWord: 'folded',
  numberBehindTo: 'folded',
  mayRecur: 'written',
  plan: 'folded',
  periodFor: 'lead',
  periodAsOf: 'lead',
  periodOn: 'lead',
  periodWithin: 'lead',
  fromAct: 'lead',
  tellsOf: 'folded',
  constant: 'time',
  permanent: 'time',
  needFirst: 'time',
  onNeed: 'time',
  counted: 'time',
  event: 'time',
  afterEach: 'time',
  lengthOfEach: 'time',
  programmeRuns: 'time',
  term: 'time',
  reference: 'time',
  genitive: 'folded',
  unfinished: 'folded',
  beside: 'folded',
  placeBefore: 'folded',
  ofPlace: 'folded',
  commonAdjective: 'folded',
  bullet: 'written',
  andOthers: 'small',
  moreNumbers: 'written',
  attributeLast: 'folded',
  attributeFirst: 'folded',
  dativeOrGenitive: 'folded',
  matters: 'folded',
  ofPlaceLast: 'folded',
  qualifiedPlace: 'written',
  noteAndJoin: 'written',
  tornConsent: 'folded',
  namedAfter: 'written',
  abbreviation: 'written',
  shortName: 'written',
  surname: 'written',
  overWhat: 'folded',
  stateOrMilitary: 'folded',
  joinInside: 'folded',
  doing: 'folded',
  notBeforeAgent: 'folded',
  ofProgramme: 'folded',
  nextAgent: 'folded',
  outcome: 'folded',
  either: 'folded',
  ofOthers: 'folded',
  lineGoesOn: 'written',
  programmeLead: 'folded',
  programmeField: 'folded',
  actAbout: 'folded',
  programmeTitle: 'folded',
  programmeEnd: 'folded',
  title: 'folded',
  respondentField: 'folded',
  role: 'small',
  beforeLine: 'written',
  about: 'folded',
  aboutWork: 'folded',
  sender: 'folded',
  answered: 'folded',
  ofLetter: 'folded',
  dateAndNumber: 'written',
  verb: 'folded',
  position: 'folded',
  owner: 'folded',
  government: 'folded',
  signed: 'written',
  appendix: 'written',
  hyphenated: 'folded',
  compound: 'folded',
  monthBeforeDash: 'small',
  monthFirst: 'small',
  pageEdge: 'small',
  stamp: 'small',
  titleFirst: 'small',
  beforeNumber: 'small',
  joinedToNumber: 'small',
  quarter: 'small',
  orderColumn: 'small',
  scale: 'written',
  misread: 'written',
  misreadOrder: 'written',
  misreadCurrency: 'written',
  signaturePlace: 'written',
  answerBegins: 'written',
} as const
export type PatternList = keyof typeof PATTERN_LISTS
export type SearchedText = (typeof PATTERN_LISTS)[PatternList]

/** A regular expression of a list, under a name that says what it knows. */
export interface NamedPattern {
  readonly name: string
  readonly source: string
  /** What the match stands for, where the list asks for it; else null. */
  readonly value: string | null
  readonly examples: readonly TextExample[]
}

/** Lists of words, endings or letters. */
export const LANGUAGE_WORDS = [
  'notNumerals',
  'ordinalEndings',
  'thirty',
  'schoolShort',
  'halfShort',
  'often',
  'distributive',
  'eachEndings',
  'every',
  'halfYear',
  'half',
  'per',
  'countedFrom',
  'behind',
  'until',
  'placeEndings',
  'and',
  'joins',
  'conjunctions',
  'others',
  'all',
  'levels',
  'manyGenitiveEndings',
  'country',
  'caseEndings',
  'linkingLetters',
  'strayLetters',
  'ofOneEndings',
  'instrumentalNouns',
  'instrumentalAdjectives',
  'yes',
  'no',
  'done',
  'not',
  'compoundFirst',
  'solidFirst',
  'behindOpenHyphen',
  'compoundEndings',
  'followers',
  'sentenceFirst',
] as const
export type LanguageWordList = (typeof LANGUAGE_WORDS)[number]

/** Endings of adjectives by what they agree with. */
export interface AdjectiveEndings {
  /** Nominative of a hard and of a soft stem. */
  readonly hard: string
  readonly soft: string
  /** Other cases of a hard stem that tell the gender. */
  readonly telling: readonly string[]
  /** All endings of other cases, of a hard or soft stem. */
  readonly oblique: readonly string[]
}

export interface Adjectives extends Readonly<Record<Gender | 'many', AdjectiveEndings>> {
  /** Ending that several genders share. */
  readonly shared: string
  /** Endings of other cases that only soft stems have. */
  readonly softOblique: readonly string[]
}

/** A noun that names a programme. */
export interface ProgrammeNoun {
  readonly nominative: string
  readonly gender: 'masculine' | 'feminine'
  /** Folded forms that stand behind «виконання». */
  readonly forms: readonly string[]
}

/** Endings of adjectives before a noun of a programme, and the nominative of each. */
export interface ProgrammeEndings {
  readonly endings: readonly string[]
  readonly nominative: string
}

/** Forms of dates by the names of their readers; the first that reads wins. */
export const DATE_FORMS = [
  'isoDate',
  'isoMonth',
  'numericDate',
  'namedDate',
  'monthNumber',
  'month',
  'part',
  'monthsFromStart',
  'years',
  'relative',
] as const
export type DateForm = (typeof DATE_FORMS)[number]

/** A date as people write it and what it means, `from/to` in ISO 8601. */
interface DateExample extends ExamplePlace {
  readonly form: DateForm
  readonly text: string
  readonly value: string
}

export interface Language {
  readonly times: readonly TimeWords[]
  /** Letters that stand for a digit, and for Roman numerals, by the letter. */
  readonly digits: Readonly<Record<string, string>>
  readonly roman: Readonly<Record<string, string>>
  readonly words: Readonly<Record<LanguageWordList, readonly string[]>>
  readonly patterns: Readonly<Record<PatternList, readonly NamedPattern[]>>
  readonly adjectives: Adjectives
  readonly programmeNouns: readonly ProgrammeNoun[]
  readonly programmeEndings: Readonly<Record<'masculine' | 'feminine', readonly ProgrammeEndings[]>>
  readonly dateForms: readonly DateForm[]
  readonly examples: readonly DateExample[]
}
