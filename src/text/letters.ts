const CODES = 0x10000
const LETTER = 1
const DIGIT = 2
const SPACE = 4

/** What each UTF-16 unit of folded text is. */
const KINDS = new Uint8Array(CODES)

function mark(kind: number, from: number, to = from): void {
  KINDS.fill(kind, from, to + 1)
}

mark(LETTER, 0x27)
mark(LETTER, 0x61, 0x7a)
mark(LETTER, 0x430, 0x45f)
mark(LETTER, 0x491)
mark(DIGIT, 0x30, 0x39)
mark(SPACE, 0x09, 0x0d)
mark(SPACE, 0x20)
mark(SPACE, 0xa0)
mark(SPACE, 0x1680)
mark(SPACE, 0x2000, 0x200a)
mark(SPACE, 0x2028, 0x2029)
mark(SPACE, 0x202f)
mark(SPACE, 0x205f)
mark(SPACE, 0x3000)
mark(SPACE, 0xfeff)

/*
 * Behind the end of a text a code is NaN, and one of these in thousands would make each look-up of
 * the array a slow one: `| 0` makes it 0, which is nothing.
 */
function kindOf(code: number): number | undefined {
  return KINDS[code | 0]
}

/** True for the code of a letter that folded text can hold, or of an apostrophe. */
export function isLetterCode(code: number): boolean {
  return kindOf(code) === LETTER
}

export function isDigitCode(code: number): boolean {
  return kindOf(code) === DIGIT
}

/** True for what words of folded text consist of: letters, digits, apostrophes. */
export function isWordCode(code: number): boolean {
  const kind = kindOf(code)
  return kind === LETTER || kind === DIGIT
}

/** White space as `\s` has it. */
export function isSpaceCode(code: number): boolean {
  return kindOf(code) === SPACE
}

/** Where the first character stands that is not white space, from `start` on; the end where none is. */
export function skipSpace(text: string, start = 0): number {
  let index = start
  while (index < text.length && isSpaceCode(text.charCodeAt(index))) index += 1
  return index
}

/** True where nothing but white space stands in a text from `start` on. */
export function isBlankFrom(text: string, start: number): boolean {
  return skipSpace(text, start) >= text.length
}

/** Codes below hold all letters of `LETTERS`. */
const LETTER_CODES = 0x530
const ALPHABETIC = new Uint8Array(LETTER_CODES)
for (const [from, to] of [
  [0x41, 0x5a],
  [0x61, 0x7a],
  [0xc0, 0x24f],
  [0x300, 0x36f],
  [0x400, 0x52f],
] as const)
  ALPHABETIC.fill(1, from, to + 1)

/** True for the code of what `LETTERS` holds, folded or not. */
export function isAlphabeticCode(code: number): boolean {
  return ALPHABETIC[code] === 1
}

let lastText = ''
let lastStarts: readonly number[] = []

/** Where the words of a folded text begin; the answer for the text before is kept. */
export function wordStarts(text: string): readonly number[] {
  if (text === lastText) return lastStarts
  const starts: number[] = []
  let wasWord = false
  for (let index = 0; index < text.length; index += 1) {
    const kind = KINDS[text.charCodeAt(index)]
    const isWord = kind === LETTER || kind === DIGIT
    if (isWord && !wasWord) starts.push(index)
    wasWord = isWord
  }
  lastText = text
  lastStarts = starts
  return starts
}

/** The small letters of Ukrainian in their order. */
export const ALPHABET = 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'
/** Letters as lists count with them: Russian ones, Ukrainian ones, and those of Word's Ukrainian list. */
export const RUSSIAN_ORDER = 'абвгдежзиклмнопрстуфхцчшщыэюя'
export const UKRAINIAN_ORDER = 'абвгдежзиклмнопрстуфхцчшщюя'
/** Small letters of both languages. */
export const CYRILLIC_SMALLS = 'а-яёіїєґ'
/** Letters as lists of legal texts count with them: drafting rules, the whole alphabet and most of it, Russian. */
export const LIST_ORDERS = [
  'абвгдежиклмнпрстуфхцшщюя',
  ALPHABET,
  ALPHABET.replace('ґ', ''),
  'абвгдежзиклмнопрстуфхцчшщэюя',
] as const
/** The capital letters of Ukrainian and what lies between them. */
export const CYRILLIC_CAPITALS = 'А-ЯҐЄІЇ'
/** Letters whose words are of one language and not of the other. */
export const RUSSIAN_LETTERS = 'ыэъё'
export const UKRAINIAN_LETTERS = 'іїєґ'
/** Letters that are a word by themselves. */
export const WORDS_OF_ONE_LETTER = 'звуіоаяй'
/** Of those the conjunctions and prepositions. */
export const JOINING_LETTERS = 'іаоувз'
/** Alone they are neither words nor abbreviations. */
export const NEVER_ALONE = 'иьїю'
/** An ending of one letter that a line end has torn off. */
export const TORN_ENDINGS = 'тіи'
/** Letters that stand alone in a sound text, and those that do often. */
export const ONCE_ALONE = 'аАбБвВєЄжЖзЗиИіІїЇйЙоОсСуУяЯ'
export const OFTEN_ALONE = 'аАвВєЄзЗіІйЙоОуУяЯ'
/**
 * Common logarithms of letter frequencies in Ukrainian officialese, times 10, rounded; letters of
 * Russian count as rare ones.
 */
export const LETTER_FREQUENCIES: Readonly<Record<string, number>> = {
  ...{ она: -11, иів: -12, тре: -13, сдк: -14, лумп: -15, яз: -16, ьгб: -18, чйх: -19, юж: -20 },
  ...{ їц: -21, ш: -22, щє: -24, ф: -26, ы: -30, ґэ: -40, ъё: -45 },
}
/** They make up 38 % of a text. */
export const COMMONEST = 'оаинітОАИНІТ'

