import { inflateSync } from 'node:zlib'
import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { type Picture, WHITE } from '../picture.ts'
import { checkPixels, checkUnpacked, type PictureFile } from './picture-file.ts'

/*
 * PNG by its specification (ISO/IEC 15948:2004), as far as grey needs it: colours become grey,
 * transparency becomes white paper, 16 bits become 8.
 */

const SIGNATURE = 8
/** Samples of a pixel by colour type: grey, RGB, palette, grey with alpha, RGB with alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }
const DEPTHS: Readonly<Record<number, readonly number[]>> = {
  0: [1, 2, 4, 8, 16],
  2: [8, 16],
  3: [1, 2, 4, 8],
  4: [8, 16],
  6: [8, 16],
}
/** Adam7: first column, first row, steps. */
const PASSES = [
  [0, 0, 8, 8],
  [4, 0, 8, 8],
  [0, 4, 4, 8],
  [2, 0, 4, 4],
  [0, 2, 2, 4],
  [1, 0, 2, 2],
  [0, 1, 1, 2],
] as const
const WHOLE = [[0, 0, 1, 1]] as const
const INCH = 0.0254

interface Header {
  readonly width: number
  readonly height: number
  readonly depth: number
  readonly colour: number
  readonly isInterlaced: boolean
}

interface Chunks {
  readonly header: Header
  readonly data: readonly Buffer[]
  readonly palette: Buffer | null
  readonly transparency: Buffer | null
  readonly resolution: number | null
}

/** The picture of a PNG. Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED` (`pixels`). */
export function readPng(bytes: Uint8Array, limits: Limits): PictureFile {
  const chunks = readChunks(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), limits)
  const { header, resolution } = chunks
  const { width, height, isInterlaced } = header
  const passes = (isInterlaced ? PASSES : WHOLE).map(([x, y, stepX, stepY]) => ({
    ...{ x, y, stepX, stepY },
    columns: Math.ceil((width - x) / stepX),
    rows: Math.ceil((height - y) / stepY),
  }))
  const filled = passes.filter(({ columns, rows }) => columns > 0 && rows > 0)
  const sizes = filled.map((pass) => pass.rows * (1 + rowBytes(header, pass.columns)))
  const size = sizes.reduce((sum, one) => sum + one, 0)
  checkUnpacked(size, limits)
  const raw = unpack(chunks.data, size)
  const pixels = new Uint8Array(width * height)
  const greyOf = shadesOf(chunks)
  let start = 0
  for (const [index, pass] of filled.entries()) {
    const size = sizes[index] ?? 0
    const lines = raw.subarray(start, start + size)
    unfilter(lines, rowBytes(header, pass.columns), Math.max(1, pixelBits(header) >> 3))
    for (let row = 0; row < pass.rows; row += 1) {
      const line = lines.subarray(row * (1 + rowBytes(header, pass.columns)) + 1)
      const to = (pass.y + row * pass.stepY) * width + pass.x
      for (let column = 0; column < pass.columns; column += 1)
        pixels[to + column * pass.stepX] = greyOf(line, column)
    }
    start += size
  }
  const picture: Picture = { width, height, pixels }
  return { pages: [{ read: () => Promise.resolve(picture), resolution, turn: 0 }] }
}

function readChunks(file: Buffer, limits: Limits): Chunks {
  let header: Header | null = null
  let palette: Buffer | null = null
  let transparency: Buffer | null = null
  let resolution: number | null = null
  const data: Buffer[] = []
  for (let at = SIGNATURE; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at)
    const type = file.toString('latin1', at + 4, at + 8)
    const body = file.subarray(at + 8, at + 8 + length)
    if (body.length < length) throw damaged('it is cut off')
    if (type === 'IHDR') header = readHeader(body, limits)
    else if (type === 'PLTE') palette = body
    else if (type === 'tRNS') transparency = body
    else if (type === 'pHYs' && body[8] === 1) resolution = Math.round(body.readUInt32BE(0) * INCH)
    else if (type === 'IDAT') data.push(body)
    else if (type === 'IEND') break
    at += 12 + length
  }
  if (header === null || data.length === 0) throw damaged('it has no picture')
  if (header.colour === 3 && palette === null) throw damaged('it has no palette')
  return { header, data, palette, transparency, resolution }
}

