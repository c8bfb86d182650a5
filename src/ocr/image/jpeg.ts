import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { drawWrapped } from './draw.ts'
import { turnOf } from './orientation.ts'
import { checkPixels, type PictureFile } from './picture-file.ts'

/** Frames that JPEG decoders know: baseline, extended, progressive (ITU-T T.81, table B.1). */
const FRAMES: readonly number[] = [0xc0, 0xc1, 0xc2]
/** Frames of arithmetic, lossless and differential coding, which hardly anything writes. */
const OTHER_FRAMES: readonly number[] = [0xc3, 0xc5, 0xc6, 0xc7, 0xc9, 0xca, 0xcb, 0xcd, 0xce, 0xcf]
const START_OF_SCAN = 0xda
const END = 0xd9
const END_MARK = Buffer.from([0xff, END])
const CENTIMETRES = 2
const SPACES: Readonly<Record<number, string>> = {
  1: '/DeviceGray',
  3: '/DeviceRGB',
  4: '/DeviceCMYK',
}

interface Header {
  width: number
  height: number
  samples: number
  resolution: number | null
  turn: number
  /** Adobe's marker: four samples are stored inverted. */
  isAdobe: boolean
}

/** The picture of a JPEG. Throws `FILE_DAMAGED`, `UNSUPPORTED_FORMAT`, `LIMIT_EXCEEDED` (`pixels`). */
export function readJpeg(bytes: Uint8Array, limits: Limits): PictureFile {
  const { width, height, samples, resolution, turn, isAdobe } = readHeader(
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  )
  const space = SPACES[samples]
  if (width === 0 || height === 0 || space === undefined) throw damaged('it has no picture')
  checkPixels(width, height, limits)
  const inverted = samples === 4 && isAdobe ? ' /Decode [1 0 1 0 1 0 1 0]' : ''
  const dictionary = `/ColorSpace ${space} /BitsPerComponent 8 /Filter /DCTDecode${inverted}`
  const strip = { left: 0, top: 0, width, height, dictionary, data: bytes }
  const read = () => drawWrapped({ width, height, strips: [strip], limits })
  return { pages: [{ read, resolution, turn }] }
}

function readHeader(file: Buffer): Header {
  const header: Header = {
    width: 0,
    height: 0,
    samples: 0,
    resolution: null,
    turn: 0,
    isAdobe: false,
  }
  for (let at = 2; at + 4 <= file.length; ) {
    if (file[at] !== 0xff) throw damaged('a marker is missing')
    const marker = file[at + 1] ?? END
    // Fill bytes, and markers without a length.
    if (marker === 0xff || marker === 0x01 || (marker >= 0xd0 && marker <= 0xd8)) {
      at += marker === 0xff ? 1 : 2
      continue
    }
    if (marker === START_OF_SCAN && file.lastIndexOf(END_MARK) < at) throw damaged('it is cut off')
    if (marker === START_OF_SCAN || marker === END) break
    const length = file.readUInt16BE(at + 2)
    readSegment(marker, file.subarray(at + 4, at + 2 + length), header)
    at += 2 + Math.max(2, length)
  }
  return header
}

function readSegment(marker: number, body: Buffer, header: Header): void {
  if (OTHER_FRAMES.includes(marker))
    throw new ZvitError(
      'UNSUPPORTED_FORMAT',
      'The JPEG is coded in a rare way (lossless or arithmetic). Save it as a usual JPEG or PNG.',
    )
  if (FRAMES.includes(marker) && body.length >= 6) {
    header.height = body.readUInt16BE(1)
    header.width = body.readUInt16BE(3)
    header.samples = body[5] ?? 0
  } else if (marker === 0xe0 && startsWith(body, 'JFIF\0') && body.length >= 12) {
    const density = body.readUInt16BE(8)
    if (body[7] === 1) header.resolution = density
    else if (body[7] === CENTIMETRES) header.resolution = Math.round(density * 2.54)
  } else if (marker === 0xe1 && startsWith(body, 'Exif\0')) header.turn = turnOf(body.subarray(6))
  else if (marker === 0xee && startsWith(body, 'Adobe')) header.isAdobe = true
}

function startsWith(body: Buffer, mark: string): boolean {
  return body.toString('latin1', 0, mark.length) === mark
}

function damaged(what: string): ZvitError {
  return new ZvitError('FILE_DAMAGED', `The JPEG is broken: ${what}. Ask for the file again.`)
}
