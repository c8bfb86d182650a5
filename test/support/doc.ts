/** Builds Word 97–2003 documents ([MS-DOC]) for tests. */

import { compound, type TestEntry } from './compound.ts'

export interface TestRun {
  readonly text: string
  /** Properties of its characters. */
  readonly format?: Buffer
}

export interface TestParagraph {
  readonly runs: readonly TestRun[]
  readonly mark: string
  readonly markFormat?: Buffer
  readonly style: number
  /** Properties of the paragraph. */
  readonly format: Buffer
}

export interface TestStyle {
  readonly name: string
  readonly kind: 'paragraph' | 'character'
  readonly base?: number
  readonly paragraph?: Buffer
  readonly character?: Buffer
}

export interface TestLevel {
  readonly start?: number
  readonly format?: number
  /** `\u0000` to `\u0008` stand for the numbers of levels. */
  readonly text: string
  readonly flags?: number
  readonly restart?: number
  readonly character?: Buffer
}

export interface TestList {
  readonly id: number
  readonly levels: readonly TestLevel[]
  readonly styles?: readonly number[]
}

export interface TestOverride {
  readonly list: number
  readonly levels?: readonly {
    readonly number: number
    readonly start?: number
    readonly level?: TestLevel
  }[]
}

export interface TestDoc {
  readonly body: readonly TestParagraph[]
  readonly footnotes?: readonly TestParagraph[]
  /** Stories of headers and footers in the order of [MS-DOC] 2.8.22, six lines above notes first. */
  readonly furniture?: readonly (readonly TestParagraph[])[]
  readonly comments?: readonly TestParagraph[]
  readonly endnotes?: readonly TestParagraph[]
  /** Text boxes, each with the position in the body that it hangs on. */
  readonly boxes?: readonly {
    readonly at: number | null
    readonly text: readonly TestParagraph[]
  }[]
  readonly styles?: readonly TestStyle[]
  readonly lists?: readonly TestList[]
  readonly overrides?: readonly TestOverride[]
  readonly fonts?: readonly string[]
  /** Positions behind the ends of sections, and how the next section begins. */
  readonly sections?: readonly { readonly end: number; readonly begins: number }[]
  /** Pieces lie backwards in the file, and narrow where they can. */
  readonly isFastSaved?: boolean
  readonly data?: Buffer
  readonly version?: number
  readonly flags?: number
  /** Streams beside those of the document. */
  readonly others?: readonly TestEntry[]
  /** Changes the streams before they are packed. */
  readonly change?: (main: Buffer, table: Buffer) => void
}

/** One property: its code, then its value. */
export function sprm(code: number, ...value: readonly number[]): Buffer {
  return Buffer.from([code & 0xff, code >> 8, ...value])
}

export const DELETED = sprm(0x0800, 1)
export const HIDDEN = sprm(0x083c, 1)
export const SPECIAL = sprm(0x0855, 1)
const NOTHING: Buffer = Buffer.alloc(0)
const TEXT_START = 1024
const PAGE = 512

export function run(text: string, ...format: readonly Buffer[]): TestRun {
  return { text, format: Buffer.concat(format) }
}

export function paragraph(
  runs: string | readonly TestRun[],
  { format = NOTHING, style = 0, mark = '\r', markFormat = NOTHING }: Partial<TestParagraph> = {},
): TestParagraph {
  return { runs: typeof runs === 'string' ? [run(runs)] : runs, mark, markFormat, style, format }
}

/** A paragraph in a table of this depth. */
export function inTable(
  runs: string | readonly TestRun[],
  depth = 1,
  more: Partial<TestParagraph> = {},
): TestParagraph {
  const format = Buffer.concat([placeIn(depth), more.format ?? NOTHING])
  return paragraph(runs, { ...more, format })
}

/** The paragraph that ends a cell. */
export function cell(
  runs: string | readonly TestRun[],
  depth = 1,
  more: Partial<TestParagraph> = {},
): TestParagraph {
  const inner = depth > 1 ? sprm(0x244b, 1) : NOTHING
  const format = Buffer.concat([inner, more.format ?? NOTHING])
  return inTable(runs, depth, { mark: depth > 1 ? '\r' : '\u0007', ...more, format })
}

