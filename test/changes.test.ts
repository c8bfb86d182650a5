import { execFileSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { afterAll, expect, test } from 'vitest'

/*
 * docs/where-to-change.md, done: a copy of the project gets a reading of a row, a format, an office's
 * own grammar, by no more than the page says, and reads a document with it.
 */

mkdirSync('.cache', { recursive: true })
const copies: string[] = []

afterAll(() => {
  for (const copy of copies) rmSync(copy, { recursive: true })
})

/** A copy of what the program is made of. */
function copyOfProject(): string {
  const copy = mkdtempSync(join('.cache', 'change-'))
  copies.push(copy)
  cpSync('src', join(copy, 'src'), { recursive: true })
  for (const name of ['grammars', 'data', 'locales', 'sql', 'node_modules', 'package.json'])
    symlinkSync(join(process.cwd(), name), join(copy, name))
  return copy
}

function add(copy: string, file: string, text: string): void {
  mkdirSync(dirname(join(copy, file)), { recursive: true })
  writeFileSync(join(copy, file), text)
}

/** Puts a line before the first place where the mark stands. */
function addLine(copy: string, file: string, mark: string, line: string): void {
  const path = join(copy, file)
  const text = readFileSync(path, 'utf8')
  expect(text, `${file} has no «${mark}»`).toContain(mark)
  writeFileSync(
    path,
    text.replace(mark, () => `${line}\n${mark}`),
  )
}

/** The report that a copy makes of a text. */
function reportOf(copy: string, text: string, grammar = 'programme-report') {
  add(copy, 'document', text)
  add(
    copy,
    'read.mjs',
    `import { readFileSync } from 'node:fs'
     import { loadGrammar, parse } from './src/index.ts'
     const grammar = await loadGrammar(${JSON.stringify(grammar)})
     const report = await parse(readFileSync('document'), { name: 'document', grammar })
     process.stdout.write(JSON.stringify(report), () => process.exit(0))`,
  )
  const out = execFileSync(process.execPath, ['--import', 'tsx', 'read.mjs'], { cwd: copy })
  return JSON.parse(out.toString())
}

const ROWS = [
  'І. Освіта',
  '1.\tРемонт шкіл\t1) відремонтувати дах\tдо 1 травня 2024 року\tвідділ освіти\tДах відремонтовано',
  '\t\t2) замінити вікна\t2024 рік\tвідділ освіти\tНе виконано через брак коштів',
]
const HEADING = '№\tЗавдання\tЗахід\tСтрок\tВиконавці\tСтан виконання'
const REMARK = 'УВАГА! дані попередні'

test('a reading of a row is a file and a line of the table', () => {
  const text = [...ROWS, REMARK].join('\n')
  const copy = copyOfProject()
  const before = reportOf(copy, text)
  expect(before.unplaced).not.toContainEqual(expect.objectContaining({ kind: 'footnote' }))
  add(
    copy,
    'src/decode/constructs/remark.ts',
    `import { plain, type Construct } from '../construct.ts'
     import { FREE } from '../cost.ts'
     import { stay } from './levels.ts'
     export const remark: Construct = {
       name: 'footnote',
       only: (row) =>
         row.filled[0]?.text.startsWith('УВАГА!') ? [plain(remark, row, FREE)] : [],
       candidates: () => [],
       step: stay,
       build: (tree, { candidate }) => tree.leave('footnote', candidate.row.filled),
       inAppendix: 'footnote',
     }\n`,
  )
  const table = 'src/decode/constructs/index.ts'
  addLine(copy, table, 'import { append }', "import { remark } from './remark.ts'")
  addLine(copy, table, '  outside.blank,', '  remark,')
  const after = reportOf(copy, text)
  expect(after.unplaced).toContainEqual(expect.objectContaining({ kind: 'footnote', text: REMARK }))
  expect(after.counts).toEqual(before.counts)
})

test('a format is a folder, its mark, its name, and a line of the table of readers', () => {
  const copy = copyOfProject()
  add(
    copy,
    'src/read/rows/index.ts',
    `import type { Limits } from '../../containers/limits.ts'
     import { DocumentBuilder } from '../../document/builder.ts'
     import type { Document } from '../../model/document.ts'
     export function readRows(bytes: Uint8Array, limits: Limits): Document {
       const builder = new DocumentBuilder(limits)
       const body = builder.flow(null)
       const table = body.openTable()
       const lines = new TextDecoder().decode(bytes).split('\\n').slice(1)
       for (const line of lines) {
         table.openRow()
         const texts = line.split('|')
         for (const text of texts) {
           const cell = table.openCell({ span: texts.length === 1 ? 6 : 1 })
           cell.openParagraph().add(text, false)
           cell.closeParagraph({ style: null, marker: null })
         }
         table.closeRow({})
       }
       table.close()
       const source = lines.join('').replace(/[\\s|]/g, '').length
       return builder.finish({ format: 'rows', blocks: body.blocks, source })
     }\n`,
  )
  addLine(copy, 'src/model/vocabulary.ts', "'image'] as const", "'rows',")
  addLine(copy, 'src/containers/sniff.ts', "  | 'docx'", "  | 'rows'")
  addLine(copy, 'src/containers/sniff.ts', "  ['png', ", "  ['rows', /^23726f77730a/],")
  addLine(
    copy,
    'src/containers/identify.ts',
    '  docx: {',
    "  rows: { what: 'rows', format: 'rows' },",
  )
  addLine(
    copy,
    'src/read/index.ts',
    '  docx: async',
    "  rows: async () => (await import('./rows/index.ts')).readRows,",
  )
  const rows = ROWS.map((row) => row.replaceAll('\t', '|'))
  const report = reportOf(copy, ['#rows', ...rows].join('\n'))
  expect(report.source.format).toBe('rows')
  expect(report.counts).toMatchObject({ sections: 1, measures: 2, done: 1, other: 1 })
  expect(report.coverage.source).toBe(report.coverage.characters)
})

test('an office says a form of a deadline of its own in ten lines, which no update ages', () => {
  const rows = [HEADING, ...ROWS].map((row) =>
    row.replace('до 1 травня 2024 року', 'на прохання старости'),
  )
  const copy = copyOfProject()
  const deadlineOf = (grammar?: string) => {
    const report = reportOf(copy, rows.join('\n'), grammar)
    return report.sections[0].items[0].measures[0].deadline.kind
  }
  expect(deadlineOf()).toBe('unknown')
  add(
    copy,
    'our.yaml',
    `grammar: our-office
version: 1.0.0
extends: programme-report
language:
  patterns:
    onNeed:
      - name: as the elder asks
        pattern: на прохання старост*
        examples: [на прохання старости]
`,
  )
  expect(deadlineOf('our.yaml')).toBe('on_need')
})
