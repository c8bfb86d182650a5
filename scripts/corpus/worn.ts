import type { Picture } from './picture.ts'
import type { Random } from './random.ts'

/* What happens to paper and pictures in an office, each alone. Sizes in inches. */

type Shade = (value: number, x: number, y: number) => number

const WHITE = 255

function shaded(page: Picture, shade: Shade): Picture {
  const grey = page.grey.map((value, at) =>
    Math.max(0, Math.min(WHITE, shade(value, at % page.width, Math.floor(at / page.width)))),
  )
  return { ...page, grey }
}

/** Light falls from one corner. */
export function unevenlyLit(page: Picture): Picture {
  const across = page.width + page.height
  return shaded(page, (value, x, y) => value * (1 - (0.45 * (x + y)) / across))
}

/** Recycled paper, or a scanner that was set too dark. */
export function onGreyPaper(page: Picture, random: Random): Picture {
  return shaded(page, (value) => 50 + value * 0.55 + random.below(17) - 8)
}

/** The fold of a book at the left, the open lid at the right. */
export function shadowedAtEdges(page: Picture): Picture {
  const [fold, lid] = [0.7 * page.dpi, 0.12 * page.dpi]
  return shaded(page, (value, x) => {
    if (x > page.width - lid) return 25
    return x > fold ? value : value * (0.3 + (0.7 * x) / fold)
  })
}

/** A round stamp over the lower part of the text, and a signature. */
export function stamped(page: Picture, random: Random): Picture {
  const { width, height, dpi } = page
  const [middleX, middleY] = [
    width * (0.3 + random.below(40) / 100),
    height * (0.45 + random.below(30) / 100),
  ]
  const ring = (distance: number, radius: number) => Math.abs(distance - radius * dpi) < 0.012 * dpi
  const [from, length] = [width * 0.55, 1.6 * dpi]
  return shaded(page, (value, x, y) => {
    const distance = Math.hypot(x - middleX, y - middleY)
    const isStamp = ring(distance, 0.75) || ring(distance, 0.7) || ring(distance, 0.42)
    const swing = middleY + Math.sin((x - from) / (0.06 * dpi)) * 0.16 * dpi
    const isSigned = x > from && x < from + length && Math.abs(y - swing) < 0.02 * dpi
    if (isSigned) return Math.min(value, 70)
    return isStamp ? Math.min(value, 135) : value
  })
}

/** Two holes of a punch at the left edge, black where the lid is. */
export function punched(page: Picture): Picture {
  const { height, dpi } = page
  const holes = [height / 2 - 1.57 * dpi, height / 2 + 1.57 * dpi]
  return shaded(page, (value, x, y) =>
    holes.some((middle) => Math.hypot(x - 0.47 * dpi, y - middle) < 0.12 * dpi) ? 20 : value,
  )
}

/** Lines of the table that the print has left gaps in. */
export function withBrokenLines(page: Picture, random: Random): Picture {
  const { width, height, dpi } = page
  const grey = page.grey.slice()
  const long = Math.round(0.5 * dpi)
  const gapEvery = Math.round(0.6 * dpi)
  const scan = (rows: number, length: number, at: (row: number, place: number) => number) => {
    for (let row = 0; row < rows; row += 1) {
      let start = 0
      for (let place = 0; place <= length; place += 1) {
        if (place < length && (page.grey[at(row, place)] ?? WHITE) < 128) continue
        if (place - start >= long)
          for (let gap = start + random.below(gapEvery); gap < place; gap += gapEvery)
            for (let step = 0; step < 0.03 * dpi; step += 1) {
              // The gap of a line two pixels thick lies in both: by place, not by chance.
              const rounded = Math.round(gap / gapEvery) * gapEvery + step
              if (rounded > start && rounded < place) grey[at(row, rounded)] = WHITE
            }
        start = place + 1
      }
    }
  }
  scan(height, width, (row, place) => row * width + place)
  scan(width, height, (row, place) => place * width + row)
  return { ...page, grey }
}

/** Fed upside down. */
export function upsideDown(page: Picture): Picture {
  return { ...page, grey: page.grey.toReversed() }
}

/** Two sheets beside each other on the glass. */
export function twoUp(pages: readonly Picture[]): readonly Picture[] {
  const pairs: Picture[] = []
  for (let at = 0; at < pages.length; at += 2) {
    const [left, right] = [pages[at], pages[at + 1]]
    if (left) pairs.push(right ? beside(left, right) : left)
  }
  return pairs
}

function beside(left: Picture, right: Picture): Picture {
  const width = left.width + right.width
  const height = Math.max(left.height, right.height)
  const grey = new Uint8Array(width * height).fill(WHITE)
  for (const [page, from] of [[left, 0] as const, [right, left.width] as const])
    for (let y = 0; y < page.height; y += 1)
      grey.set(page.grey.subarray(y * page.width, (y + 1) * page.width), y * width + from)
  return { width, height, grey, dpi: left.dpi }
}

/** A photograph from below: the upper edge is farther away and darker. */
export function photographed(page: Picture): Picture {
  const { width, height } = page
  const taken = new Uint8Array(width * height).fill(70)
  for (let y = 0; y < height; y += 1) {
    const share = 0.82 + (0.18 * y) / height
    const fromY = (y - height * 0.02) * (1.04 + 0.1 * (1 - y / height))
    for (let x = 0; x < width; x += 1) {
      const fromX = (x - width / 2) / share + width / 2
      if (isOn(page, fromX, fromY))
        taken[y * width + x] = between(page, fromX, fromY) * (0.6 + (0.35 * y) / height)
    }
  }
  return { ...page, grey: taken }
}

/** A photograph from one side and from below, on a lighter desk. */
export function photographedAside(page: Picture, random: Random): Picture {
  const { width, height } = page
  const taken = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) {
      const [right, down] = [x / width, y / height]
      const depth = 1 - 0.12 * right + 0.05 * down
      const fromX = ((1.02 * right - 0.03 * down - 0.03) / depth) * width
      const fromY = ((1.1 * down + 0.02 * right - 0.04) / depth) * height
      const isPaper = isOn(page, fromX, fromY)
      const shade = isPaper ? between(page, fromX, fromY) * (0.95 - 0.25 * right) : 95
      taken[y * width + x] = Math.max(0, shade - random.below(12))
    }
  return { ...page, grey: taken }
}

function isOn({ width, height }: Picture, x: number, y: number): boolean {
  return x >= 0 && x < width - 1 && y >= 0 && y < height - 1
}

/** The brightness between four pixels: a lens draws no steps. */
function between({ width, grey }: Picture, x: number, y: number): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  const at = top * width + left
  const row = (from: number) =>
    (grey[from] ?? WHITE) * (1 - x + left) + (grey[from + 1] ?? WHITE) * (x - left)
  return row(at) * (1 - y + top) + row(at + width) * (y - top)
}
