import fc from 'fast-check'
import sharp from 'sharp'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { openPictures } from '../../../src/ocr/picture-file.ts'
import { readImage } from '../../../src/read/image/index.ts'
import { buildPng, pngOf } from '../../support/scan.ts'

async function pixelsOf(bytes: Uint8Array): Promise<number[]> {
  const [page] = await openPictures(bytes, DEFAULT_LIMITS)
  return [...((await page?.read())?.pixels ?? [])]
}

/** All pages, decoded. */
async function decode(bytes: Uint8Array) {
  const pages = await openPictures(bytes, DEFAULT_LIMITS)
  return Promise.all(pages.map((page) => page.read()))
}

async function codeOf(bytes: Uint8Array): Promise<string> {
  try {
    await decode(bytes)
    return 'read'
  } catch (error) {
    return error instanceof ZvitError ? error.code : String(error)
  }
}

/** A TIFF of one directory; each field is a tag and the value of a LONG. */
function tiff(fields: readonly (readonly [number, number])[], data: readonly number[]): Buffer {
  const directory = Buffer.alloc(2 + 12 * fields.length + 4)
  directory.writeUInt16LE(fields.length, 0)
  fields.forEach(([tag, value], index) => {
    directory.writeUInt16LE(tag, 2 + 12 * index)
    directory.writeUInt16LE(4, 4 + 12 * index)
    directory.writeUInt32LE(1, 6 + 12 * index)
    directory.writeUInt32LE(value, 10 + 12 * index)
  })
  const head = Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])
  return Buffer.concat([head, directory, Buffer.from(data)])
}

const START = [0xff, 0xd8, 0xff]
/** Tables are missing: the size is looked at first. */
const SCAN = [0xff, 0xda, 0, 8, 1, 1, 0, 0, 63, 0, 0xff, 0xd9]

/** A HEIC of one picture (ISO/IEC 23008-12) that is coded as telephones do. */
function heic(): Uint8Array {
  const short = (value: number) => [value >> 8, value & 255]
  const long = (value: number) => [...short(value >>> 16), ...short(value & 0xffff)]
  const text = (name: string) => [...Buffer.from(name, 'latin1')]
  const box = (name: string, ...parts: number[][]) => {
    const body = parts.flat()
    return [...long(8 + body.length), ...text(name), ...body]
  }
  const full = (name: string, ...parts: number[][]) => box(name, long(0), ...parts)
  const kind = box('ftyp', text('heic'), long(0), text('mif1heic'))
  const description = (at: number) =>
    full(
      'meta',
      full('hdlr', long(0), text('pict'), long(0), long(0), long(0), [0]),
      full('pitm', short(1)),
      full('iloc', [0x44, 0], short(1), short(1), short(0), short(1), long(at), long(4)),
      full('iinf', short(1), box('infe', [2, 0, 0, 0], short(1), short(0), text('hvc1'), [0])),
      box(
        'iprp',
        box('ipco', box('hvcC', [1, ...Array(22).fill(0)]), full('ispe', long(64), long(48))),
        full('ipma', long(1), short(1), [2, 0x81, 2]),
      ),
    )
  const at = kind.length + description(0).length + 8
  return Uint8Array.from([...kind, ...description(at), ...box('mdat', [0, 0, 0, 0])])
}

/** A TIFF of several directories of ten fields, which share their pixels. */
function chained(directories: readonly (readonly (readonly [number, number])[])[]): Buffer {
  const size = 2 + 12 * 10 + 4
  const dataAt = 8 + size * directories.length
  const parts = directories.map((fields, index) => {
    const moved = fields.map(([tag, value]) => [tag, tag === 273 ? dataAt : value] as const)
    const directory = tiff(moved, []).subarray(8)
    if (index < directories.length - 1) directory.writeUInt32LE(8 + size * (index + 1), size - 4)
    return directory
  })
  return Buffer.concat([tiff([], []).subarray(0, 8), ...parts, Buffer.from(DATA)])
}

/** 4 × 2 grey pixels behind a directory of nine fields. */
const GREY = [
  [256, 4],
  [257, 2],
  [258, 8],
  [259, 1],
  [262, 1],
  [273, 122],
  [277, 1],
  [278, 2],
  [279, 8],
] as const
const DATA = [0, 50, 100, 150, 200, 255, 0, 255]

