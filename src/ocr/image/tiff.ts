import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { drawWrapped } from './draw.ts'
import { turnOfTag } from './orientation.ts'
import { checkPixels, type PictureFile, type PicturePage } from './picture-file.ts'
import { type Directory, readDirectory } from './tiff-directory.ts'
import { packingOf, swapBits } from './tiff-packing.ts'
import type { Strip } from './wrap.ts'

const TAG = {
  subfile: 254,
  width: 256,
  height: 257,
  fillOrder: 266,
  stripOffsets: 273,
  orientation: 274,
  rowsPerStrip: 278,
  stripSizes: 279,
  resolution: 282,
  unit: 296,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileSizes: 325,
} as const

/** A smaller copy of another picture, and a mask. */
const COPY_OR_MASK = 0b101
const CENTIMETRES = 3
const MIRRORED = 2

/**
 * The pictures of a TIFF, one a page, as its directories tell; their pixels are unpacked by PDFium.
 * Throws `FILE_DAMAGED`, `UNSUPPORTED_FORMAT`, `LIMIT_EXCEEDED` (`pages`, `pixels`).
 */
export function readTiff(bytes: Uint8Array, limits: Limits): PictureFile {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { all } = readDirectory(file, limits.scannedPages + 1)
  if (all.length > limits.scannedPages)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The TIFF has more pages than the limit «scannedPages», ${limits.scannedPages}, allows.`,
    )
  const pictures = all.filter(
    ({ numbers }) => ((numbers(TAG.subfile)[0] ?? 0) & COPY_OR_MASK) === 0,
  )
  return { pages: pictures.map((directory) => pageOf(file, directory, limits)) }
}

function pageOf(file: Buffer, directory: Directory, limits: Limits): PicturePage {
  const one = (tag: number) => directory.numbers(tag)[0]
  const [width = 0, height = 0] = [one(TAG.width), one(TAG.height)]
  if (width === 0 || height === 0) throw damaged('it has no picture')
  checkPixels(width, height, limits)
  const strips = stripsOf(file, directory, { width, height })
  const read = () => drawWrapped({ width, height, strips, limits })
  const density = one(TAG.resolution)
  const unit = one(TAG.unit) === CENTIMETRES ? 2.54 : 1
  return {
    read,
    resolution: density === undefined ? null : Math.round(density * unit),
    turn: turnOfTag(one(TAG.orientation)),
  }
}

interface Size {
  readonly width: number
  readonly height: number
}

interface Piece extends Size {
  readonly left: number
  readonly top: number
}

function stripsOf(file: Buffer, directory: Directory, size: Size): Strip[] {
  const { numbers } = directory
  const isTiled = numbers(TAG.tileOffsets).length > 0
  const offsets = numbers(isTiled ? TAG.tileOffsets : TAG.stripOffsets)
  const sizes = numbers(isTiled ? TAG.tileSizes : TAG.stripSizes)
  const pieces = isTiled ? tilesOf(directory, size) : bandsOf(directory, size)
  if (offsets.length < pieces.length) throw damaged('strips are missing')
  const isReversed = numbers(TAG.fillOrder)[0] === MIRRORED
  return pieces.map((piece, index) => {
    const start = offsets[index] ?? 0
    const end = start + (sizes[index] ?? file.length - start)
    if (start > file.length || end > file.length) throw damaged('strips lie outside of the file')
    const packed = file.subarray(start, end)
    const strip = { ...piece, ...packingOf(directory, { ...piece, data: packed }) }
    return isReversed ? { ...strip, data: swapBits(strip.data) } : strip
  })
}

function bandsOf({ numbers }: Directory, { width, height }: Size): Piece[] {
  const rows = Math.min(height, Math.max(1, numbers(TAG.rowsPerStrip)[0] ?? height))
  return Array.from({ length: Math.ceil(height / rows) }, (_, index) => ({
    left: 0,
    top: index * rows,
    width,
    height: Math.min(rows, height - index * rows),
  }))
}

/** Tiles that reach over the edge of the picture are whole. */
function tilesOf({ numbers }: Directory, { width, height }: Size): Piece[] {
  const [across = 0, down = 0] = [numbers(TAG.tileWidth)[0], numbers(TAG.tileHeight)[0]]
  if (across === 0 || down === 0) throw damaged('its tiles have no size')
  const columns = Math.ceil(width / across)
  const rows = Math.ceil(height / down)
  if (columns * rows > numbers(TAG.tileOffsets).length) throw damaged('tiles are missing')
  return Array.from({ length: columns * rows }, (_, index) => ({
    left: (index % columns) * across,
    top: Math.floor(index / columns) * down,
    width: across,
    height: down,
  }))
}

function damaged(what: string): ZvitError {
  return new ZvitError('FILE_DAMAGED', `The TIFF is broken: ${what}. Ask for the file again.`)
}
