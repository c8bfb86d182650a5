import type { Ink } from './ink.ts'

/** A thin line of ink that runs down the picture, straight but perhaps not upright. */
export interface Trace {
  /** Where it crosses the middle of the picture, were it long enough, pixels from the middle. */
  readonly at: number
  /** By how many pixels it moves to the right for each pixel down. */
  readonly slope: number
  /** Pixels down. */
  readonly length: number
}

/** Lines are no thicker and letters no longer than this, inches. */
const THICKEST = 0.035
const SHORTEST = 0.5
/** A line moves aside by at most so much from row to row, pixels, */
const STEP = 1.5
/** and may be hidden by a line that it crosses over so many rows. */
const HIDDEN = 5
/** Points of a line lie this near to it, pixels. */
const STRAIGHT = 1.5
/** A page with more traces begun than this is no table. */
const MOST = 200_000

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
export function findTraces(ink: Ink, resolution: number): readonly Trace[] {
  const { width, height, marks } = ink
  const thickest = Math.max(3, Math.round(THICKEST * resolution))
  const shortest = Math.round(SHORTEST * resolution)
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
    if (begun > MOST) return []
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
  const reach = STEP + 1
  for (let at = Math.floor(x - reach); at <= Math.ceil(x + reach); at += 1) {
    const track = tracks[at]
    if (!track || track.y >= y || y - track.y > HIDDEN + 1) continue
    const away = Math.abs(track.x - x)
    if (away <= STEP && (best === null || away < Math.abs(best.x - x))) best = track
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
