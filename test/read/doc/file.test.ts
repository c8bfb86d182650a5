import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDoc } from '../../../src/read/doc/index.ts'
import { read } from '../../../src/read/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { charactersOf } from '../../support/blocks.ts'
import { compound } from '../../support/compound.ts'
import {
  cell,
  DELETED,
  doc,
  HIDDEN,
  inList,
  paragraph,
  row,
  rowEnd,
  run,
  SPECIAL,
  sprm,
  type TestDoc,
  type TestParagraph,
} from '../../support/doc.ts'

const open = (bytes: Uint8Array): Document => readDoc(bytes, DEFAULT_LIMITS)

const whole: TestDoc = {
  body: [
    paragraph('а', { format: inList(1, 0) }),
    ...row(['б', 'в'], [0, 1000, 2000], [0x60, 0]),
    ...row(['', 'г'], [0, 1000, 2000], [0x20, 0]),
    paragraph([run('(', sprm(0x6a09, 0, 0, 0xb3, 0xf0)), run('ґ', HIDDEN), run('д', DELETED)]),
  ],
  footnotes: [paragraph('виноска')],
  furniture: [[], [], [], [], [], [], [], [paragraph('верх')], [], [], [], []],
  boxes: [{ at: 0, text: [paragraph('напис')] }],
  lists: [{ id: 7, levels: [{ text: '\u0000.' }] }],
  overrides: [{ list: 7 }],
  sections: [{ end: 9, begins: 2 }],
  fonts: ['Symbol'],
}

describe('a file that is no whole Word 97–2003 document is refused', () => {
  /** Writes a number into the header of the main stream. */
  const header = (offset: number, value: number): Partial<TestDoc> => ({
    change: (main) => main.writeUInt32LE(value, offset),
  })
  const part = (index: number) => 154 + index * 8
  test.each<[string, string, Partial<TestDoc>]>([
    ['of Word 95', 'UNSUPPORTED_FORMAT', { version: 0x68 }],
    ['of Word 6', 'UNSUPPORTED_FORMAT', { version: 0x65 }],
    ['with a password', 'FILE_ENCRYPTED', { flags: 0x0300 }],
    ['whose tables stand in a stream that is not there', 'FILE_DAMAGED', { flags: 0 }],
    ['of another program', 'FILE_DAMAGED', header(0, 0xc10123)],
    ['with a short header', 'FILE_DAMAGED', header(62, 3)],
    ['without pieces', 'FILE_DAMAGED', header(part(33) + 4, 0)],
    ['with pieces beyond the end', 'FILE_DAMAGED', header(part(33), 90_000_000)],
    ['with more text than pieces', 'FILE_DAMAGED', header(76, 1000)],
    ['with a story below zero', 'FILE_DAMAGED', header(80, 0xffffffff)],
    ['with more text than the limit', 'LIMIT_EXCEEDED', header(76, 0x7000_0000)],
    ['with formatting beyond the end', 'FILE_DAMAGED', header(part(13), 0x7fff_ffff)],
    ['with lists that are cut off', 'FILE_DAMAGED', { change: (_, table) => table.fill(0xff) }],
  ])('%s', (_, code, more) => {
    const bytes = doc({ ...whole, ...more })
    expect(() => open(bytes)).toThrow(expect.objectContaining({ name: 'ZvitError', code }))
    expect(() => open(bytes)).toThrow(/^[^\n]+$/)
  })

  test.each<[string, (table: Buffer, at: number) => void]>([
    ['not in order', (table, at) => table.writeUInt32LE(7, at)],
    ['on one another', (table, at) => table.writeUInt32LE(1024, at + 8 + 2)],
  ])('with pieces %s', (_, change) => {
    const body = [paragraph('а'.repeat(3000)), paragraph('кінець')]
    const bytes = doc({
      body,
      isFastSaved: true,
      change: (main, table) => {
        const clx = main.readUInt32LE(154 + 33 * 8) + 5
        // The first piece is as long as the file has room for, several times.
        if (_ === 'not in order') change(table, clx)
        else
          for (let piece = 0; piece < 4; piece += 1)
            table.writeUInt32LE(1024, clx + 5 * 4 + piece * 8 + 2)
      },
    })
    const act = () => open(bytes)
    if (_ === 'not in order') expect(act).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
    else expect(act().source).not.toBeNull()
  })

  test('cut off anywhere', () => {
    const bytes = doc(whole)
    for (let length = 0; length < bytes.length - 512; length += 511)
      expect(() => open(bytes.subarray(0, length))).toThrow(
        expect.objectContaining({ code: 'FILE_DAMAGED' }),
      )
  })
})

test('the file is told by its content, whatever its name and the letters of its streams', async () => {
  const document = await read(doc(whole), 'звіт.docx')
  expect(document).toMatchObject({ format: 'doc', pages: null, textSource: 'digital' })
})

