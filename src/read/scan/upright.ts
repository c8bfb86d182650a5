import type { Recognise, SeenLine } from './engine.ts'
import type { Ink } from './ink.ts'
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

interface Levelled {
  readonly straight: Picture
  readonly ink: Ink
}

/**
 * Quarters by which a page must be turned clockwise to be read, told by reading a part of it both
 * ways; 0 where nothing is written.
 */
export async function chooseTurn(
  { straight, ink }: Levelled,
  { isTurned, resolution, recognise }: TurnRequest,
): Promise<number> {
  const part = fullestPart(ink, resolution)
  if (part === null) return 0
  const piece = cutPiece(straight, part, resolution)
  const sureness = async (turn: number) =>
    surenessOf(await recognise({ picture: turnPicture(piece, turn), layout: 'block' }))
  const [first, second] = isTurned ? [1, 3] : [0, 2]
  const upright = await sureness(first)
  if (!isTurned && upright > SURE) return first
  return (await sureness(second)) > upright ? second : first
}

/** By letters: a page upside down gives few words and these are doubted. */
function surenessOf(lines: readonly SeenLine[]): number {
  let [sum, letters] = [0, 0]
  for (const { words } of lines)
    for (const { text, confidence } of words) {
      sum += confidence * text.length
      letters += text.length
    }
  return letters === 0 ? 0 : sum / letters
}
