/*
 * Look-alikes are folded before lower-casing: Latin 'B' looks like 'В', its lower case 'b' looks
 * like nothing Cyrillic. A word is folded to the script that most of its letters are in, so that
 * «Prozorro» stays Latin and «пoстійно» with a Latin 'o' becomes Cyrillic.
 */
const LATIN_TO_CYRILLIC = new Map(
  Object.entries({
    A: 'А',
    B: 'В',
    C: 'С',
    E: 'Е',
    H: 'Н',
    I: 'І',
    K: 'К',
    M: 'М',
    O: 'О',
    P: 'Р',
    T: 'Т',
    X: 'Х',
    Y: 'У',
    a: 'а',
    c: 'с',
    e: 'е',
    i: 'і',
    o: 'о',
    p: 'р',
    x: 'х',
    y: 'у',
    k: 'к',
    ï: 'ї',
    Ï: 'Ї',
    m: 'м',
    t: 'т',
    h: 'н',
  }),
)
const CYRILLIC_TO_LATIN = new Map(
  Object.entries({
    А: 'A',
    В: 'B',
    С: 'C',
    Е: 'E',
    Н: 'H',
    І: 'I',
    К: 'K',
    М: 'M',
    О: 'O',
    Р: 'P',
    Т: 'T',
    Х: 'X',
    У: 'Y',
    а: 'a',
    с: 'c',
    е: 'e',
    і: 'i',
    о: 'o',
    р: 'p',
    х: 'x',
    у: 'y',
    к: 'k',
  }),
)
const PUNCTUATION = new Map(
  Object.entries({
    '’': "'",
    ʼ: "'",
    '‘': "'",
    '`': "'",
    '´': "'",
    ˈ: "'",
    '′': "'",
    '–': '-',
    '—': '-',
    '‑': '-',
    '‐': '-',
    '−': '-',
    '‒': '-',
    '―': '-',
    '«': '"',
    '»': '"',
    '“': '"',
    '”': '"',
    '„': '"',
    '‟': '"',
    '\u00a0': ' ',
    '\u202f': ' ',
    '\u2009': ' ',
    '\t': ' ',
    '\n': ' ',
    '\r': ' ',
  }),
)
const WORD = /[\p{L}\p{M}]+/gu
const LATIN = /[A-Za-zÏï]/g
const CYRILLIC = /[\u0400-\u04ff]/g

/**
 * The text in the form that patterns are matched against: same length as the original, so that
 * every span found in it is a span of the original. Look-alike letters follow the majority script
 * of their word, apostrophes become `'`, dashes `-`, quotes `"`, all white space a blank, letters
 * lower case. Roman labels are not words: read them from the original.
 */
export function fold(text: string): string {
  return foldLetters(text).replace(/[^a-z0-9\u0430-\u045f .,;:()]/g, foldCharacter)
}

function foldLetters(text: string): string {
  if (!/[A-Za-zÏï]/.test(text)) return text
  return text.replace(WORD, (word) => {
    const latin = word.match(LATIN)?.length ?? 0
    const cyrillic = word.match(CYRILLIC)?.length ?? 0
    if (latin === 0 || cyrillic === 0) return word
    return replaceLetters(word, latin > cyrillic ? CYRILLIC_TO_LATIN : LATIN_TO_CYRILLIC)
  })
}

function replaceLetters(word: string, table: ReadonlyMap<string, string>): string {
  let folded = ''
  for (const letter of word) folded += table.get(letter) ?? letter
  return folded
}

function foldCharacter(character: string): string {
  const plain = PUNCTUATION.get(character)
  if (plain !== undefined) return plain
  const lower = character.toLowerCase()
  // 'İ' becomes two units; keep the length.
  return lower.length === character.length ? lower : character
}
