import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, test } from 'vitest'
import { readTruth } from '../../../scripts/fixtures/truth.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Picture } from '../../../src/document/page-content.ts'
import { parse, type Report } from '../../../src/index.ts'
import type { Block, Document } from '../../../src/model/document.ts'
import { closeEngines, openPool, type Piece } from '../../../src/ocr/engine.ts'
import { readPdf } from '../../../src/read/pdf/index.ts'
import { countCharacters } from '../../../src/text/compose.ts'
import { type FlatRow, flattenReport, flattenTruth } from '../../support/flat.ts'
import { distance, pngOf, type Scanning, scanOf } from '../../support/scan.ts'
import { wrapPicture } from '../../support/wrap.ts'

const TEXTS = ['title', 'text', 'deadlineText', 'executorsText', 'responseText']

function fixture(name: string): Uint8Array {
  // The only page of its portrait form is written small.
  const file = name === 'b-water' ? 'portrait' : 'report'
  return readFileSync(new URL(`../../../fixtures/documents/${name}/${file}.pdf`, import.meta.url))
}

function truthOf(name: string): readonly FlatRow[] {
  const folder = fileURLToPath(new URL(`../../../fixtures/truth/${name}`, import.meta.url))
  return flattenTruth(readTruth(folder))
}

/** Recognised once, however many tests look at it. */
const reports = new Map<string, Promise<Report>>()

function parseScan(name: string, scanning: Scanning): Promise<Report> {
  const key = JSON.stringify([name, scanning])
  const report = reports.get(key) ?? readScan(name, scanning)
  reports.set(key, report)
  return report
}

async function readScan(name: string, scanning: Scanning): Promise<Report> {
  const picture = await scanOf(fixture(name), 0, scanning)
  return parse(pngOf(picture, scanning.resolution), { name: `${name}.png` })
}

/** Rows that are not found, and the share of wrong letters in the texts of all rows. */
function faults(truth: readonly FlatRow[], report: Report) {
  const found = new Map(flattenReport(report).map((row) => [`${row.level} ${row.id}`, row]))
  let [letters, wrong] = [0, 0]
  const missing: string[] = []
  for (const row of truth) {
    const got = found.get(`${row.level} ${row.id}`)
    if (!got) missing.push(row.id)
    for (const name of TEXTS) {
      const text = row.values[name] ?? ''
      letters += text.length
      wrong += distance(text, got?.values[name] ?? '')
    }
  }
  return { missing, invented: found.size - truth.length, share: wrong / letters }
}

afterAll(closeEngines)

describe('a scanned page gives the tree of the report', () => {
  test.each<[string, string, Scanning, number]>([
    ['300 dpi, askew', 'd-fire-plan', { resolution: 300, slant: 0.5, noise: 12 }, 0.02],
    ['on its side', 'd-fire-plan', { resolution: 200, turn: 1 }, 0.04],
    ['on its other side', 'd-fire-plan', { resolution: 200, turn: 3, slant: 0.7 }, 0.04],
    [
      'upside down, askew the other way',
      'd-fire-plan',
      { resolution: 200, turn: 2, slant: -1.5, noise: 12 },
      0.04,
    ],
    ['small letters', 'b-water', { resolution: 200, noise: 8 }, 0.04],
  ])('%s', async (_, name, scanning, most) => {
    const report = await parseScan(name, scanning)
    const { missing, invented, share } = faults(truthOf(name), report)
    expect({ missing, invented }).toEqual({ missing: [], invented: 0 })
    expect(share).toBeLessThan(most)
    expect(report.source).toMatchObject({ format: 'image', pages: 1, textSource: 'ocr' })
    const { placed, unplaced, characters, source } = report.coverage
    expect([placed + unplaced, source]).toEqual([characters, null])
  })
})

