import type { Recognise, SeenLine } from './engine.ts'
import { findInk } from './ink.ts'
import { likeliestParts } from './orientation.ts'
import type { Picture } from './picture.ts'
import { cutPiece } from './pieces.ts'

/** How well letters were seen. */
export interface Legibility {
  /** Mean confidence of the recogniser, 0 to 1, by characters; 0 without any. */
  readonly sureness: number
  /** Letters and digits. */
  readonly letters: number
}

/**
 * Measured on public files: photographs, charts, patterns and other scripts are read with 0.1 to 0.45,
 * text on scans that are blurred, askew or stamped with 0.8 and more.
 */
const LEGIBLE = 0.5
const LETTER = /[\p{L}\p{N}]/gu
/** Square inches. */
const LARGE = 4
/** Parts of a piece that are looked at: a stamp or a signature may lie over one. */
const LOOKS = 3

export function legibilityOf(lines: readonly SeenLine[]): Legibility {
  let [sum, characters, letters] = [0, 0, 0]
  for (const { words } of lines)
    for (const { text, confidence } of words) {
      sum += confidence * text.length
      characters += text.length
      letters += text.match(LETTER)?.length ?? 0
    }
  return { sureness: characters === 0 ? 0 : sum / characters, letters }
}

/** False where nothing shows yet that the recogniser knows what it looks at. */
export function isSure({ sureness, letters }: Legibility): boolean {
  return sureness >= LEGIBLE && letters > 0
}

/** True for what is more than a cell; words under a stamp are read well by themselves. */
export function isLarge({ width, height }: Picture, resolution: number): boolean {
  return width * height >= LARGE * resolution ** 2
}

/**
 * Whether those parts of a large piece that are likeliest to hold text cannot be read, any of them.
 * Resolution in pixels an inch.
 */
export async function isPicture(
  piece: Picture,
  resolution: number,
  recognise: Recognise,
): Promise<boolean> {
  const parts = likeliestParts(findInk(piece, resolution), resolution, LOOKS)
  for (const part of parts) {
    const picture = cutPiece(piece, part, resolution)
    if (isSure(legibilityOf(await recognise({ picture, layout: 'block' })))) return false
  }
  return parts.length === LOOKS
}