/** The paragraph that ends a row, with the edges of its cells in twips and their flags. */
export function rowEnd(
  edges: readonly number[],
  flags: readonly number[] = [],
  { depth = 1, more = NOTHING, markFormat = NOTHING } = {},
): TestParagraph {
  const end = depth > 1 ? [sprm(0x244b, 1), sprm(0x244c, 1)] : [sprm(0x2417, 1)]
  const format = Buffer.concat([placeIn(depth), ...end, tableDefinition(edges, flags), more])
  return paragraph('', { mark: depth > 1 ? '\r' : '\u0007', format, markFormat })
}

export function tableDefinition(edges: readonly number[], flags: readonly number[]): Buffer {
  const cells = flags.map((flag) => Buffer.from([flag & 0xff, flag >> 8, ...new Array(18).fill(0)]))
  const positions = Buffer.alloc(edges.length * 2)
  edges.forEach((edge, index) => {
    positions.writeInt16LE(edge, index * 2)
  })
  const body = Buffer.concat([Buffer.from([edges.length - 1]), positions, ...cells])
  return Buffer.concat([sprm(0xd608, (body.length + 1) & 0xff, (body.length + 1) >> 8), body])
}

/** A whole row: its cells as texts, between edges 1000 twips apart where none are given. */
export function row(
  texts: readonly string[],
  edges: readonly number[] = [0, ...texts.map((_, index) => (index + 1) * 1000)],
  flags: readonly number[] = [],
): readonly TestParagraph[] {
  return [...texts.map((text) => cell(text)), rowEnd(edges, flags)]
}

function placeIn(depth: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32LE(depth)
  return Buffer.concat([sprm(0x2416, 1), sprm(0x6649, ...bytes)])
}

/** A paragraph of a list: 1-based number of the override, 0-based level. */
export function inList(list: number, level?: number): Buffer {
  const parts = [sprm(0x460b, list & 0xff, list >> 8)]
  if (level !== undefined) parts.push(sprm(0x260a, level))
  return Buffer.concat(parts)
}

/** The bytes of the document. */
export function doc(document: TestDoc): Buffer {
  const { main, table } = streams(document)
  document.change?.(main, table)
  return compound([
    { name: 'WordDocument', content: main },
    { name: '1Table', content: table },
    ...(document.data === undefined ? [] : [{ name: 'Data', content: document.data }]),
    ...(document.others ?? []),
  ])
}

/** A stretch of text that lies together in the file. */
interface Chunk {
  readonly text: string
  readonly format: Buffer
  readonly paragraph: Buffer
  readonly isEnd: boolean
}

function chunksOf(paragraphs: readonly TestParagraph[]): readonly Chunk[] {
  return paragraphs.flatMap(({ runs, mark, markFormat = NOTHING, style, format }) => {
    const properties = Buffer.concat([Buffer.from([style & 0xff, style >> 8]), format])
    return [
      ...runs
        .filter(({ text }) => text !== '')
        .map(({ text, format: own = NOTHING }) => ({
          text,
          format: own,
          paragraph: properties,
          isEnd: false,
        })),
      { text: mark, format: markFormat, paragraph: properties, isEnd: true },
    ].filter(({ text }) => text !== '')
  })
}

const lengthOf = (chunks: readonly Chunk[]) =>
  chunks.reduce((sum, { text }) => sum + text.length, 0)

function streams(document: TestDoc): { readonly main: Buffer; readonly table: Buffer } {
  const stories = [
    document.body,
    document.footnotes ?? [],
    (document.furniture ?? []).flat(),
    [],
    document.comments ?? [],
    document.endnotes ?? [],
    (document.boxes ?? []).flatMap(({ text }) => text),
    [],
  ].map(chunksOf)
  const chunks = stories.flat()
  const { bytes, places } = layOut(chunks, document)
  const header = Buffer.alloc(TEXT_START)
  const parts = new Map<number, Buffer>()
  const pages = formatPages(chunks, places, TEXT_START + bytes.length)
  parts.set(12, pages.characters)
  parts.set(13, pages.paragraphs)
  parts.set(33, pieceTable(chunks, places, document))
  parts.set(1, styleSheet(document.styles ?? [{ name: 'Normal', kind: 'paragraph' }]))
  if (document.furniture) parts.set(11, positions(document.furniture))
  if (document.fonts) parts.set(15, fontTable(document.fonts))
  if (document.lists) parts.set(73, listTable(document.lists))
  if (document.overrides) parts.set(74, overrideTable(document.overrides))
  if (document.boxes) {
    parts.set(56, boxTable(document.boxes))
    parts.set(40, shapeTable(document.boxes))
  }
  const before = TEXT_START + bytes.length + pages.bytes.length
  const sections = sectionTable(document.sections ?? [], before)
  if (document.sections) parts.set(6, sections.table)
  writeHeader(header, document, stories.map(lengthOf))
  const table = placeParts(parts, header)
  const main = Buffer.concat([header, bytes, pages.bytes, sections.bytes, Buffer.alloc(4096)])
  return { main, table: Buffer.concat([table, Buffer.alloc(4096)]) }
}