test('places name the pixels of the picture and how sure the recogniser is', async () => {
  const report = await parseScan('d-fire-plan', { resolution: 200, turn: 1 })
  const picture = await scanOf(fixture('d-fire-plan'), 0, { resolution: 200, turn: 1 })
  const places = report.sections.flatMap(({ items }) =>
    items.flatMap(({ measures }) => measures.flatMap(({ at }) => at)),
  )
  expect(places.length).toBeGreaterThan(0)
  for (const { page, ocr, confidence = 0, box = [-1, -1, -1, -1] } of places) {
    expect([page, ocr]).toEqual([1, true])
    expect(confidence).toBeGreaterThan(0.7)
    const [left, top, right, bottom] = box
    expect(left >= 0 && top >= 0 && right <= picture.width && bottom <= picture.height).toBe(true)
    // Lines that run from top to bottom are higher than wide.
    expect(bottom - top).toBeGreaterThan(right - left)
  }
})

test('one engine and two give the same', async () => {
  const picture = await scanOf(fixture('d-fire-plan'), 0, { resolution: 200 })
  const height = Math.floor(picture.height / 16)
  const pieces = Array.from({ length: 6 }, (_, index): Piece => {
    const pixels = picture.pixels.slice(
      (index + 3) * height * picture.width,
      (index + 4) * height * picture.width,
    )
    return { picture: { width: picture.width, height, pixels }, layout: 'block' }
  })
  const [one, two] = [openPool(1), openPool(2)]
  const first = await Promise.all(pieces.map(one.openTask().recognise))
  const second = await Promise.all([...pieces].reverse().map(two.openTask().recognise))
  await Promise.all([one.close(), two.close()])
  expect(second.reverse()).toEqual(first)
  expect(first.flat().length).toBeGreaterThan(5)
})

test('a file of text and pictures is read whole', async () => {
  const picture = upperPart(await scanOf(fixture('d-fire-plan'), 0, { resolution: 200 }), 1 / 3)
  const scanned = wrapPicture(picture.width, picture.height, [
    {
      ...{ left: 0, top: 0, width: picture.width, height: picture.height },
      dictionary: '/ColorSpace /DeviceGray /BitsPerComponent 8',
      data: picture.pixels,
    },
  ])
  const document = await readPdf(mixed(scanned), DEFAULT_LIMITS)
  expect(document).toMatchObject({ format: 'pdf', pages: 2, textSource: 'mixed' })
  expect(document.diagnostics.map(({ code }) => code)).toEqual(['READ_RECOGNISED'])
  expect(document.source).toBe(countCharacters(textsOf(document).join('')))
  const [first] = document.blocks
  expect(first).toMatchObject({ text: 'Digital' })
  expect(first?.place).not.toHaveProperty('ocr')
  expect(document.blocks.at(-1)?.place).toMatchObject({ page: 2 })
})

function upperPart({ width, height, pixels }: Picture, share: number): Picture {
  const rows = Math.floor(height * share)
  return { width, height: rows, pixels: pixels.slice(0, rows * width) }
}

/** The file with a page of text before its own. */
function mixed(scanned: Uint8Array): Uint8Array {
  const text = Buffer.from(scanned).toString('latin1')
  const stream = 'BT /F 12 Tf 50 50 Td (Digital) Tj ET'
  const font = '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>'
  const page =
    `100 0 obj\n<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 101 0 R ` +
    `/Resources << /Font << /F ${font} >> >> >>\nendobj\n` +
    `101 0 obj\n<< /Length ${stream.length} >>\nstream\n${stream}\nendstream\nendobj\n`
  const [head, ...rest] = text.split('xref\n')
  const body = head?.replace('[3 0 R] /Count 1', '[100 0 R 3 0 R] /Count 2') ?? ''
  const trailer = rest.join('xref\n').replace(/^[\s\S]*?trailer/, 'trailer')
  return Buffer.from(`${body}${page}${trailer}`, 'latin1')
}

function textsOf({ blocks, asides }: Document): string[] {
  const visit = (block: Block): string[] =>
    block.kind === 'paragraph'
      ? [block.text]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks.flatMap(visit)))
  return [...blocks.flatMap(visit), ...asides.map(({ paragraph }) => paragraph.text)]
}
