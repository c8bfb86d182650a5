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

/** True for the code of what `LETTERS` of `characters.ts` holds, folded or not. */
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