function writeHeader(header: Buffer, document: TestDoc, lengths: readonly number[]): void {
  header.writeUInt16LE(0xa5ec, 0)
  header.writeUInt16LE(document.version ?? 0xc1, 2)
  header.writeUInt16LE(document.flags ?? 0x0200, 10)
  header.writeUInt16LE(14, 32)
  header.writeUInt16LE(22, 62)
  lengths.forEach((length, index) => {
    header.writeUInt32LE(length, 76 + index * 4)
  })
  header.writeUInt16LE(93, 152)
}

function placeParts(parts: ReadonlyMap<number, Buffer>, header: Buffer): Buffer {
  let offset = 0
  for (const [index, bytes] of parts) {
    header.writeUInt32LE(offset, 154 + index * 8)
    // The levels of lists stand behind what the header counts.
    const length = index === 73 ? 2 + bytes.readUInt16LE(0) * 28 : bytes.length
    header.writeUInt32LE(length, 158 + index * 8)
    offset += bytes.length
  }
  return Buffer.concat([...parts.values()])
}

interface ChunkPlace {
  readonly byte: number
  readonly width: 1 | 2
}

function layOut(chunks: readonly Chunk[], { isFastSaved = false }: TestDoc) {
  const order = chunks.map((_, index) => index)
  if (isFastSaved) order.reverse()
  const places: ChunkPlace[] = []
  const stored: Buffer[] = []
  let byte = TEXT_START
  for (const index of order) {
    const { text } = chunks[index] ?? { text: '' }
    const isNarrow = isFastSaved && /^[\0-\x7f\xa0-\xff]*$/.test(text)
    const bytes = Buffer.from(text, isNarrow ? 'latin1' : 'utf16le')
    places[index] = { byte, width: isNarrow ? 1 : 2 }
    stored.push(bytes)
    byte += bytes.length
  }
  const bytes = Buffer.concat(stored)
  return {
    bytes: Buffer.concat([bytes, Buffer.alloc((PAGE - (bytes.length % PAGE)) % PAGE)]),
    places,
  }
}

function pieceTable(
  chunks: readonly Chunk[],
  places: readonly ChunkPlace[],
  { isFastSaved = false }: TestDoc,
): Buffer {
  const pieces: { text: string; byte: number; width: number }[] = []
  chunks.forEach(({ text }, index) => {
    const { byte, width } = places[index] ?? { byte: 0, width: 2 }
    const last = pieces.at(-1)
    if (!isFastSaved && last !== undefined) last.text += text
    else pieces.push({ text, byte, width })
  })
  const table = Buffer.alloc(4 + pieces.length * 12)
  let position = 0
  pieces.forEach(({ text, byte, width }, index) => {
    table.writeUInt32LE(position, index * 4)
    position += text.length
    const entry = (pieces.length + 1) * 4 + index * 8
    table.writeUInt32LE(width === 1 ? byte * 2 + 0x40000000 : byte, entry + 2)
  })
  table.writeUInt32LE(position, pieces.length * 4)
  const head = Buffer.alloc(5)
  head.writeUInt8(2)
  head.writeUInt32LE(table.length, 1)
  return Buffer.concat([head, table])
}

interface FormatRun {
  readonly from: number
  readonly to: number
  readonly list: Buffer
}

