import type { Picture } from './picture.ts'

/** Brightness is looked at in squares of this side, pixels. */
const SIDE = 8
/** Where paper and what it lies on differ by less, nothing is told apart; of 255. */
const CONTRAST = 40
/** Squares around the darker ones that the edge of the paper runs through. */
const EDGE = 1

interface Squares {
  readonly across: number
  readonly down: number
  /** Mean brightness of each square. */
  readonly means: Float32Array
}

/**
 * A photographed page without the darker things that it lies on: what is dark from the edges of the
 * picture on takes the shade of the paper beside it, so that it is no ink.
 */
export function withoutDesk(picture: Picture): Picture {
  const squares = meansOf(picture)
  const threshold = darkerThan(squares.means)
  if (threshold === null) return picture
  const isDesk = deskOf(squares, threshold)
  if (!isDesk.includes(1) || !isDesk.includes(0)) return picture
  const shades = shadesOf(squares, isDesk)
  const { width, height } = picture
  const pixels = picture.pixels.slice()
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const square = squareAt(squares, x, y)
      if (isDesk[square] === 1) pixels[y * width + x] = shades[square] ?? 0
    }
  return { width, height, pixels }
}

function squareAt({ across, down }: Squares, x: number, y: number): number {
  const column = Math.min(across - 1, Math.floor(x / SIDE))
  return Math.min(down - 1, Math.floor(y / SIDE)) * across + column
}

function meansOf({ width, height, pixels }: Picture): Squares {
  const [across, down] = [
    Math.max(1, Math.floor(width / SIDE)),
    Math.max(1, Math.floor(height / SIDE)),
  ]
  const squares = { across, down, means: new Float32Array(across * down) }
  const counts = new Uint32Array(across * down)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const square = squareAt(squares, x, y)
      squares.means[square] = (squares.means[square] ?? 0) + (pixels[y * width + x] ?? 0)
      counts[square] = (counts[square] ?? 0) + 1
    }
  for (const [square, count] of counts.entries())
    squares.means[square] = (squares.means[square] ?? 0) / count
  return squares
}

/**
 * The brightness that parts dark squares from bright ones best; null where they hardly differ.
 * Method: N. Otsu, A Threshold Selection Method from Gray-Level Histograms (1979).
 */
function darkerThan(means: Float32Array): number | null {
  const counts = new Uint32Array(256)
  let total = 0
  for (const mean of means) {
    const level = Math.round(mean)
    counts[level] = (counts[level] ?? 0) + 1
    total += level
  }
  let best = { between: 0, threshold: 0, contrast: 0 }
  let [dark, darkness] = [0, 0]
  for (const [level, count] of counts.entries()) {
    dark += count
    darkness += count * level
    const bright = means.length - dark
    if (dark === 0 || bright === 0) continue
    const contrast = (total - darkness) / bright - darkness / dark
    const between = dark * bright * contrast ** 2
    if (between > best.between) best = { between, threshold: level + 1, contrast }
  }
  return best.contrast < CONTRAST ? null : best.threshold
}

/** Dark squares that hang together with the edge of the picture, and those around them. */
function deskOf({ across, down, means }: Squares, threshold: number): Uint8Array {
  const isDesk = new Uint8Array(means.length)
  const waiting: number[] = []
  const reach = (x: number, y: number) => {
    const square = y * across + x
    if (x < 0 || y < 0 || x >= across || y >= down || isDesk[square] === 1) return
    if ((means[square] ?? 0) >= threshold) return
    isDesk[square] = 1
    waiting.push(square)
  }
  for (let x = 0; x < across; x += 1) for (const y of [0, down - 1]) reach(x, y)
  for (let y = 0; y < down; y += 1) for (const x of [0, across - 1]) reach(x, y)
  for (let square = waiting.pop(); square !== undefined; square = waiting.pop()) {
    const [x, y] = [square % across, Math.floor(square / across)]
    reach(x - 1, y)
    reach(x + 1, y)
    reach(x, y - 1)
    reach(x, y + 1)
  }
  return widened(isDesk, { across, down })
}

function widened(
  marks: Uint8Array,
  { across, down }: Pick<Squares, 'across' | 'down'>,
): Uint8Array {
  const wider = marks.slice()
  for (let y = 0; y < down; y += 1)
    for (let x = 0; x < across; x += 1) {
      if (marks[y * across + x] !== 1) continue
      for (let row = Math.max(0, y - EDGE); row <= Math.min(down - 1, y + EDGE); row += 1)
        for (
          let column = Math.max(0, x - EDGE);
          column <= Math.min(across - 1, x + EDGE);
          column += 1
        )
          wider[row * across + column] = 1
    }
  return wider
}

/** For each square of the desk the shade of the paper nearest in its row, or above or below. */
function shadesOf({ across, down, means }: Squares, isDesk: Uint8Array): Float32Array {
  const shades = means.slice()
  const isKnown = isDesk.map((mark) => 1 - mark)
  const spread = (from: number, to: number) => {
    if (isKnown[from] !== 1 || isKnown[to] === 1) return
    shades[to] = shades[from] ?? 0
    isKnown[to] = 1
  }
  for (let y = 0; y < down; y += 1) {
    const row = y * across
    for (let x = 1; x < across; x += 1) spread(row + x - 1, row + x)
    for (let x = across - 1; x > 0; x -= 1) spread(row + x, row + x - 1)
  }
  for (let at = across; at < shades.length; at += 1) spread(at - across, at)
  for (let at = shades.length - 1; at >= across; at -= 1) spread(at, at - across)
  return shades
}