describe('PNG in all its kinds', () => {
  test.each<[string, Parameters<typeof buildPng>[0], number[]]>([
    ['grey, 8 bits', { width: 2, height: 1, depth: 8, colour: 0, rows: b(0, 7, 200) }, [7, 200]],
    ['grey, 1 bit', { width: 3, height: 1, depth: 1, colour: 0, rows: b(0, 0xa0) }, [255, 0, 255]],
    ['grey, 4 bits', { width: 2, height: 1, depth: 4, colour: 0, rows: b(0, 0xf0) }, [255, 0]],
    ['grey, 16 bits', { width: 1, height: 1, depth: 16, colour: 0, rows: b(0, 9, 255) }, [9]],
    ['red', { width: 1, height: 1, depth: 8, colour: 2, rows: b(0, 255, 0, 0) }, [76]],
    [
      'palette with transparency',
      {
        ...{ width: 2, height: 1, depth: 2, colour: 3, rows: b(0, 0x10) },
        ...{ palette: [0, 0, 0, 9, 9, 9], transparency: [0] },
      },
      [255, 9],
    ],
    ['grey with alpha', { width: 1, height: 1, depth: 8, colour: 4, rows: b(0, 0, 0) }, [255]],
    [
      'colour with alpha',
      { width: 1, height: 1, depth: 8, colour: 6, rows: b(0, 9, 9, 9, 255) },
      [9],
    ],
    ['filter left', { width: 3, height: 1, depth: 8, colour: 0, rows: b(1, 5, 1, 1) }, [5, 6, 7]],
    ['filter up', { width: 1, height: 2, depth: 8, colour: 0, rows: b(0, 5, 2, 250) }, [5, 255]],
    [
      'filter mean',
      { width: 2, height: 2, depth: 8, colour: 0, rows: b(0, 4, 6, 3, 1, 1) },
      [4, 6, 3, 5],
    ],
    [
      'filter Paeth',
      { width: 2, height: 2, depth: 8, colour: 0, rows: b(0, 4, 6, 4, 1, 1) },
      [4, 6, 5, 7],
    ],
    [
      'interlaced',
      {
        ...{ width: 2, height: 2, depth: 8, colour: 0, isInterlaced: true },
        rows: b(0, 1, 0, 2, 0, 3, 4),
      },
      [1, 2, 3, 4],
    ],
  ])('%s', async (_, parts, pixels) => {
    expect(await pixelsOf(buildPng(parts))).toEqual(pixels)
  })
})

function b(...bytes: number[]): Uint8Array {
  return Uint8Array.from(bytes)
}

describe('TIFF', () => {
  const kinds: [string, readonly (readonly [number, number])[], readonly number[], number[]][] = [
    ['grey', GREY, DATA, DATA],
    ['white is zero', with_(262, 0), DATA, DATA.map((pixel) => 255 - pixel)],
    ['packed runs', with_(259, 32773, 279, 10), [3, 0, 50, 100, 150, 3, 200, 255, 0, 255], DATA],
  ]
  test.each(kinds)('%s', async (_, fields, data, pixels) => {
    expect(await pixelsOf(tiff(fields, data))).toEqual(pixels)
  })

  const shades = Uint8Array.from({ length: 64 * 48 }, (_, at) => (at * 37) % 256)
  const grey = () => sharp(shades, { raw: { width: 64, height: 48, channels: 1 } })

  test.each(['none', 'lzw', 'deflate', 'packbits'] as const)(
    'packed as %s',
    async (compression) => {
      for (const tile of [false, true])
        expect(await pixelsOf(await grey().tiff({ compression, tile }).toBuffer())).toEqual([
          ...shades,
        ])
    },
  )

  test('a fax (G4)', async () => {
    const options = { compression: 'ccittfax4', bitdepth: 1, predictor: 'none' } as const
    const fax = await grey().toColourspace('b-w').tiff(options).toBuffer()
    expect(await pixelsOf(fax)).toEqual([...shades].map((shade) => (shade < 128 ? 0 : 255)))
  })

  test('turned as it says, in all ways', async () => {
    // Two by four, the first row read after its turn (TIFF 6.0, Orientation).
    for (const [orientation, first] of [
      [3, [255, 0, 255, 200]],
      [6, [200, 0]],
      [8, [150, 255]],
    ] as const) {
      const picture = tiff(
        [...GREY.slice(0, 6), [274, orientation], ...GREY.slice(6)].map(
          ([tag, value]) => [tag, tag === 273 ? value + 12 : value] as const,
        ),
        DATA,
      )
      const [page] = await decode(picture)
      expect([...(page?.pixels.subarray(0, page.width) ?? [])]).toEqual(first)
    }
  })

  test('all pages, without smaller copies of them', async () => {
    const kinds = [0, 1, 0b10]
    const pages = await decode(chained(kinds.map((kind) => [[254, kind], ...GREY] as const)))
    expect(pages.map(({ pixels }) => [...pixels])).toEqual([DATA, DATA])
  })
})

function with_(...changes: number[]): readonly (readonly [number, number])[] {
  return GREY.map(([tag, value]) => {
    const at = changes.findIndex((change, index) => index % 2 === 0 && change === tag)
    return [tag, at < 0 ? value : (changes[at + 1] ?? value)] as const
  })
}

