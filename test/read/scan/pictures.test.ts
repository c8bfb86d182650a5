import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { readJpeg } from '../../../src/ocr/image/jpeg.ts'
import { readPng } from '../../../src/ocr/image/png.ts'
import { readTiff } from '../../../src/ocr/image/tiff.ts'
import { readImage } from '../../../src/read/image/index.ts'
import { buildPng, pngOf } from '../../support/scan.ts'

async function pixelsOf(bytes: Uint8Array): Promise<number[]> {
  const [page] = readPng(bytes, DEFAULT_LIMITS).pages
  return [...((await page?.read())?.pixels ?? [])]
}

function codeOf(read: () => unknown): string {
  try {
    read()
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

describe('TIFF through PDFium', () => {
  const kinds: [string, readonly (readonly [number, number])[], readonly number[], number[]][] = [
    ['grey', GREY, DATA, DATA],
    ['white is zero', with_(262, 0), DATA, DATA.map((pixel) => 255 - pixel)],
    ['packed runs', with_(259, 32773, 279, 10), [3, 0, 50, 100, 150, 3, 200, 255, 0, 255], DATA],
  ]
  test.each(kinds)('%s', async (_, fields, data, pixels) => {
    const [page] = readTiff(tiff(fields, data), DEFAULT_LIMITS).pages
    expect([...((await page?.read())?.pixels ?? [])]).toEqual(pixels)
  })
})

function with_(...changes: number[]): readonly (readonly [number, number])[] {
  return GREY.map(([tag, value]) => {
    const at = changes.findIndex((change, index) => index % 2 === 0 && change === tag)
    return [tag, at < 0 ? value : (changes[at + 1] ?? value)] as const
  })
}

describe('pictures that are not read', () => {
  const whole = buildPng({ width: 2, height: 1, depth: 8, colour: 0, rows: b(0, 7, 200) })
  const loop = tiff(GREY, DATA)
  loop.writeUInt32LE(8, 8 + 2 + 12 * GREY.length)

  test.each<[string, () => unknown, string]>([
    ['too many pixels', () => readPng(sized(60_000, 60_000), DEFAULT_LIMITS), 'LIMIT_EXCEEDED'],
    ['rows that are not there', () => readPng(sized(900, 900), DEFAULT_LIMITS), 'FILE_DAMAGED'],
    ['rows without end', () => readPng(bomb(), DEFAULT_LIMITS), 'FILE_DAMAGED'],
    ['a PNG cut off', () => readPng(whole.slice(0, 50), DEFAULT_LIMITS), 'FILE_DAMAGED'],
    ['directories in a circle', () => readTiff(loop, DEFAULT_LIMITS), 'FILE_DAMAGED'],
    [
      'strips elsewhere',
      () => readTiff(tiff(with_(273, 9e8), DATA), DEFAULT_LIMITS),
      'FILE_DAMAGED',
    ],
    [
      'a huge TIFF',
      () => readTiff(tiff(with_(256, 1e6, 257, 1e6), DATA), DEFAULT_LIMITS),
      'LIMIT_EXCEEDED',
    ],
    ['no JPEG', () => readJpeg(b(0xff, 0xd8, 0xff, 0xd9), DEFAULT_LIMITS), 'FILE_DAMAGED'],
    [
      'a JPEG of many pixels',
      () =>
        readJpeg(
          b(0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 255, 255, 255, 255, 1, 1, 0x11, 0, 0xff, 0xd9),
          DEFAULT_LIMITS,
        ),
      'LIMIT_EXCEEDED',
    ],
  ])('%s', (_, read, code) => {
    expect(codeOf(read)).toBe(code)
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
