const REFERENCE = /&(?:#x([0-9a-fA-F]{1,8});|#([0-9]{1,10});|(amp|lt|gt|quot|apos);)?/g
const NAMED = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))
const LAST_CODE_POINT = 0x10ffff

/**
 * The text with the five named and all numeric character references resolved; null where a
 * reference is none of these or names what is no XML character (XML 1.0, 2.2 and 4.1).
 */
export function resolveReferences(text: string): string | null {
  if (!text.includes('&')) return text
  let isValid = true
  const resolved = text.replace(REFERENCE, (_, hexadecimal, decimal, name) => {
    const character =
      name !== undefined
        ? NAMED.get(name)
        : fromCodePoint(
            hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal),
          )
    if (character === undefined) isValid = false
    return character ?? ''
  })
  return isValid ? resolved : null
}

function fromCodePoint(code: number): string | undefined {
  const isCharacter =
    code === 0x09 ||
    code === 0x0a ||
    code === 0x0d ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= LAST_CODE_POINT)
  return isCharacter ? String.fromCodePoint(code) : undefined
}