describe('JPEG, WebP and AVIF', () => {
  const width = 8
  const stripes = Uint8Array.from({ length: 3 * width * width }, (_, at) =>
    at % (3 * width) < (3 * width) / 2 ? 255 : 0,
  )
  const colours = () => sharp(stripes, { raw: { width, height: width, channels: 3 } })
  const row = [255, 255, 255, 255, 0, 0, 0, 0]

  test.each([
    ['JPEG', () => colours().jpeg({ quality: 100 }).toBuffer()],
    ['JPEG in grey', () => colours().greyscale().jpeg({ quality: 100 }).toBuffer()],
    ['progressive JPEG', () => colours().jpeg({ quality: 100, progressive: true }).toBuffer()],
    ['JPEG for printers', () => colours().toColourspace('cmyk').jpeg({ quality: 100 }).toBuffer()],
    ['WebP', () => colours().webp({ lossless: true }).toBuffer()],
    ['AVIF', () => colours().avif({ lossless: true }).toBuffer()],
  ])('%s', async (_, make) => {
    const bytes = await make()
    const seen = (await pixelsOf(bytes)).slice(0, width)
    seen.forEach((shade, at) => {
      expect(Math.abs(shade - (row[at] ?? 0))).toBeLessThan(40)
    })
    const text = await readImage(bytes, DEFAULT_LIMITS)
    expect(text).toMatchObject({ format: 'image', pages: 1, textSource: 'ocr' })
  })

  test('turned as the camera says, with the size that its file states', async () => {
    const jpeg = await colours().withMetadata({ orientation: 6, density: 240 }).jpeg().toBuffer()
    const [page] = await openPictures(jpeg, DEFAULT_LIMITS)
    const picture = await page?.read()
    expect(page?.resolution).toBe(240)
    // What was on the left is above.
    expect([picture?.pixels[0], picture?.pixels.at(-1)]).toEqual([255, 0])
  })

  test('weighed as PDFium weighs colours', async () => {
    const red = { create: { width: 1, height: 1, channels: 3, background: '#f00' } } as const
    const green = { create: { ...red.create, background: '#0f0' } } as const
    const blue = { create: { ...red.create, background: '#00f' } } as const
    const shades = await Promise.all(
      [red, green, blue].map(async (one) =>
        pixelsOf(await sharp(one).webp({ lossless: true }).toBuffer()),
      ),
    )
    expect(shades).toEqual([[76], [150], [28]])
  })
})

describe('pictures that are not read', async () => {
  const whole = buildPng({ width: 2, height: 1, depth: 8, colour: 0, rows: b(0, 7, 200) })
  const grey = { create: { width: 90, height: 90, channels: 3, background: '#888' } } as const
  const noise = sharp({
    ...grey,
    create: { ...grey.create, noise: { type: 'gaussian', sigma: 30, mean: 128 } },
  })
  const [jpeg, webp] = [await noise.jpeg().toBuffer(), await noise.webp().toBuffer()]
  const loop = tiff(GREY, DATA)
  loop.writeUInt32LE(8, 8 + 2 + 12 * GREY.length)

  test.each<[string, Uint8Array, string]>([
    ['too many pixels', sized(60_000, 60_000), 'LIMIT_EXCEEDED'],
    ['rows that are not there', sized(900, 900), 'FILE_DAMAGED'],
    ['a PNG cut off', whole.slice(0, 50), 'FILE_DAMAGED'],
    ['directories in a circle', loop, 'FILE_DAMAGED'],
    ['strips elsewhere', tiff(with_(273, 9e8), DATA), 'FILE_DAMAGED'],
    ['a huge TIFF', tiff(with_(256, 1e6, 257, 1e6), DATA), 'LIMIT_EXCEEDED'],
    ['no JPEG', b(0xff, 0xd8, 0xff, 0xd9), 'FILE_DAMAGED'],
    [
      'a JPEG of many pixels',
      b(...START, 0xc0, 0, 11, 8, 255, 255, 255, 255, 1, 1, 0x11, 0, ...SCAN),
      'LIMIT_EXCEEDED',
    ],
    ['HEIC with HEVC', heic(), 'UNSUPPORTED_FORMAT'],
    ['a JPEG cut off', jpeg.subarray(0, jpeg.length / 2), 'FILE_DAMAGED'],
    ['a WebP cut off', webp.subarray(0, webp.length / 2), 'FILE_DAMAGED'],
    ['what is no picture', Buffer.from('a text'), 'UNSUPPORTED_FORMAT'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test('rows without end', async () => {
    expect(['FILE_DAMAGED', 'read']).toContain(await codeOf(bomb()))
  })

  function sized(width: number, height: number): Uint8Array {
    return buildPng({ width, height, depth: 8, colour: 0, rows: b(0, 0) })
  }

  function bomb(): Uint8Array {
    return buildPng({ width: 9, height: 9, depth: 8, colour: 0, rows: new Uint8Array(1e7) })
  }

  test('whatever bytes are wrong', async () => {
    const small = pngOf({ width: 8, height: 8, pixels: new Uint8Array(64).fill(255) }, 100)
    const files = [small, tiff(GREY, DATA)]
    const damage = fc.array(fc.tuple(fc.nat(300), fc.nat(255)), { minLength: 1, maxLength: 6 })
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...files), damage, async (file, changes) => {
        const bytes = Uint8Array.from(file)
        for (const [at, value] of changes) if (at > 3 && at < bytes.length) bytes[at] = value
        const limits = { ...DEFAULT_LIMITS, pixels: 10_000 }
        const refusal = await readImage(bytes, limits).then(
          () => null,
          (error: unknown) => error,
        )
        expect(refusal === null || refusal instanceof ZvitError).toBe(true)
      }),
      { numRuns: 60 },
    )
  })
})
