import { readdirSync, readFileSync } from 'node:fs'
import { PDFParse, VerbosityLevel } from 'pdf-parse'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Limits } from '../../src/containers/limits.ts'
import type { Block, Document } from '../../src/model/document.ts'
import { ZvitError } from '../../src/model/error.ts'
import type { PdfPage } from '../../src/pdf/engine.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { diagnosticsOf } from '../../src/read/pdf/notes.ts'
import { countCharacters } from '../../src/text/compose.ts'
import { grid, pdf, type TestPage, write, writeLines, writeTurned } from '../support/pdf.ts'
import { spelling } from '../support/spelling.ts'

const PAGE: TestPage = { content: write(50, 700, 'Звіт про виконання') }
const IMAGE = 'q 500 0 0 700 40 60 cm BI /W 2 /H 2 /BPC 8 /CS /G ID abcd EI Q\n'

/** A file whose content streams are packed. */
function packed(contents: readonly string[]): Uint8Array {
  return pdf(contents.map((content) => ({ content, isPacked: true })))
}

async function codeOf(bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS): Promise<string> {
  try {
    await readPdf(bytes, limits)
    return 'read'
  } catch (error) {
    return error instanceof ZvitError ? error.code : String(error)
  }
}

function codesOf(document: Document): string[] {
  return document.diagnostics.map(({ code }) => code)
}

function textsOf(document: Document): string[] {
  const visit = (block: Block): string[] =>
    block.kind === 'paragraph'
      ? [block.text]
      : block.rows.flatMap((row) => row.cells.flatMap((cell) => cell.blocks.flatMap(visit)))
  return [
    ...document.blocks.flatMap(visit),
    ...document.asides.map((aside) => aside.paragraph.text),
  ]
}

describe('files that are not read', () => {
  const whole = pdf([PAGE, PAGE])
  const xref = Buffer.from(whole).indexOf('xref')

  test.each([
    ['a password is needed', pdf([PAGE], { user: 'secret' }), 'FILE_ENCRYPTED'],
    ['no PDF at all', new TextEncoder().encode('звіт'), 'FILE_DAMAGED'],
    ['no bytes', new Uint8Array(), 'FILE_DAMAGED'],
    ['cut in the middle', whole.slice(0, xref / 2), 'FILE_DAMAGED'],
    ['no pages', pdf([]), 'NO_TEXT'],
    ['nothing on the page', pdf([{ content: '' }]), 'NO_TEXT'],
    ['a scan', pdf([{ content: IMAGE }]), 'NO_TEXT'],
  ])('%s', async (_, bytes, code) => {
    expect(await codeOf(bytes)).toBe(code)
  })

  test.each([
    ['pages', { pages: 1 }],
    ['pageObjects', { pageObjects: 3 }],
    ['characters', { characters: 20 }],
    ['cells', { cells: 3 }],
  ])('more %s than the limit', async (_, limit) => {
    const page = { content: grid([50, 100, 150], [700, 680, 660]) + PAGE.content }
    expect(await codeOf(pdf([page, page]), { ...DEFAULT_LIMITS, ...limit })).toBe('LIMIT_EXCEEDED')
  })

  test.each([
    ['streamBytes', 40_000, 'LIMIT_EXCEEDED'],
    ['totalBytes', 60_000, 'LIMIT_EXCEEDED'],
    ['totalBytes', 200_000, 'read'],
    ['engineBytes', 0, 'LIMIT_EXCEEDED'],
  ])('streams that unpack to much, %s %d', async (name, limit, code) => {
    // The engine starts with 16 MiB of memory: only many objects make it ask for more.
    const content =
      name === 'engineBytes' ? 'q 9 w 0 0 m 9 9 l S Q\n'.repeat(60_000) : ' '.repeat(5e4)
    const bytes = packed([content + PAGE.content, PAGE.content + content])
    expect(await codeOf(bytes, { ...DEFAULT_LIMITS, [name]: limit })).toBe(code)
  })

  test('a small stream that unpacks to very much', async () => {
    const bytes = packed([PAGE.content + 'q Q '.repeat(2e6)])
    expect(await codeOf(bytes)).toBe('LIMIT_EXCEEDED')
    expect(await codeOf(bytes, { ...DEFAULT_LIMITS, streamRatio: 2000 })).toBe('read')
  })

  test('a file that PDFium refuses and the second reader would spend much on', async () => {
    const bytes = packed([PAGE.content + ' '.repeat(9e5)]).slice(0, -30)
    const broken = Buffer.from(bytes)
    broken.write('X', broken.indexOf('/Type /Catalog') + 1)
    expect(await codeOf(broken, { ...DEFAULT_LIMITS, secondReaderBytes: 8e5 })).toBe(
      'LIMIT_EXCEEDED',
    )
  })

  test.each(['/FilterX /FlateDecode', '/Filter /FlateDecodX', '/Filter [ /FlTteDecode ]'])(
    'a packed stream with %s',
    async (filter) => {
      const bytes = Buffer.from(packed([PAGE.content, PAGE.content])).toString('latin1')
      const broken = Buffer.from(bytes.replace('/Filter /FlateDecode', filter), 'latin1')
      expect(await codeOf(broken)).toBe('FILE_DAMAGED')
    },
  )

  test('a linearised file that is shorter than it says', async () => {
    const file = Buffer.from(whole).toString('latin1')
    const isLinear = (length: number) =>
      file.replace('/Type /Catalog', `/Linearized 1 /L ${length} /Type /Catalog`)
    const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'latin1'))
    expect(await codeOf(bytes(isLinear(file.length)))).toBe('read')
    expect(await codeOf(bytes(isLinear(file.length + 900)))).toBe('FILE_DAMAGED')
  })

  test('one wrong byte in a packed part', async () => {
    const [name] = readdirSync(FIXTURES)
    const bytes = new Uint8Array(readFileSync(new URL(`${name}/report.pdf`, FIXTURES)))
    const data = Buffer.from(bytes).indexOf('stream') + 60
    bytes[data] = (bytes[data] ?? 0) ^ 1
    expect(await codeOf(bytes)).toBe('FILE_DAMAGED')
  })
})