function formatPages(chunks: readonly Chunk[], places: readonly ChunkPlace[], start: number) {
  const placed = chunks
    .map((chunk, index) => {
      const { byte, width } = places[index] ?? { byte: 0, width: 2 as const }
      return { chunk, from: byte, to: byte + chunk.text.length * width }
    })
    .sort((one, other) => one.from - other.from)
  const characters = placed.map(({ chunk, from, to }) => ({ from, to, list: chunk.format }))
  const paragraphs: FormatRun[] = []
  let isOpen = false
  for (const { chunk, from, to } of placed) {
    const last = paragraphs.at(-1)
    if (isOpen && last?.list.equals(chunk.paragraph))
      paragraphs[paragraphs.length - 1] = { ...last, to }
    else paragraphs.push({ from, to, list: chunk.paragraph })
    isOpen = !chunk.isEnd
  }
  const first = pagesOf(characters, 1, (list) => Buffer.from([list.length, ...list]))
  const second = pagesOf(paragraphs, 13, (list) =>
    list.length % 2 === 1
      ? Buffer.from([(list.length + 1) / 2, ...list])
      : Buffer.from([0, list.length / 2, ...list]),
  )
  return {
    bytes: Buffer.concat([...first.pages, ...second.pages]),
    characters: pageTable(first, start / PAGE),
    paragraphs: pageTable(second, start / PAGE + first.pages.length),
  }
}

interface Pages {
  readonly pages: readonly Buffer[]
  readonly limits: readonly number[]
}

function pagesOf(
  runs: readonly FormatRun[],
  entryLength: number,
  pack: (list: Buffer) => Buffer,
): Pages {
  const pages: Buffer[] = []
  const limits: number[] = []
  let index = 0
  while (index < runs.length) {
    const taken: { readonly run: FormatRun; readonly list: Buffer }[] = []
    let size = 5
    for (let run = runs[index]; run !== undefined; run = runs[index]) {
      const list = entryLength === 1 && run.list.length === 0 ? NOTHING : pack(run.list)
      const more = 4 + entryLength + list.length + 1
      if (taken.length > 0 && size + more > PAGE) break
      size += more
      taken.push({ run, list })
      index += 1
    }
    limits.push(taken[0]?.run.from ?? 0)
    pages.push(pageOf(taken, entryLength))
  }
  limits.push(runs.at(-1)?.to ?? 0)
  return { pages, limits }
}

function pageOf(
  taken: readonly { readonly run: FormatRun; readonly list: Buffer }[],
  entryLength: number,
): Buffer {
  const page = Buffer.alloc(PAGE)
  let end = PAGE - 1
  taken.forEach(({ run, list }, index) => {
    page.writeUInt32LE(run.from, index * 4)
    page.writeUInt32LE(run.to, index * 4 + 4)
    if (list.length === 0) return
    end -= list.length + ((end - list.length) % 2)
    list.copy(page, end)
    page.writeUInt8(end / 2, (taken.length + 1) * 4 + index * entryLength)
  })
  page.writeUInt8(taken.length, PAGE - 1)
  return page
}

function pageTable({ pages, limits }: Pages, first: number): Buffer {
  return words([...limits, ...pages.map((_, index) => first + index)])
}

function words(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4)
  values.forEach((value, index) => {
    bytes.writeInt32LE(value | 0, index * 4)
  })
  return bytes
}

function positions(stories: readonly (readonly TestParagraph[])[]): Buffer {
  let position = 0
  const ends = stories.map((story) => {
    position += lengthOf(chunksOf(story))
    return position
  })
  return words([0, ...ends, position])
}

function styleSheet(styles: readonly TestStyle[]): Buffer {
  const entries = styles.map((style) => {
    const fixed = Buffer.alloc(10)
    // A number that no built-in style has.
    fixed.writeUInt16LE(0xffe, 0)
    const kind = style.kind === 'paragraph' ? 1 : 2
    fixed.writeUInt16LE(kind + ((style.base ?? 0xfff) << 4), 2)
    fixed.writeUInt16LE(style.kind === 'paragraph' ? 2 : 1, 4)
    const name = Buffer.alloc(4 + style.name.length * 2)
    name.writeUInt16LE(style.name.length)
    name.write(style.name, 2, 'utf16le')
    const own = Buffer.concat([Buffer.alloc(2), style.paragraph ?? NOTHING])
    const lists = [...(style.kind === 'paragraph' ? [own] : []), style.character ?? NOTHING]
    const body = Buffer.concat([fixed, name, ...lists.map(counted)])
    return counted(body)
  })
  const header = Buffer.alloc(20)
  header.writeUInt16LE(18)
  header.writeUInt16LE(styles.length, 2)
  header.writeUInt16LE(10, 4)
  return Buffer.concat([header, ...entries])
}

