/** 1 for every unit inside brackets or guillemets that are closed. */
export function insideBrackets(text: string): Uint8Array {
  const inside = new Uint8Array(text.length)
  if (!/[)\]»]/.test(text)) return inside
  const open: number[] = []
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index)
    if (character === '(' || character === '[' || character === '«') open.push(index)
    else if (character === ')' || character === ']' || character === '»') {
      const start = lastOpening(text, open, character)
      if (start !== null) inside.fill(1, start, index + 1)
    }
  }
  return inside
}

const OPENING: Readonly<Record<string, string>> = { ')': '(', ']': '[', '»': '«' }

/** Takes the opening that a closing mark belongs to off the stack; null where there is none. */
function lastOpening(text: string, open: number[], closing: string): number | null {
  for (let index = open.length - 1; index >= 0; index -= 1) {
    const start = open[index] ?? 0
    if (text.charAt(start) !== OPENING[closing]) continue
    open.length = index
    return start
  }
  return null
}