describe('files that are read with a note', () => {
  test('a file that everyone may open, though it is encrypted', async () => {
    const document = await readPdf(pdf([PAGE], { user: '' }), DEFAULT_LIMITS)
    expect(textsOf(document)).toEqual(['Звіт про виконання'])
  })

  test('one page of a scan among pages of text', async () => {
    const document = await readPdf(pdf([PAGE, { content: IMAGE }]), DEFAULT_LIMITS)
    expect(document).toMatchObject({ pages: 2, textSource: 'digital' })
    expect(document.diagnostics).toMatchObject([
      { code: 'READ_RECOGNISED_POORLY', at: [{ page: 2 }] },
      { code: 'READ_PAGE_WITHOUT_TEXT', at: [{ page: 2 }] },
    ])
  })

  test.each([
    ['before', [{ content: '' }, PAGE], ['READ_PAGE_WITHOUT_TEXT']],
    ['between', [PAGE, { content: grid([50, 100], [700, 600]) }, PAGE], ['READ_PAGE_WITHOUT_TEXT']],
    ['behind', [PAGE, { content: '' }], []],
    ['with a blank, before', [{ content: write(50, 700, ' ') }, PAGE], []],
  ])('a page without text %s pages with text', async (_, pages, codes) => {
    expect(codesOf(await readPdf(pdf(pages), DEFAULT_LIMITS))).toEqual(codes)
  })

  test.each([
    ['one of six', [10, 10, 10, 10, 10, 276], ['READ_TEXT_LAYER_BROKEN']],
    ['a watermark', [10, 10, 10, 10, 10, 70], []],
    ['all of them', [276, 276, 276], []],
  ])('characters that are absurdly high, %s', (_, heights, codes) => {
    const run = { size: 10, turn: 0, isTilted: false, isVisible: true } as const
    const glyphs = {
      count: heights.length,
      codes: Uint32Array.from(heights, () => 65),
      places: Float64Array.from(heights.flatMap((height) => [0, 0, 5, height, 0, height])),
      runs: [run],
      runOf: new Uint32Array(heights.length),
    }
    const page: PdfPage = {
      number: 1,
      width: 595,
      height: 842,
      glyphs,
      rulings: [],
      pictures: [],
      characters: heights.length,
      broken: 0,
      fieldsLeft: 0,
    }
    const found = diagnosticsOf({ pages: [page], hasXfa: false }, [])
    expect(found.map(({ code }) => code)).toEqual(codes)
  })

  test('text recognised under the picture of a scan', async () => {
    const content = `${IMAGE}3 Tr ${write(50, 700, 'Розпізнано')}`
    const document = await readPdf(pdf([{ content }, PAGE]), DEFAULT_LIMITS)
    expect(document.textSource).toBe('mixed')
    expect(textsOf(document)).toEqual(['Розпізнано', 'Звіт про виконання'])
    expect(codesOf(document)).toEqual(['READ_PICTURE'])
  })

  test('text that is not drawn stands apart', async () => {
    const content = `${PAGE.content}3 Tr ${write(50, 600, 'невидиме')}`
    const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
    expect(document.asides).toMatchObject([{ kind: 'hidden', paragraph: { text: 'невидиме' } }])
    expect(codesOf(document)).toEqual(['READ_HIDDEN_TEXT'])
  })

  test('a form field is read where it stands', async () => {
    const field = { value: 'Виконано', rect: [160, 705, 240, 725] }
    const content = grid([50, 150, 300], [740, 700]) + write(55, 715, 'Стан')
    const document = await readPdf(pdf([{ content, field }]), DEFAULT_LIMITS)
    expect(textsOf(document)).toEqual(['Стан', 'Виконано'])
  })

  test('a character without a Unicode value is told and kept', async () => {
    const content = `${PAGE.content}BT /F1 10 Tf 50 600 Td <01> Tj ET`
    const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
    expect(codesOf(document)).toEqual(['READ_TEXT_LAYER_BROKEN'])
    expect(countCharacters(textsOf(document).join(''))).toBe(document.source)
  })

  test('a file that PDFium refuses is read by pdf.js', async () => {
    const [name] = readdirSync(FIXTURES)
    const bytes = new Uint8Array(readFileSync(new URL(`${name}/report.pdf`, FIXTURES)))
    const document = await readPdf(bytes.slice(0, -30), DEFAULT_LIMITS)
    expect(codesOf(document)).toEqual(['READ_SECOND_READER', 'READ_COLUMNS_BY_BLANKS'])
    const first = await readPdf(bytes, DEFAULT_LIMITS)
    expect(letters(textsOf(document).join(' '))).toEqual(letters(textsOf(first).join(' ')))
  })
})

