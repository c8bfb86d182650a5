import type { Random } from './random.ts'

/** A grey picture; 0 is black, 255 white, rows from the top. */
export interface Picture {
  readonly width: number
  readonly height: number
  readonly grey: Uint8Array
  /** Pixels an inch. */
  readonly dpi: number
}

const WHITE = 255

/** The page as it lies on the glass: turned by some degrees about its middle, paper around it. */
export function slanted(picture: Picture, degrees: number): Picture {
  const { width, height, grey } = picture
  const turned = new Uint8Array(width * height).fill(WHITE)
  const angle = (degrees * Math.PI) / 180
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)]
  const [middleX, middleY] = [width / 2, height / 2]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const fromX = (x - middleX) * cosine + (y - middleY) * sine + middleX
      const fromY = (y - middleY) * cosine - (x - middleX) * sine + middleY
      turned[y * width + x] = sampled(grey, width, height, [fromX, fromY])
    }
  }
  return { ...picture, grey: turned }
}

/** Between four pixels, by distance. */
function sampled(
  grey: Uint8Array,
  width: number,
  height: number,
  [x, y]: readonly [number, number],
): number {
  const [left, top] = [Math.floor(x), Math.floor(y)]
  if (left < 0 || top < 0 || left + 1 >= width || top + 1 >= height) return WHITE
  const [right, down] = [x - left, y - top]
  const at = top * width + left
  const upper = (grey[at] ?? WHITE) * (1 - right) + (grey[at + 1] ?? WHITE) * right
  const lower = (grey[at + width] ?? WHITE) * (1 - right) + (grey[at + width + 1] ?? WHITE) * right
  return Math.round(upper * (1 - down) + lower * down)
}

/** Paper that is not quite white, ink that is not quite black, and specks. */
export function noisy(picture: Picture, random: Random): Picture {
  const grey = picture.grey.map((value) => {
    const paper = 18 + value * 0.88 + random.below(15) - 7
    return Math.max(0, Math.min(WHITE, Math.round(paper)))
  })
  const specks = Math.round((picture.width * picture.height) / 40_000)
  for (let speck = 0; speck < specks; speck += 1)
    grey[random.below(grey.length)] = random.below(120)
  return { ...picture, grey }
}

/** The page turned to the right by ninety degrees, as a sheet fed sideways. */
export function quarterTurned({ width, height, grey, dpi }: Picture): Picture {
  const turned = new Uint8Array(width * height)
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1)
      turned[x * height + (height - 1 - y)] = grey[y * width + x] ?? WHITE
  }
  return { width: height, height: width, grey: turned, dpi }
}