function readHeader(body: Buffer, limits: Limits): Header {
  if (body.length < 13) throw damaged('its header is cut off')
  const [width, height] = [body.readUInt32BE(0), body.readUInt32BE(4)]
  const [depth = 0, colour = 0, packing, filter, interlace] = body.subarray(8)
  const isKnown = DEPTHS[colour]?.includes(depth) && packing === 0 && filter === 0
  if (!isKnown || width === 0 || height === 0 || (interlace ?? 2) > 1)
    throw damaged('its header is wrong')
  checkPixels(width, height, limits)
  return { width, height, depth, colour, isInterlaced: interlace === 1 }
}

function pixelBits({ colour, depth }: Header): number {
  return (SAMPLES[colour] ?? 1) * depth
}

function rowBytes(header: Header, columns: number): number {
  return Math.ceil((columns * pixelBits(header)) / 8)
}

function unpack(data: readonly Buffer[], size: number): Buffer {
  try {
    const raw = inflateSync(Buffer.concat(data), { maxOutputLength: size })
    if (raw.length < size) throw damaged('its rows are cut off')
    return raw
  } catch (error) {
    if (error instanceof ZvitError) throw error
    throw damaged('its rows cannot be unpacked', error)
  }
}

/** Undoes the filters of the rows in place (9.2); each row keeps its filter byte before it. */
function unfilter(lines: Buffer, size: number, step: number): void {
  for (let row = 0; row * (size + 1) < lines.length; row += 1) {
    const start = row * (size + 1) + 1
    const filter = lines[start - 1]
    const above = row === 0 ? -1 : start - size - 1
    for (let at = 0; at < size; at += 1) {
      const left = at >= step ? (lines[start + at - step] ?? 0) : 0
      const up = above < 0 ? 0 : (lines[above + at] ?? 0)
      const corner = above < 0 || at < step ? 0 : (lines[above + at - step] ?? 0)
      lines[start + at] = (lines[start + at] ?? 0) + predict(filter, left, up, corner)
    }
  }
}

function predict(filter: number | undefined, left: number, up: number, corner: number): number {
  switch (filter) {
    case 1:
      return left
    case 2:
      return up
    case 3:
      return (left + up) >> 1
    case 4: {
      const toLeft = Math.abs(up - corner)
      const toUp = Math.abs(left - corner)
      const toCorner = Math.abs(left + up - 2 * corner)
      if (toLeft <= toUp && toLeft <= toCorner) return left
      return toUp <= toCorner ? up : corner
    }
    default:
      return 0
  }
}

/** Tells the grey of a pixel of a row without filter. */
function shadesOf({ header, palette, transparency }: Chunks): (line: Buffer, x: number) => number {
  const { depth, colour } = header
  const most = 2 ** Math.min(8, depth) - 1
  const step = depth === 16 ? 2 : 1
  const sample = (line: Buffer, index: number): number => {
    if (depth >= 8) return line[index * step] ?? 0
    const bit = index * depth
    return ((line[bit >> 3] ?? 0) >> (8 - depth - (bit & 7))) & most
  }
  switch (colour) {
    case 2:
      return (line, x) =>
        grey(sample(line, 3 * x), sample(line, 3 * x + 1), sample(line, 3 * x + 2))
    case 3: {
      const shades = Array.from({ length: 256 }, (_, index) =>
        onPaper(
          grey(
            palette?.[3 * index] ?? 0,
            palette?.[3 * index + 1] ?? 0,
            palette?.[3 * index + 2] ?? 0,
          ),
          transparency?.[index] ?? WHITE,
        ),
      )
      return (line, x) => shades[sample(line, x)] ?? 0
    }
    case 4:
      return (line, x) => onPaper(sample(line, 2 * x), sample(line, 2 * x + 1))
    case 6:
      return (line, x) =>
        onPaper(
          grey(sample(line, 4 * x), sample(line, 4 * x + 1), sample(line, 4 * x + 2)),
          sample(line, 4 * x + 3),
        )
    default:
      return (line, x) => Math.round((sample(line, x) * WHITE) / most)
  }
}

/** ITU-R BT.601. */
function grey(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
}

function onPaper(shade: number, alpha: number): number {
  return Math.round((shade * alpha + WHITE * (WHITE - alpha)) / WHITE)
}

function damaged(what: string, cause?: unknown): ZvitError {
  return new ZvitError('FILE_DAMAGED', `The PNG is broken: ${what}. Ask for the file again.`, {
    cause,
  })
}
