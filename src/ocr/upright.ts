import type { Recognise, SeenLine } from './engine.ts'
import type { Ink } from './ink.ts'
import { type Legibility, legibilityOf } from './legible.ts'
import { fullestPart } from './orientation.ts'
import { type Picture, turnPicture } from './picture.ts'
import { cutPiece } from './pieces.ts'

/** Text that stands upright is read with more confidence than this. */
const SURE = 0.75

interface TurnRequest {
  /** Whether its lines run from top to bottom. */
  readonly isTurned: boolean
  readonly resolution: number
  readonly recognise: Recognise
}

export interface Upright extends Legibility {
  /** Quarters clockwise; 0 where nothing is written. */
  readonly turn: number
  /** Of a usual line, pixels; null where there is none. */
  readonly lineHeight: number | null
}

interface Levelled {
  readonly straight: Picture
  readonly ink: Ink
}

/**
 * How a page must be turned to be read, told by reading a part of it both ways.
 */
export async function chooseTurn(
  { straight, ink }: Levelled,
  { isTurned, resolution, recognise }: TurnRequest,
): Promise<Upright> {
  const part = fullestPart(ink, resolution)
  if (part === null) return { turn: 0, lineHeight: null, sureness: 0, letters: 0 }
  const piece = cutPiece(straight, part, resolution)
  const readTurned = async (turn: number) => {
    const lines = await recognise({ picture: turnPicture(piece, turn), layout: 'block' })
    return { turn, lineHeight: lineHeightOf(lines), ...legibilityOf(lines) }
  }
  const first = await readTurned(isTurned ? 1 : 0)
  if (!isTurned && first.sureness > SURE) return first
  const second = await readTurned(isTurned ? 3 : 2)
  return second.sureness > first.sureness ? second : first
}

function lineHeightOf(lines: readonly SeenLine[]): number | null {
  const heights = lines.map(({ height }) => height).sort((left, right) => left - right)
  return heights[Math.floor(heights.length / 2)] ?? null
}