test('a workbook that holds a Word document is a workbook', async () => {
  const bytes = compound([
    { name: 'WordDocument', content: Buffer.alloc(5000), storage: 'MBD0001' },
    { name: 'Workbook', content: Buffer.alloc(5000) },
  ])
  await expect(read(bytes, 'звіт.doc')).rejects.toThrow(/an Excel 97–2003 workbook/)
})

test('the same bytes give the same document', () => {
  const bytes = doc(whole)
  expect(JSON.stringify(open(bytes))).toBe(JSON.stringify(open(bytes)))
})

test('a header of another size is read and counted like any other', () => {
  const change = (main: Buffer) => {
    // Two more 32-bit numbers behind the lengths of the stories.
    main.copyWithin(160, 152, 152 + 2 + 93 * 8)
    main.writeUInt16LE(24, 62)
  }
  const document = open(doc({ ...whole, change }))
  expect(document.source).toBe(charactersOf(document))
  expect(document.source).toBe(open(doc(whole)).source)
})

// A mark joins the letter before it, and what stands between may be hidden: none begins a run.
const text = fc
  .string({ unit: fc.constantFrom(...'абвіїʼ 1.-–\u00a0\u0301\u0308й(\t\u000b\u001e\u001f\f') })
  .map((content) => content.replace(/^\p{M}+/u, ''))
const format = fc.constantFrom(
  Buffer.alloc(0),
  HIDDEN,
  DELETED,
  SPECIAL,
  sprm(0x6a09, 0, 0, 0xb3, 0xf0),
  sprm(0x083c, 0x81),
)
const anyRun = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(text, format).map(([content, list]) => run(content, list)) },
  fc
    .constantFrom('\u0013', '\u0014', '\u0015', '\u0008', '\u0005', '\u0001')
    .map((mark) => run(mark)),
)
const runs = fc.array(anyRun, { maxLength: 5 })
const markFormat = fc.constantFrom(Buffer.alloc(0), Buffer.alloc(0), HIDDEN, DELETED)
const anyParagraph = fc
  .tuple(runs, markFormat, fc.constantFrom('\r', '\f'))
  .map(([inside, markOf, mark]) => [paragraph(inside, { markFormat: markOf, mark })])
const anyRow = fc
  .tuple(
    fc.array(fc.tuple(runs, markFormat, fc.integer({ min: 1, max: 3 })), { maxLength: 4 }),
    fc.array(fc.constantFrom(0, 1, 2, 0x20, 0x60), { maxLength: 4 }),
    fc.array(fc.integer({ min: 5, max: 900 }), { minLength: 1, maxLength: 4 }),
    fc.tuple(fc.integer({ min: 1, max: 3 }), markFormat),
  )
  .map(([cells, flags, widths, [depth, markOf]]): TestParagraph[] => {
    let edge = 0
    const edges = [0, ...widths.map((width) => (edge += width))]
    return [
      ...cells.map(([inside, mark, level]) => cell(inside, level, { markFormat: mark })),
      rowEnd(edges, flags.slice(0, widths.length), { depth, markFormat: markOf }),
    ]
  })
const story = fc
  .array(fc.oneof(anyParagraph, anyRow), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.flat())
const documents = fc.record({
  body: story,
  footnotes: story,
  furniture: fc.array(story, { maxLength: 14 }),
  comments: story,
  boxes: fc.array(fc.record({ at: fc.option(fc.nat({ max: 20 })), text: story }), { maxLength: 2 }),
  isFastSaved: fc.boolean(),
})

test('no text of a random document is lost: the independent count finds the same characters', () => {
  fc.assert(
    fc.property(documents, (document) => {
      const bytes = doc(document)
      expectWhole(open(bytes), bytes)
    }),
    { numRuns: 300 },
  )
})

test('no two cells of a random table stand on one another, and none beyond its grid', () => {
  fc.assert(
    fc.property(story, (body) => {
      for (const block of open(doc({ body })).blocks) {
        if (block.kind !== 'table') continue
        const taken = new Set<string>()
        for (const one of block.rows.flatMap(({ cells }) => cells))
          for (let y = one.row; y < one.row + one.rowSpan; y += 1)
            for (let x = one.column; x < one.column + one.columnSpan; x += 1) {
              expect(x).toBeLessThan(block.columns)
              expect(y).toBeLessThan(block.rows.length)
              expect(taken.has(`${y} ${x}`)).toBe(false)
              taken.add(`${y} ${x}`)
            }
      }
    }),
  )
})

test('changed bytes anywhere give a document or a named refusal', () => {
  const bytes = doc(whole)
  const change = fc.tuple(
    fc.oneof(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 3000 })),
    fc.oneof(fc.nat({ max: 255 }), fc.constantFrom(0, 0x7f, 0xff)),
  )
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
      const changed = Buffer.from(bytes)
      for (const [at, value] of changes) changed[at] = value
      try {
        expect(open(changed).format).toBe('doc')
      } catch (error) {
        expect(error).toMatchObject({ name: 'ZvitError' })
      }
    }),
    { numRuns: 1000 },
  )
})
