import { describe, expect, test } from 'vitest'
import { fixtureDocuments, type KnownDocument } from '../../scripts/eval/documents.ts'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { parse, type Report } from '../../src/index.ts'
import { checkRepetition } from '../../src/pdf/damage.ts'
import { loadLibrary } from '../../src/pdf/pdfium-library.ts'
import { renderPage } from '../../src/pdf/pdfium-render.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { flattenReport } from '../support/flat.ts'
import { pdf, write } from '../support/pdf.ts'
import {
  addChange,
  addObject,
  changeContents,
  changeLines,
  closePdf,
  contentOf,
  type OpenPdf,
  openPdf,
  pageSize,
  pageValue,
  setPage,
} from '../support/rewrite-pdf.ts'
import { spelling } from '../support/spelling.ts'
import { compare, describeDifference } from '../support/truth.ts'
import { BORDERS, ERASED, LAYERS, PAGES, TEXTS } from '../support/wild-pdf.ts'

const CHOSEN = [
  'b-water/portrait.pdf',
  'd-fire-plan/report.pdf',
  'e-youth/report.pdf',
  'twin-of-the-seed/portrait.pdf',
]
const documents = fixtureDocuments().filter(({ name }) => CHOSEN.includes(name))

function changed({ bytes }: KnownDocument, change: (opened: OpenPdf) => void): Uint8Array {
  const opened = openPdf(bytes)
  change(opened)
  return closePdf(opened)
}

async function differencesOf(
  document: KnownDocument,
  bytes: Uint8Array,
): Promise<readonly string[]> {
  return differencesIn(document, await reportOf(document, bytes))
}

function reportOf(document: KnownDocument, bytes: Uint8Array): Promise<Report> {
  return parse(bytes, { name: document.name, ...document.facts })
}

function differencesIn({ truth }: KnownDocument, report: Report): readonly string[] {
  const { source, characters } = report.coverage
  expect(source ?? characters).toBe(characters)
  return compare(truth, flattenReport(report)).differences.map(describeDifference)
}

describe.each([
  ['borders as', BORDERS],
  ['pages', PAGES],
  ['text with', TEXTS],
])('%s', (_, changes) => {
  const cases = Object.entries(changes).flatMap(([way, change]) =>
    documents.map((document) => [way, document.name, change, document] as const),
  )
  test.each(cases)('%s: %s', async (_way, _name, change, document) => {
    expect(await differencesOf(document, changed(document, change))).toEqual([])
  })
})

describe('borders that are not drawn', () => {
  const whole = documents.filter(({ name }) => /^(?:d-fire-plan|e-youth)/.test(name))
  const cases = Object.entries(ERASED).flatMap(([way, change]) =>
    whole.map((document) => [way, document.name, change, document] as const),
  )
  test.each(cases)('%s: %s', async (_way, _name, change, document) => {
    expect(await differencesOf(document, changed(document, change))).toEqual([])
  })

  test('a heading over two columns; an empty cell is empty where no merge can be seen', async () => {
    const [document] = documents.filter(({ name }) => name.startsWith('b-water'))
    if (!document) throw new Error('no fixture')
    const bytes = changed(document, (opened) =>
      changeContents(opened, (content) => changeLines(content, () => 'n')),
    )
    const wrong = await differencesOf(document, bytes)
    expect(
      wrong.filter((difference) => !/(?:^measure I\.1\.[23] deadline| extra:)/.test(difference)),
    ).toEqual([])
  })
})

describe('pages that lean', () => {
  test.each([0.5, -1, 3])('by %d degrees', async (degrees) => {
    const [document] = documents
    if (!document) throw new Error('no fixture')
    const angle = (degrees * Math.PI) / 180
    const [cosine, sine] = [Math.cos(angle), Math.sin(angle)]
    const bytes = changed(document, (opened) =>
      changeContents(
        opened,
        (content) => `q ${cosine} ${sine} ${-sine} ${cosine} 0 0 cm ${content} Q`,
      ),
    )
    expect(await differencesOf(document, bytes)).toEqual([])
    const [plain] = (await readPdf(document.bytes, DEFAULT_LIMITS)).blocks
    const [leaning] = (await readPdf(bytes, DEFAULT_LIMITS)).blocks
    const [, height] = pageSize(openPdf(document.bytes), openPdf(document.bytes).pages[0] ?? 0)
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = plain?.place.box ?? []
    const [left = 0, top = 0, right = 0, bottom = 0] = leaning?.place.box ?? []
    const [x, y] = [(x0 + x1) / 2, height - (y0 + y1) / 2]
    expect((left + right) / 2).toBeCloseTo(cosine * x - sine * y, -0.5)
    expect((top + bottom) / 2).toBeCloseTo(height - (sine * x + cosine * y), -0.5)
  })
})

test('a table on its side points to where it is seen', async () => {
  const [document] = documents
  if (!document) throw new Error('no fixture')
  const lying = changed(document, PAGES['lying on the left side'] ?? (() => undefined))
  const plain = await readPdf(document.bytes, DEFAULT_LIMITS)
  const { blocks } = await readPdf(lying, DEFAULT_LIMITS)
  const [, , right = 0] = blocks[0]?.place.box ?? []
  const [x0 = 0, y0 = 0] = plain.blocks[0]?.place.box ?? []
  const [left = 0, , , bottom = 0] = blocks[0]?.place.box ?? []
  const [width] = pageSize(openPdf(document.bytes), openPdf(document.bytes).pages[0] ?? 0)
  expect(left).toBeCloseTo(y0, 0)
  expect(bottom).toBeCloseTo(width - x0, 0)
  expect(right).toBeGreaterThan(left)
})

