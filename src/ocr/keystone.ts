import { type Ink, transpose } from './ink.ts'
import { type Picture, sample } from './picture.ts'
import { findSlant } from './slant.ts'

/*
 * A photograph from an angle: lines that are parallel on the paper run towards a point. Where they
 * cross the middle of the picture their slopes change evenly, so two numbers tell such lines apart.
 */

/** Lines of one direction, by how far they fall off their axis for each pixel along it. */
interface Pencil {
  /** Of the line through the middle of the picture. */
  readonly slope: number
  /** By how much the slope grows from the middle to the edge. */
  readonly change: number
}

export interface Keystone {
  /** Lines of text and level rulings, which fall to the right. */
  readonly level: Pencil
  /** Upright rulings, which lean to the right on their way down. */
  readonly upright: Pencil
}

/** Lines that a scanner draws run together by less than this, */
const LEAST = 0.006
/** and nobody holds a telephone so askew. */
const MOST = 0.35
/** A line falls like the others if its slope differs by no more than this. */
const ALIKE = 0.012
/** So many lines must tell it, */
const FEWEST = 4
/** as far apart as this share of half of the picture. */
const APART = 0.2

/** How the lines of a table run together; null where they do not, as in every scan. */
export function findKeystone(ink: Ink, resolution: number): Keystone | null {
  const upright = fitPencil(findTraces(ink, resolution), ink.width / 2)
  const level = fitPencil(findTraces(transpose(ink), resolution), ink.height / 2)
  if (!converges(upright) && !converges(level)) return null
  const slope = level?.slope ?? Math.tan((findSlant(ink) * Math.PI) / 180)
  return {
    level: level ?? { slope, change: 0 },
    upright: upright ?? { slope: -slope, change: 0 },
  }
}

function converges(pencil: Pencil | null): boolean {
  return pencil !== null && Math.abs(pencil.change) > LEAST && Math.abs(pencil.change) < MOST
}

/**
 * The straight line through slopes over places that most of the ink agrees with, least squares by
 * length; null where too few lines tell.
 */
function fitPencil(traces: readonly Trace[], half: number): Pencil | null {
  let best: readonly Trace[] = []
  let longest = 0
  const known = traces.toSorted((one, other) => other.length - one.length).slice(0, TRIED)
  for (const [index, one] of known.entries())
    for (const other of known.slice(index + 1)) {
      if (Math.abs(one.at - other.at) < half * APART) continue
      const pencil = fitted([one, other], half)
      const alike = known.filter((trace) => isOf(trace, pencil, half))
      const length = alike.reduce((sum, trace) => sum + trace.length, 0)
      if (length > longest) [best, longest] = [alike, length]
    }
  return best.length < FEWEST ? null : fitted(best, half)
}

/** The longest lines are enough. */
const TRIED = 40

function isOf({ at, slope }: Trace, pencil: Pencil, half: number): boolean {
  return Math.abs(slope - pencil.slope - (pencil.change * at) / half) < ALIKE
}

function fitted(traces: readonly Trace[], half: number): Pencil {
  let [weight, places, slopes, squares, products] = [0, 0, 0, 0, 0]
  for (const { at, slope, length } of traces) {
    const place = at / half
    weight += length
    places += length * place
    slopes += length * slope
    squares += length * place * place
    products += length * place * slope
  }
  const change =
    (products - (places * slopes) / weight) / (squares - (places * places) / weight || 1)
  return { change, slope: (slopes - change * places) / weight }
}

/** Where a point of the mended page stands in the picture, both from the middle. */
export function pointSeen(
  { level, upright }: Keystone,
  [across, down]: readonly [number, number],
  [halfWidth, halfHeight]: readonly [number, number],
): readonly [number, number] {
  const lean = upright.slope + (upright.change * across) / halfWidth
  const fall = level.slope + (level.change * down) / halfHeight
  const x = (across + lean * down) / (1 - lean * fall)
  return [x, down + fall * x]
}

/** The picture with its lines level and upright; its middle stays where it is. */
export function mendKeystone(picture: Picture, keystone: Keystone): Picture {
  const { width, height } = picture
  const pixels = new Uint8Array(width * height)
  const half = [width / 2, height / 2] as const
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [fromX, fromY] = pointSeen(keystone, [x - half[0], y - half[1]], half)
      pixels[y * width + x] = sample(
        picture,
        within(fromX + half[0], width),
        within(fromY + half[1], height),
      )
    }
  return { width, height, pixels }
}

