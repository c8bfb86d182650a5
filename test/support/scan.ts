import { crc32, deflateSync } from 'node:zlib'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { type Picture, turnPicture } from '../../src/ocr/picture.ts'
import { level } from '../../src/ocr/slant.ts'
import { loadLibrary } from '../../src/pdf/pdfium-library.ts'
import { renderPage } from '../../src/pdf/pdfium-render.ts'

/** How badly a page was scanned. */
export interface Scanning {
  readonly resolution: number
  /** Degrees by which it falls to the right. */
  readonly slant?: number
  /** Quarters by which it was put on the glass. */
  readonly turn?: number
  /** Shades by which pixels differ by chance. */
  readonly noise?: number
}

/** A page of a PDF as a scanner would give it. */
export async function scanOf(
  bytes: Uint8Array,
  index: number,
  { resolution, slant = 0, turn = 0, noise = 0 }: Scanning,
): Promise<Picture> {
  const limits = DEFAULT_LIMITS
  const { grey: drawn } = renderPage(await loadLibrary(), bytes, { index, resolution, limits })
  const { width, height, pixels } = turnPicture(slant === 0 ? drawn : level(drawn, -slant), turn)
  let random = 1
  const noisy = pixels.map((pixel) => {
    random = (random * 48_271) % 0x7fffffff
    return Math.max(0, Math.min(255, pixel + ((random % (2 * noise + 1)) - noise)))
  })
  return { width, height, pixels: noisy }
}

/** The picture as an 8-bit grey PNG that states its resolution, pixels an inch. */
export function pngOf({ width, height, pixels }: Picture, resolution: number): Uint8Array {
  const rows = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y += 1)
    rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  return buildPng({ width, height, depth: 8, colour: 0, rows, resolution })
}

export interface PngParts {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly isInterlaced?: boolean
  /** Rows with their filter bytes. */
  readonly rows: Uint8Array
  readonly resolution?: number
  readonly palette?: readonly number[]
  readonly transparency?: readonly number[]
}

export function buildPng(parts: PngParts): Uint8Array {
  const { width, height, depth, colour, rows, resolution, palette, transparency } = parts
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([depth, colour, 0, 0, parts.isInterlaced ? 1 : 0], 8)
  const physical = Buffer.alloc(9)
  physical.writeUInt32BE(Math.round((resolution ?? 0) / 0.0254), 0)
  physical.writeUInt32BE(Math.round((resolution ?? 0) / 0.0254), 4)
  physical[8] = 1
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    ...(resolution ? [chunk('pHYs', physical)] : []),
    ...(palette ? [chunk('PLTE', Buffer.from(palette))] : []),
    ...(transparency ? [chunk('tRNS', Buffer.from(transparency))] : []),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}

/** Letters that must be changed to make one text of the other. */
export function distance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index)
  for (let at = 1; at <= left.length; at += 1) {
    const next = [at]
    for (let index = 1; index <= right.length; index += 1) {
      const change = left[at - 1] === right[index - 1] ? 0 : 1
      next[index] = Math.min(
        (row[index] ?? 0) + 1,
        (next[index - 1] ?? 0) + 1,
        (row[index - 1] ?? 0) + change,
      )
    }
    row = next
  }
  return row[right.length] ?? 0
}