/** The pages as a scanner's program leaves them: a picture, the text under it, no lines. */
async function asScan(bytes: Uint8Array): Promise<Uint8Array> {
  const library = await loadLibrary()
  const opened = openPdf(bytes)
  const hide = (content: string) => changeLines(content.replaceAll('BT\n', 'BT 3 Tr\n'), () => 'n')
  opened.pages.forEach((page, index) => {
    const request = { index, resolution: 100, limits: DEFAULT_LIMITS }
    const { width, height, pixels } = renderPage(library, bytes, request).grey
    const value = `<< /Type /XObject /Subtype /Image /Width ${width} /Height ${height} /ColorSpace /DeviceGray /BitsPerComponent 8 >>`
    const picture = addObject(opened, { value, stream: Buffer.from(pixels).toString('latin1') })
    const resources = Number(/\/Resources (\d+) 0 R/.exec(pageValue(opened, page))?.[1])
    const shared = opened.objects.get(resources)?.value ?? ''
    const own = addObject(opened, {
      value: `${shared.slice(0, -2)} /XObject << /Im0 ${picture} 0 R >> >>`,
      stream: null,
    })
    setPage(
      opened,
      page,
      pageValue(opened, page).replace(/\/Resources \d+ 0 R/, `/Resources ${own} 0 R`),
    )
    const [across, down] = pageSize(opened, page)
    const number = contentOf(opened, page)
    const content = hide(opened.objects.get(number)?.stream ?? '')
    opened.objects.set(number, {
      value: '<< >>',
      stream: `q ${across} 0 0 ${down} 0 0 cm /Im0 Do Q ${content}`,
    })
  })
  return closePdf(opened)
}

test.each(documents.map((document) => [document.name, document] as const))(
  'recognised text under a picture, its lines in the picture: %s',
  async (_, document) => {
    expect(await differencesOf(document, await asScan(document.bytes))).toEqual([])
  },
)

describe('a broken text layer', () => {
  const fire = documents.find(({ name }) => name.startsWith('d-fire'))

  test.each(Object.entries(LAYERS))(
    '%s: told, and its letters are learned from the page',
    async (_, change) => {
      if (!fire) throw new Error('no fixture')
      // Read once: its pages are recognised.
      const report = await reportOf(fire, changed(fire, change))
      expect(differencesIn(fire, report)).toEqual([])
      expect(report.diagnostics.map(({ code }) => code)).toContain('READ_TEXT_LAYER_BROKEN')
      expect(report.source.textSource).toBe('digital')
    },
  )

  test('a sound one is not told', async () => {
    for (const { bytes } of documents) {
      const { diagnostics } = await readPdf(bytes, DEFAULT_LIMITS, { spelling })
      expect(diagnostics.filter(({ code }) => code === 'READ_TEXT_LAYER_BROKEN')).toEqual([])
    }
  })
})

describe('pages that cost much together', () => {
  const content = write(50, 700, 'Звіт') + '0 0 m 9 9 l S\n'.repeat(500)
  const many = pdf(Array.from({ length: 20 }, () => ({ content })))

  test.each([
    ['documentObjects', 5000, 'LIMIT_EXCEEDED'],
    ['pageSeconds', 0, 'TIME_LIMIT'],
  ])('%s', async (name, limit, code) => {
    const limits = { ...DEFAULT_LIMITS, [name]: limit }
    await expect(readPdf(many, limits)).rejects.toMatchObject({ code })
  })

  test('pages that have more than the file can hold are refused', () => {
    const check = (found: number) => () =>
      checkRepetition(found, { bytes: 1000 }, { ...DEFAULT_LIMITS, repeatedObjects: 500 })
    expect(check(2500)).not.toThrow()
    expect(check(2501)).toThrow(/repeatedObjects/)
  })

  test.each([
    ['a page for each change', Array.from({ length: 15 }, () => 1), 'read'],
    ['a page more often than the file was changed', [2], 'repeatedBytes'],
    ['more changes than anybody makes', Array.from({ length: 16 }, () => 1), 'repeatedBytes'],
  ])('%s', async (_, changes, outcome) => {
    const first = pdf([{ content }])
    const [page = 0] = openPdf(first).pages
    const bytes = changes.reduce((file, times) => addChange(file, page, times), first)
    const limits = { ...DEFAULT_LIMITS, repeatedBytes: content.length - 1 }
    const read = readPdf(bytes, limits).then(
      ({ pages }) => (pages === 1 ? 'read' : `${pages} pages`),
      ({ message }) => /«(\w+)»/.exec(message)?.[1],
    )
    expect(await read).toBe(outcome)
  })

  test('pages that share one content are refused before they are read', async () => {
    const opened = openPdf(
      pdf([{ content }, ...Array.from({ length: 299 }, () => ({ content: '' }))]),
    )
    const [first = 0] = opened.pages
    const shared = contentOf(opened, first)
    for (const page of opened.pages)
      setPage(
        opened,
        page,
        pageValue(opened, page).replace(/\/Contents \d+/, `/Contents ${shared}`),
      )
    const bytes = closePdf(opened)
    await expect(readPdf(bytes, DEFAULT_LIMITS)).rejects.toMatchObject({
      code: 'LIMIT_EXCEEDED',
      message: expect.stringContaining('repeatedBytes'),
    })
  })
})