function counted(bytes: Buffer): Buffer {
  const length = Buffer.alloc(2)
  length.writeUInt16LE(bytes.length)
  return Buffer.concat([length, bytes, Buffer.alloc(bytes.length % 2)])
}

function fontTable(fonts: readonly string[]): Buffer {
  const entries = fonts.map((name) => {
    const bytes = Buffer.alloc(39 + (name.length + 1) * 2)
    bytes.write(name, 39, 'utf16le')
    return Buffer.concat([Buffer.from([bytes.length]), bytes])
  })
  return Buffer.concat([Buffer.from([fonts.length, 0, 0, 0]), ...entries])
}

function levelOf({
  start = 1,
  format = 0,
  text,
  flags = 0,
  restart = 0,
  character = NOTHING,
}: TestLevel) {
  const fixed = Buffer.alloc(28)
  fixed.writeInt32LE(start)
  fixed.writeUInt8(format, 4)
  fixed.writeUInt8(flags, 5)
  fixed.writeUInt8(character.length, 24)
  fixed.writeUInt8(restart, 26)
  const length = Buffer.alloc(2)
  length.writeUInt16LE(text.length)
  return Buffer.concat([fixed, character, length, Buffer.from(text, 'utf16le')])
}

function listTable(lists: readonly TestList[]): Buffer {
  const fixed = lists.map(({ id, levels, styles = [] }) => {
    const bytes = Buffer.alloc(28)
    bytes.writeUInt32LE(id)
    for (let level = 0; level < 9; level += 1)
      bytes.writeUInt16LE(styles[level] ?? 0xfff, 8 + level * 2)
    bytes.writeUInt8(levels.length === 1 ? 1 : 0, 26)
    return bytes
  })
  const levels = lists.flatMap((list) =>
    list.levels.length === 1
      ? list.levels.map(levelOf)
      : Array.from({ length: 9 }, (_, index) => levelOf(list.levels[index] ?? { text: '' })),
  )
  return Buffer.concat([Buffer.from([lists.length, 0]), ...fixed, ...levels])
}

function overrideTable(overrides: readonly TestOverride[]): Buffer {
  const fixed = overrides.map(({ list, levels = [] }) => {
    const bytes = Buffer.alloc(16)
    bytes.writeUInt32LE(list)
    bytes.writeUInt8(levels.length, 12)
    return bytes
  })
  const data = overrides.map(({ levels = [] }) =>
    Buffer.concat([
      Buffer.alloc(4, 0xff),
      ...levels.map(({ number, start, level }) => {
        const flags = number + (start === undefined ? 0 : 0x10) + (level === undefined ? 0 : 0x20)
        return Buffer.concat([words([start ?? 0, flags]), level ? levelOf(level) : NOTHING])
      }),
    ]),
  )
  return Buffer.concat([words([overrides.length]), ...fixed, ...data])
}

function boxTable(boxes: NonNullable<TestDoc['boxes']>): Buffer {
  const entries = boxes.map((_, index) => {
    const bytes = Buffer.alloc(22)
    bytes.writeUInt32LE(1025 + index, 14)
    return bytes
  })
  const ends = positions(boxes.map(({ text }) => text))
  return Buffer.concat([ends.subarray(0, 4 + boxes.length * 4), ...entries])
}

function shapeTable(boxes: NonNullable<TestDoc['boxes']>): Buffer {
  const anchored = boxes.flatMap(({ at }, index) => (at === null ? [] : [{ at, index }]))
  const entries = anchored.map(({ index }) => {
    const bytes = Buffer.alloc(26)
    bytes.writeUInt32LE(1025 + index)
    return bytes
  })
  return Buffer.concat([words([...anchored.map(({ at }) => at), 0]), ...entries])
}

function sectionTable(sections: NonNullable<TestDoc['sections']>, start: number) {
  const bytes = Buffer.concat(sections.map(({ begins }) => counted(sprm(0x3009, begins, 0))))
  const size = sections.length === 0 ? 0 : bytes.length / sections.length
  const entries = sections.map((_, index) => {
    const entry = Buffer.alloc(12)
    entry.writeUInt32LE(start + index * size, 2)
    return entry
  })
  return {
    bytes,
    table: Buffer.concat([words([0, ...sections.map(({ end }) => end)]), ...entries]),
  }
}
