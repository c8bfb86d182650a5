import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { type Digest, digestDocument } from '../../src/write/digest.ts'
import { convert, HAS_OFFICE } from '../support/office.ts'
import { partOf } from '../support/parts-of-zip.ts'
import { makeFolder } from '../support/zvit.ts'

const DIGEST: Digest = {
  title: 'Зведена інформація',
  lines: ['Програма: «Тепло» & <світло>'],
  summary: [],
  sections: [
    {
      titles: ['I. Будинки', 'Утеплити будинки'],
      rows: [
        {
          number: 'I.1',
          measure: 'утеплення',
          deadline: '2016 рік',
          executors: 'усі',
          answers: [
            { who: 'А, Б:', words: '=1+1\u0000\u0001 зроблено\nдругий рядок' },
            { who: 'Не заповнено (1):', words: 'В' },
          ],
        },
      ],
    },
  ],
  silent: [{ body: 'Відділ Г', what: 'не заповнено', measures: 'I.1–I.3' }],
}

test('texts come back from another reader, � for what XML does not know', async () => {
  const buffer = Buffer.from(await digestDocument([DIGEST, DIGEST]))
  const { value } = await mammoth.extractRawText({ buffer })
  expect(value.split('Зведена інформація')).toHaveLength(3)
  expect(value).toContain('Програма: «Тепло» & <світло>')
  expect(value).toMatch(/А, Б: =1\+1�� зроблено\n+другий рядок\n+Не заповнено \(1\): В/)
})

test.skipIf(!HAS_OFFICE)('LibreOffice prints it and saves it as text', async () => {
  const file = join(makeFolder(), 'a.docx')
  writeFileSync(file, await digestDocument([DIGEST]))
  const text = readFileSync(await convert(file, 'txt:Text'), 'utf8')
  expect(text).toContain('А, Б: =1+1�� зроблено')
  expect(
    readFileSync(await convert(file, 'pdf'))
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-')
})

test('the table is as wide as the page, and something follows it', async () => {
  const xml = partOf(await digestDocument([DIGEST]), 'word/document.xml')
  expect(xml).toContain('<w:tblW w:type="pct" w:w="5000"/>')
  expect(xml).toMatch(/<\/w:tbl><w:p\b/)
})

test('each page repeats the titles of section and item and the columns, and has its number', async () => {
  const bytes = await digestDocument([DIGEST])
  const rows = partOf(bytes, 'word/document.xml').match(/<w:tr\b.*?<\/w:tr>/gs) ?? []
  const headings = rows.filter((row) => row.includes('<w:tblHeader'))
  expect(headings.map((row) => row.replace(/<[^>]+>/g, '').slice(0, 16))).toEqual([
    '№ з/пНайменуванн',
    'I. Будинки',
    'Утеплити будинки',
    'ОрганЩо зазначен',
  ])
  expect(partOf(bytes, 'word/footer1.xml')).toMatch(/PAGE.*NUMPAGES/s)
})

test('a row that fits on a page stays on it, a taller one goes on; titles stay with their first row', async () => {
  const [section] = DIGEST.sections
  const [row] = section?.rows ?? []
  if (!section || !row) throw new Error('the digest has no row')
  const answers = Array.from({ length: 40 }, (_, at) => ({
    who: `Орган ${at}:`,
    words: 'Зроблено',
  }))
  const sections = [{ ...section, rows: [row, { ...row, number: 'I.2', answers }] }]
  const xml = partOf(await digestDocument([{ ...DIGEST, sections }]), 'word/document.xml')
  const rows = [...xml.matchAll(/<w:tr>.*?<\/w:tr>/gs)].map(([one]) => one)
  const [heading = '', , title = '', short = '', tall = ''] = rows
  expect([heading, title].map((one) => one.includes('<w:keepNext/>'))).toEqual([true, true])
  expect([short, tall].map((one) => one.includes('<w:cantSplit/>'))).toEqual([true, false])
})
