import { crc32, deflateSync } from 'node:zlib'
import jpeg from 'jpeg-js'
import type { Picture } from './picture.ts'

/** PNG of eight grey bits (ISO/IEC 15948). */
export function writePng({ width, height, grey, dpi }: Picture): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((width + 1) * height)
  for (let row = 0; row < height; row += 1) {
    rows.set(grey.subarray(row * width, (row + 1) * width), row * (width + 1) + 1)
  }
  const density = Buffer.alloc(9)
  const perMetre = Math.round(dpi / 0.0254)
  density.writeUInt32BE(perMetre, 0)
  density.writeUInt32BE(perMetre, 4)
  density.writeUInt8(1, 8)
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('pHYs', density),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, sum])
}

/** JPEG, 1 to 100. */
export function writeJpeg({ width, height, grey }: Picture, quality: number): Buffer {
  const data = Buffer.alloc(width * height * 4, 255)
  grey.forEach((value, at) => {
    data.fill(value, at * 4, at * 4 + 3)
  })
  return jpeg.encode({ data, width, height }, quality).data
}

const BYTE_TYPES = { short: 3, long: 4, rational: 5 } as const

/** TIFF 6.0 of several pages, deflated; eight grey bits, or one bit where `bilevel`. */
export function writeTiff(pages: readonly Picture[], bilevel = false): Buffer {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 0, 0, 0, 0])]
  let length = 8
  let link = { part: 0, at: 4 }
  for (const page of pages) {
    const pixels = deflateSync(bilevel ? bits(page) : page.grey)
    const padded = Buffer.concat([pixels, Buffer.alloc(pixels.length % 2)])
    const directoryAt = length + padded.length
    parts[link.part]?.writeUInt32LE(directoryAt, link.at)
    const directory = directoryOf(page, {
      bilevel,
      pixelsAt: length,
      size: pixels.length,
      directoryAt,
    })
    parts.push(padded, directory.bytes)
    link = { part: parts.length - 1, at: directory.nextAt }
    length = directoryAt + directory.bytes.length
  }
  return Buffer.concat(parts)
}

interface Strip {
  readonly bilevel: boolean
  readonly pixelsAt: number
  readonly size: number
  readonly directoryAt: number
}

function directoryOf({ width, height, dpi }: Picture, strip: Strip) {
  const fields: readonly (readonly [number, keyof typeof BYTE_TYPES, number])[] = [
    [256, 'long', width],
    [257, 'long', height],
    [258, 'short', strip.bilevel ? 1 : 8],
    [259, 'short', 8],
    [262, 'short', 1],
    [273, 'long', strip.pixelsAt],
    [277, 'short', 1],
    [278, 'long', height],
    [279, 'long', strip.size],
    [282, 'rational', dpi],
    [283, 'rational', dpi],
    [296, 'short', 2],
  ]
  const nextAt = 2 + fields.length * 12
  const rationalAt = nextAt + 4
  const bytes = Buffer.alloc(rationalAt + 8)
  bytes.writeUInt16LE(fields.length, 0)
  fields.forEach(([tag, type, value], at) => {
    const entry = 2 + at * 12
    bytes.writeUInt16LE(tag, entry)
    bytes.writeUInt16LE(BYTE_TYPES[type], entry + 2)
    bytes.writeUInt32LE(1, entry + 4)
    bytes.writeUInt32LE(type === 'rational' ? strip.directoryAt + rationalAt : value, entry + 8)
  })
  bytes.writeUInt32LE(dpi, rationalAt)
  bytes.writeUInt32LE(1, rationalAt + 4)
  return { bytes, nextAt }
}

const MIDDLE = 128

/** One bit a pixel, 1 is white, rows on whole bytes. */
function bits({ width, height, grey }: Picture): Buffer {
  const stride = Math.ceil(width / 8)
  const packed = Buffer.alloc(stride * height)
  grey.forEach((value, at) => {
    if (value < MIDDLE) return
    const [x, y] = [at % width, Math.floor(at / width)]
    const byte = y * stride + (x >> 3)
    packed[byte] = (packed[byte] ?? 0) | (0x80 >> (x & 7))
  })
  return packed
}

/** A PDF whose pages are JPEG pictures and nothing else (ISO 32000-1). */
export function writePicturePdf(pages: readonly Picture[], quality: number): Buffer {
  const objects: Buffer[] = [
    object('<</Type/Catalog/Pages 2 0 R>>'),
    object(
      `<</Type/Pages/Count ${pages.length}/Kids[${pages.map((_, at) => `${3 + at * 3} 0 R`).join(' ')}]>>`,
    ),
  ]
  pages.forEach((page, at) => {
    const first = 3 + at * 3
    const [width, height] = [page.width, page.height].map((side) =>
      ((side * 72) / page.dpi).toFixed(2),
    )
    const drawing = `q ${width} 0 0 ${height} 0 0 cm /Im0 Do Q`
    const picture = writeJpeg(page, quality)
    objects.push(
      object(
        `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${width} ${height}]/Resources<</XObject<</Im0 ${first + 2} 0 R>>>>/Contents ${first + 1} 0 R>>`,
      ),
      object(`<</Length ${drawing.length}>>\nstream\n${drawing}\nendstream`),
      object(
        `<</Type/XObject/Subtype/Image/Width ${page.width}/Height ${page.height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode/Length ${picture.length}>>\nstream\n`,
        picture,
        '\nendstream',
      ),
    )
  })
  return assembled(objects)
}

function object(text: string, ...more: readonly (string | Buffer)[]): Buffer {
  return Buffer.concat([Buffer.from(text, 'latin1'), ...more.map((one) => Buffer.from(one))])
}

function assembled(objects: readonly Buffer[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n%\u00e2\u00e3\u00cf\u00d3\n', 'latin1')]
  let length = parts[0]?.length ?? 0
  const offsets = objects.map((body, at) => {
    const part = Buffer.concat([
      Buffer.from(`${at + 1} 0 obj\n`, 'latin1'),
      body,
      Buffer.from('\nendobj\n', 'latin1'),
    ])
    const start = length
    parts.push(part)
    length += part.length
    return start
  })
  const table = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`).join('')
  const count = objects.length + 1
  const end = `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<</Size ${count}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`
  return Buffer.concat([...parts, Buffer.from(end, 'latin1')])
}
