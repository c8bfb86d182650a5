import type { CST } from 'yaml'

/** The built-in grammar is seven deep. */
const DEEPEST = 32

/**
 * Where a list or map lies deeper than a grammar needs, as an offset in the text; null where none
 * does. One loop: the composer calls itself for each level, and takes the process with it.
 */
export function tooDeepAt(tokens: readonly CST.Token[]): number | null {
  const open = tokens.map((token) => ({ token, depth: 0 }))
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next
    if (depth > DEEPEST) return token.offset
    for (const inner of inside(token)) open.push({ token: inner, depth: depth + 1 })
  }
  return null
}

function inside(token: CST.Token): readonly CST.Token[] {
  if ('items' in token)
    return token.items.flatMap(({ key, value }) => [key, value]).filter((one) => isToken(one))
  return token.type === 'document' && token.value ? [token.value] : []
}

function isToken(token: CST.Token | null | undefined): token is CST.Token {
  return token !== null && token !== undefined
}
