const APOSTROPHE = 0x27
const HIGHEST = 0x491

const LETTERS = new Uint8Array(HIGHEST + 1)
for (const [from, to] of [
  [0x61, 0x7a],
  [0x430, 0x45f],
  [HIGHEST, HIGHEST],
  [APOSTROPHE, APOSTROPHE],
] as const)
  LETTERS.fill(1, from, to + 1)

/** True for the code of a letter that folded text can hold, or of an apostrophe. */
export function isLetterCode(code: number): boolean {
  return LETTERS[code] === 1
}

export function isDigitCode(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

/** True for what words of folded text consist of: letters, digits, apostrophes. */
export function isWordCode(code: number): boolean {
  return LETTERS[code] === 1 || isDigitCode(code)
}

/** White space as `\s` has it; folded text holds blanks for nearly all of it. */
export function isSpaceCode(code: number): boolean {
  return code === 0x20 || (code > 0x7f ? isRareSpace(code) : code >= 9 && code <= 13)
}

function isRareSpace(code: number): boolean {
  return (
    code === 0xa0 ||
    code === 0x1680 ||
    (code >= 0x2000 && code <= 0x200a) ||
    code === 0x2028 ||
    code === 0x2029 ||
    code === 0x202f ||
    code === 0x205f ||
    code === 0x3000 ||
    code === 0xfeff
  )
}
