import { type Picture, WHITE } from './picture.ts'

/** The picture made larger or smaller by a factor: each pixel is the mean of what it covers. */
export function resize(picture: Picture, factor: number): Picture {
  const width = Math.max(1, Math.round(picture.width * factor))
  const height = Math.max(1, Math.round(picture.height * factor))
  if (width === picture.width && height === picture.height) return picture
  const across = sharesOf(picture.width, width)
  const down = sharesOf(picture.height, height)
  const narrow = new Float32Array(width * picture.height)
  for (let y = 0; y < picture.height; y += 1)
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      const first = across.first[x] ?? 0
      for (let step = 0; step < across.taps; step += 1)
        sum +=
          (picture.pixels[y * picture.width + first + step] ?? 0) *
          (across.shares[x * across.taps + step] ?? 0)
      narrow[y * width + x] = sum
    }
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    const first = down.first[y] ?? 0
    for (let x = 0; x < width; x += 1) {
      let sum = 0
      for (let step = 0; step < down.taps; step += 1)
        sum += (narrow[(first + step) * width + x] ?? 0) * (down.shares[y * down.taps + step] ?? 0)
      pixels[y * width + x] = Math.min(WHITE, Math.round(sum))
    }
  }
  return { ...picture, width, height, pixels }
}

interface Shares {
  /** The first pixel that counts for each new one, and how many do. */
  readonly first: Int32Array
  readonly taps: number
  /** How much each counts; they sum to 1. */
  readonly shares: Float64Array
}

/** A triangle around each new pixel, as wide as the coarser of the two pictures. */
function sharesOf(from: number, to: number): Shares {
  const scale = from / to
  const reach = Math.max(1, scale)
  const taps = Math.min(from, Math.ceil(2 * reach) + 1)
  const first = new Int32Array(to)
  const shares = new Float64Array(to * taps)
  for (let index = 0; index < to; index += 1) {
    const middle = (index + 0.5) * scale - 0.5
    const start = Math.min(Math.max(0, Math.ceil(middle - reach)), from - taps)
    first[index] = start
    let sum = 0
    for (let step = 0; step < taps; step += 1) {
      const share = Math.max(0, 1 - Math.abs(start + step - middle) / reach)
      shares[index * taps + step] = share
      sum += share
    }
    for (let step = 0; step < taps; step += 1)
      shares[index * taps + step] = (shares[index * taps + step] ?? 0) / sum
  }
  return { first, taps, shares }
}