/** Beyond the edge of the picture it goes on as it ends. */
function within(place: number, length: number): number {
  return Math.min(Math.max(0, place), length - 1.01)
}

/** A thin line of ink that runs down the picture, straight but perhaps not upright. */
interface Trace {
  /** Where it crosses the middle of the picture, were it long enough, pixels from the middle. */
  readonly at: number
  /** By how many pixels it moves to the right for each pixel down. */
  readonly slope: number
  /** Pixels down. */
  readonly length: number
}

/** Lines are no thicker and letters no longer than this, inches. */
const THICKEST_TRACE = 0.035
const SHORTEST_TRACE = 0.5
/** A line moves aside by at most so much from row to row, pixels, */
const SIDE_STEP = 1.5
/** and may be hidden by a line that it crosses over so many rows. */
const HIDDEN = 5
/** Points of a line lie this near to it, pixels. */
const STRAIGHT = 1.5
/** A page with more traces begun than this is no table. */
const MOST_TRACES = 200_000

interface Track {
  readonly top: number
  /** Last seen at. */
  x: number
  y: number
  count: number
  sumX: number
  sumY: number
  sumXY: number
  sumYY: number
  sumXX: number
}

/** Follows thin runs of ink from row to row. Resolution in pixels an inch. */
function findTraces(ink: Ink, resolution: number): readonly Trace[] {
  const { width, height, marks } = ink
  const thickest = Math.max(3, Math.round(THICKEST_TRACE * resolution))
  const shortest = Math.round(SHORTEST_TRACE * resolution)
  const found: Trace[] = []
  /** By column, the track that was last seen there. */
  const tracks: (Track | undefined)[] = new Array(width)
  let open: Track[] = []
  let begun = 0
  for (let y = 0; y < height; y += 1) {
    const row = y * width
    const seen: Track[] = []
    for (let x = 0; x < width; x += 1) {
      if (marks[row + x] !== 1) continue
      const from = x
      while (x < width && marks[row + x] === 1) x += 1
      if (x - from > thickest) continue
      const middle = (from + x - 1) / 2
      const track = nearest(tracks, middle, y)
      if (track) follow(track, middle, y)
      else begun += 1
      seen.push(track ?? begin(middle, y))
    }
    if (begun > MOST_TRACES) return []
    open = open.filter((track) => {
      if (track.y === y || y - track.y <= HIDDEN) return true
      if (tracks[Math.round(track.x)] === track) tracks[Math.round(track.x)] = undefined
      addLong(found, track, { shortest, ink })
      return false
    })
    for (const track of seen) {
      if (track.top === y) open.push(track)
      tracks[Math.round(track.x)] = track
    }
  }
  for (const track of open) addLong(found, track, { shortest, ink })
  return found
}

function nearest(tracks: readonly (Track | undefined)[], x: number, y: number): Track | null {
  let best: Track | null = null
  const reach = SIDE_STEP + 1
  for (let at = Math.floor(x - reach); at <= Math.ceil(x + reach); at += 1) {
    const track = tracks[at]
    if (!track || track.y >= y || y - track.y > HIDDEN + 1) continue
    const away = Math.abs(track.x - x)
    if (away <= SIDE_STEP && (best === null || away < Math.abs(best.x - x))) best = track
  }
  return best
}

function begin(x: number, y: number): Track {
  return { top: y, x, y, count: 1, sumX: x, sumY: 0, sumXY: 0, sumYY: 0, sumXX: x * x }
}

function follow(track: Track, x: number, y: number): void {
  const down = y - track.top
  track.x = x
  track.y = y
  track.count += 1
  track.sumX += x
  track.sumY += down
  track.sumXY += x * down
  track.sumYY += down * down
  track.sumXX += x * x
}

function addLong(
  found: Trace[],
  track: Track,
  { shortest, ink }: { readonly shortest: number; readonly ink: Ink },
): void {
  const { top, y, count, sumX, sumY, sumXY, sumYY, sumXX } = track
  const length = y - top + 1
  if (length < shortest || count < length / 2) return
  const spread = sumYY - (sumY * sumY) / count
  const slope = (sumXY - (sumX * sumY) / count) / spread
  const rest = sumXX - (sumX * sumX) / count - slope * slope * spread
  if (Math.sqrt(Math.max(0, rest) / count) > STRAIGHT) return
  const atTop = (sumX - slope * sumY) / count
  const at = atTop + slope * (ink.height / 2 - top) - ink.width / 2
  found.push({ at, slope, length })
}

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
