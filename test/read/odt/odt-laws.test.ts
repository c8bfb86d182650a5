import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fixtureDocuments } from '../../../scripts/eval/documents.ts'
import { hasOffice } from '../../../scripts/fixtures/office.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { readOdt } from '../../../src/read/odt/index.ts'
import { documentText } from '../../../src/write/text.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { flattenReport } from '../../support/flat.ts'
import { cell, item, level, list, odt, p, row, table } from '../../support/odt.ts'
import { compare, describeDifference } from '../../support/truth.ts'

const styles = `<text:list-style style:name="L">${level(1, 'I')}${level(2, '1')}</text:list-style>`

/** A change has one beginning and one end. */
const MARKS = /<text:change-(?:start|end) text:change-id="e"\/>/g

const inline: fc.Arbitrary<string> = fc.letrec<{ line: string; piece: string }>((tie) => ({
  line: fc.array(tie('piece'), { maxLength: 4 }).map((pieces) => pieces.join('')),
  piece: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom('слово', ' ', 'и\u0306', '&amp;', '\n', '<text:s text:c="2"/>', '<text:tab/>'),
    tie('line').map((line) => `<text:span>${line}</text:span>`),
    tie('line').map(
      (line) =>
        `<text:note><text:note-citation>1</text:note-citation><text:note-body>${p(line)}</text:note-body></text:note>`,
    ),
    tie('line').map((line) => `<draw:frame><draw:text-box>${p(line)}</draw:text-box></draw:frame>`),
    tie('line').map((line) => `<text:hidden-text text:is-hidden="true">${line}</text:hidden-text>`),
    tie('line').map((line) => `<office:annotation>${p(line)}</office:annotation>`),
    fc.constant('<text:change-start text:change-id="d"/>геть<text:change-end text:change-id="d"/>'),
  ),
})).line

const blocks: fc.Arbitrary<string> = fc.letrec<{ flow: string; block: string; row: string }>(
  (tie) => ({
    flow: fc.array(tie('block'), { maxLength: 3 }).map((pieces) => pieces.join('')),
    block: fc.oneof(
      { maxDepth: 3 },
      inline.map((line) => p(line)),
      tie('flow').map((flow) => list('text:style-name="L"', item(flow), item(p('а')))),
      tie('flow').map((flow) => `<text:section text:display="none">${flow}</text:section>`),
      fc.array(tie('row'), { maxLength: 3 }).map((rows) => table(3, ...rows)),
      tie('flow').map(
        (flow) =>
          `<text:change-start text:change-id="e"/>${flow.replace(MARKS, '')}<text:change-end text:change-id="e"/>`,
      ),
    ),
    row: fc
      .array(
        fc
          .tuple(tie('flow'), fc.nat(4), fc.nat(3), fc.boolean())
          .map(([flow, wide, times, isCovered]) => {
            const attributes = `table:number-columns-spanned="${wide}" table:number-rows-spanned="${times}" table:number-columns-repeated="${times}"`
            return isCovered
              ? `<table:covered-table-cell ${attributes}>${flow}</table:covered-table-cell>`
              : cell(`<text:p/>${flow}`, attributes)
          }),
        { maxLength: 3 },
      )
      .map((cells) => row(cells, 'table:number-rows-repeated="2"')),
  }),
).flow

const changes =
  '<text:tracked-changes><text:changed-region xml:id="d"><text:deletion/></text:changed-region><text:changed-region xml:id="e"><text:deletion/></text:changed-region></text:tracked-changes>'

test('no character is lost, whatever stands where', () => {
  fc.assert(
    fc.property(blocks, (body) => {
      const bytes = odt({ body: changes + body, styles })
      expectWhole(readOdt(bytes, DEFAULT_LIMITS), bytes)
    }),
    { numRuns: 300 },
  )
})

test('every cell lies in the grid and on no other', () => {
  fc.assert(
    fc.property(blocks, (body) => {
      const { blocks: read } = readOdt(odt({ body }), DEFAULT_LIMITS)
      for (const block of read) {
        if (block.kind === 'paragraph') continue
        const taken = new Set<string>()
        for (const one of block.rows.flatMap(({ cells }) => cells))
          for (let down = 0; down < one.rowSpan; down += 1)
            for (let across = 0; across < one.columnSpan; across += 1) {
              const key = `${one.row + down} ${one.column + across}`
              expect(taken.has(key)).toBe(false)
              taken.add(key)
              expect(one.row + down).toBeLessThan(block.rows.length)
              expect(one.column + across).toBeLessThan(block.columns)
            }
      }
    }),
    { numRuns: 200 },
  )
})

test('damaged bytes give a document or a named error', () => {
  const whole = odt({ body: p('слово') + table(2, row(['а', 'б'])), styles })
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 8 }),
      fc.nat(),
      (changed, cut) => {
        const bytes = Buffer.from(whole)
        for (const [at, value] of changed) bytes[at % bytes.length] = value
        const left = cut % 3 === 0 ? bytes.subarray(0, cut % bytes.length) : bytes
        try {
          readOdt(left, DEFAULT_LIMITS)
        } catch (error) {
          expect(error).toBeInstanceOf(ZvitError)
        }
      },
    ),
    { numRuns: 400 },
  )
})

/* LibreOffice makes the OpenDocument texts and is the independent reader of them. */
const isThere = hasOffice()

function convert(format: string, files: readonly string[], folder: string): void {
  execFileSync(
    'soffice',
    [
      `-env:UserInstallation=file://${folder}/profile`,
      '--headless',
      '--convert-to',
      format,
      '--outdir',
      folder,
      ...files,
    ],
    { stdio: 'ignore' },
  )
}

describe.skipIf(!isThere)(
  isThere
    ? 'the fixtures as LibreOffice saves them'
    : 'SKIPPED: no LibreOffice (soffice) on the path',
  () => {
    const docx = fixtureDocuments().filter(({ name }) => name.endsWith('.docx'))
    test('give their trees, lose nothing and print the same numbers', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'zvit-odt-'))
      try {
        const names = docx.map((_, index) => join(folder, `f${index}.docx`))
        docx.forEach(({ bytes }, index) => {
          writeFileSync(names[index] ?? '', bytes)
        })
        convert('odt', names, folder)
        convert(
          'txt:Text',
          names.map((name) => name.replace(/docx$/, 'odt')),
          folder,
        )
        expect(readdirSync(folder).filter((name) => name.endsWith('.txt'))).toHaveLength(
          docx.length,
        )
        for (const [index, { name, facts, truth }] of docx.entries()) {
          const bytes = readFileSync(join(folder, `f${index}.odt`))
          const report = await parse(bytes, { name, ...facts })
          const { differences } = compare(truth, flattenReport(report))
          expect(differences.map(describeDifference), name).toEqual([])
          expect(report.coverage.source).toBe(report.coverage.characters)
          const document = readOdt(bytes, DEFAULT_LIMITS)
          const printed = squeeze(documentText({ ...document, asides: [] }))
          expect(printed, name).toBe(squeeze(readFileSync(join(folder, `f${index}.txt`), 'utf8')))
        }
      } finally {
        rmSync(folder, { recursive: true, force: true })
      }
    }, 300_000)
  },
)

function squeeze(text: string): string {
  return text.normalize('NFC').replace(/[\s\ufeff]+/gu, '')
}