/*
 * What letters look like, for those who look at pictures of them.
 */

/** Latin letters, and the Cyrillic ones that they look like. */
export const LATIN_TWINS = 'aceiopxyABCEHIKMOPTXY'
export const CYRILLIC_TWINS = 'асеіорхуАВСЕНІКМОРТХУ'
/** Cyrillic letters that no Latin one looks like. */
export const ONLY_CYRILLIC = 'бвгґдєжзийклмнптфцчшщьюяБГҐДЄЖЗИЙЛПФЦЧШЩЬЮЯ'
/** Those that look like another in small letters or behind a dot only: Latin, Cyrillic. */
export const NEAR_TWINS = ['kïÏmth', 'кїЇмтн'] as const
/** Each letter of a row and the one that stands at its place in the other; of one letter that one. */
export function pairsOf(row: string, other: string): readonly (readonly [string, string])[] {
  return Array.from(row, (letter, place) => [letter, other[other.length === 1 ? 0 : place] ?? ''])
}

/** Letters that nothing but a hook above their right end tells apart, without it and with it. */
export const HOOKED = ['гГ', 'ґҐ'] as const
/** Without stems, as high as «з». */
export const LOW_LETTERS = 'авгежзиклмнопстхчшьюяє'
/** Small and capital ones have one shape. */
export const SAME_SHAPES = 'ЗВСУО'
/** Letters that digits are taken for, where a cell holds nothing else. */
export const LIKE_A_DIGIT = 'АЗзОВбБ'
/** Letters that the digits of a row's number are taken for. */
export const LIKE_ROW_DIGITS = 'ЗОІI'
/** Roman digits and the Cyrillic letters that people write for them. */
export const WRITTEN_ROMAN = 'IVXLCІХС'
/** The same with those of thousands and a «П» for «II». */
export const WRITTEN_ROMAN_ALL = `${WRITTEN_ROMAN}DMМП`
/** Letters that are written for Roman digits, those that damage makes of them, and what all are. */
export const ROMAN_WRITTEN = pairsOf('ІХСМѴ', 'IXCMV')
export const ROMAN_DAMAGED = [
  ...pairsOf('іil1|', 'I'),
  ...pairsOf('У', 'V'),
  ...Object.entries({ П: 'II', Ш: 'III', Ц: 'II' }),
]
/** Letters that digits of a label are taken for. */
export const DIGITS_DAMAGED = pairsOf('lІIОOЗб', '1110036')
/** Where code page 1125 has other letters than 866. */
export const OTHER_THAN_866 = pairsOf('ЁёЄєЇїЎў°∙', 'ЁёҐґЄєІіЇї')
/** Small letters that are in no damaged number, and those that are in none behind a capital. */
export const IN_NO_NUMBER = 'абвгґдеєжзийїкмнопрстуфхчшщьюя'
export const IN_NO_NUMBER_BEHIND = 'авгґдеєжзийїклмнопрстуфхцчшщьюя'
/** The Roman digits that letters stand for. */
export const ROMAN_AS_SEEN: Readonly<Record<string, string>> = {
  ...{ І: 'I', і: 'I', i: 'I', l: 'I', L: 'I', '1': 'I', '|': 'I', '[': 'I', Ї: 'I', ї: 'I' },
  ...{ П: 'II', п: 'II', Н: 'II', Ц: 'II', Ш: 'III', ш: 'III', М: 'V', M: 'V', У: 'V', Х: 'X' },
  '!': 'I',
}
/** The characters that Roman numbers are read as. */
export const READ_AS_ROMAN = {
  all: 'ІIХXМПУШНЇЦVMilшп1|[',
  /** No number is written with them. */
  damage: 'МПУШНЇЦVMilшп|[',
  /** Alone before a point. */
  alone: 'ПУШНЦМM',
  /** Of stems and nothing else. */
  stems: 'ІIПШНЇЦLil1|[',
  /** Of stems, and no digits. */
  sureStems: 'ІIПШНЇЦLl|[',
  /** Of quarters, with the dash between two. */
  quarters: 'ІIХXМПУШНЇЦТTVMilіїшп1|[–-',
} as const

/*
 * Classes of letters for regular expressions over text that is not folded. V8 builds them some
 * forty times faster than `\p{L}`; letters of other scripts do not occur in what rules look for.
 */
export const CAPITALS = 'A-Z\\u00c0-\\u00de\\u0400-\\u042f\\u0490'
export const SMALLS = 'a-z\\u00df-\\u024f\\u0430-\\u045f\\u0491'
export const LETTERS = 'A-Za-z\\u00c0-\\u024f\\u0300-\\u036f\\u0400-\\u052f'

const APOSTROPHES = [0x27, 0x2019, 0x2bc]

/**
 * The runs of letters and apostrophes (' ’ ʼ) of a text that need not be folded, in order: where
 * each begins and ends, one after the other.
 */
export function wordSpans(text: string): readonly number[] {
  const spans: number[] = []
  let isInWord = false
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    const isOfWord = isAlphabeticCode(code) || APOSTROPHES.includes(code)
    if (isOfWord !== isInWord) spans.push(index)
    isInWord = isOfWord
  }
  if (isInWord) spans.push(text.length)
  return spans
}

/** The text with a capital first. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** Whether a text with letters has no small ones. */
export function isUpper(text: string): boolean {
  return text === text.toUpperCase() && text !== text.toLowerCase()
}

/** In capitals, or with one first, where the word that it stands for is written so. */
export function likeWritten(word: string, written: string): string {
  if (isUpper(written)) return word.toUpperCase()
  return isUpper(written.charAt(0)) ? capitalised(word) : word
}