describe('footnotes', () => {
  const marked = (mark: string) =>
    write(50, 700, 'село') + write(70, 704, mark, 6) + write(80, 700, 'Нове')

  const long =
    marked('1') + write(50, 100, '1 За умови') + write(50, 88, 'згоди') + write(50, 60, 'Ні')

  test.each([
    [
      'a mark with its note',
      marked('1') + write(50, 100, '1 За умови'),
      'село Нове',
      '1|1 За умови',
    ],
    ['a note of two lines', long, 'село Нове', '1|1 За умови|згоди'],
    ['no note of this number', marked('2') + write(50, 100, '1 За умови'), 'село2 Нове', ''],
    ['no note', marked('2') + write(50, 100, 'За умови'), 'село2 Нове', ''],
    [
      'a note that is raised too',
      marked('1') + write(50, 104, '1', 6) + write(56, 100, 'За'),
      'село Нове',
      '1|1 За',
    ],
  ])('%s', async (_, content, text, notes) => {
    const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
    expect(textsOf(document)[0]?.split('\n')[0]).toBe(text)
    const asides = document.asides.filter(({ kind }) => kind === 'footnote')
    expect(asides.map(({ paragraph }) => paragraph.text).join('|')).toBe(notes)
  })
})

describe('page furniture', () => {
  const page = (number: number, body: string) => ({
    content:
      write(250, 820, 'Звіт управління') +
      write(290, 20, `- ${number} -`) +
      writeLines(50, 700, [body]),
  })

  test('page numbers and heads that stand on each page', async () => {
    const pages = [
      page(1, 'Перша сторінка.'),
      page(2, 'Друга сторінка.'),
      page(3, 'Третя сторінка.'),
    ]
    const document = await readPdf(pdf(pages), DEFAULT_LIMITS)
    expect(document.blocks).toMatchObject([
      { text: 'Перша сторінка.', startsPage: true },
      { text: 'Друга сторінка.', startsPage: true },
      { text: 'Третя сторінка.', startsPage: true },
    ])
    expect(document.asides.map((aside) => aside.paragraph.text)).toEqual(
      [1, 2, 3].flatMap((number) => ['Звіт управління', `- ${number} -`]),
    )
  })

  test.each(['2', 'стор. 3 з 8', 'Продовження додатка', '2 Продовження додатка 1', 'Сторінка 4'])(
    '%s above a table',
    async (text) => {
      const content = write(280, 815, text) + grid([50, 100, 150], [700, 680]) + write(55, 685, 'а')
      const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS, { spelling })
      expect(document.asides).toMatchObject([{ kind: 'page_furniture', paragraph: { text } }])
    },
  )

  test('a watermark across the page does not stand in the cells under it', async () => {
    const watermark = writeTurned([0.8, 0.6, -0.6, 0.8, 60, 560], 'ПРОЄКТ', 40)
    const content = grid([50, 200, 350], [750, 500]) + write(55, 700, 'а') + watermark
    const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
    expect(document.asides).toMatchObject([
      { kind: 'page_furniture', paragraph: { text: 'ПРОЄКТ' } },
    ])
    expect(textsOf(document)).toEqual(['а', 'ПРОЄКТ'])
  })

  test('a number in a cell is none', async () => {
    const content = grid([50, 100, 150], [830, 810]) + write(55, 815, '5')
    const document = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
    expect(document.asides).toEqual([])
  })
})

const FIXTURES = new URL('../../fixtures/documents/', import.meta.url)

function letters(text: string): string[] {
  return Array.from(text.replace(/\s+/gu, '')).sort()
}

describe('against pdf.js', () => {
  const files = readdirSync(FIXTURES).map((name) => new URL(`${name}/report.pdf`, FIXTURES))

  test.each(files)('%s has the same letters', async (file) => {
    const bytes = new Uint8Array(readFileSync(file))
    const document = await readPdf(bytes, DEFAULT_LIMITS)
    const parser = new PDFParse({ data: bytes.slice(), verbosity: VerbosityLevel.ERRORS })
    const { pages } = await parser.getText()
    await parser.destroy()
    const ours = textsOf(document).join('')
    expect(letters(ours)).toEqual(letters(pages.map((page) => page.text).join('')))
    expect(countCharacters(ours)).toBe(document.source)
  })
})
