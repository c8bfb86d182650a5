import { isSymbolFont } from '../symbols.ts'

/*
 * Bullets of the symbol fonts stand in the private use area (U+F000 plus the code in the font).
 * Only what occurs as a bullet is told apart; the rest is a point.
 */
const BULLETS: ReadonlyMap<number, string> = new Map([
  [0x2d, '-'],
  [0xa7, '▪'],
  [0xa8, '□'],
  [0x6e, '■'],
  [0x71, '□'],
  [0x76, '❖'],
  [0xd8, '➢'],
  [0xfc, '✓'],
  [0xe8, '➔'],
])
const PRIVATE_USE = /[\ue000-\uf8ff]/g

/**
 * The text of a bullet in characters that any font has. Letters of the symbol fonts are pictures, at
 * whichever of their two codes they stand.
 */
export function readableBullet(text: string, font: string | null = null): string {
  const shown = isSymbolFont(font) ? text.replace(/[\u0021-\u00ff]/g, toPrivateUse) : text
  return shown.replace(
    PRIVATE_USE,
    (character) => BULLETS.get(character.charCodeAt(0) & 0xff) ?? '•',
  )
}

function toPrivateUse(character: string): string {
  return String.fromCharCode(0xf000 + character.charCodeAt(0))
}
