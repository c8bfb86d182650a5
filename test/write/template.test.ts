import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Paragraph } from 'docx'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { type Digest, fillTemplate, type TemplateValues } from '../../src/write/digest.ts'
import { placeholderOf } from '../../src/write/template.ts'
import { convert, HAS_OFFICE } from '../support/office.ts'
import { partOf } from '../support/parts-of-zip.ts'
import { framed, templateOf, torn } from '../support/template.ts'
import { makeFolder } from '../support/zvit.ts'

const DIGEST: Digest = {
  title: 'Зведена інформація',
  lines: ['Програма: «Тепло»'],
  summary: [],
  silent: [],
  sections: [
    {
      titles: ['I. Будинки', 'Утеплити будинки'],
      rows: [
        {
          number: 'I.1',
          measure: 'утеплення',
          deadline: '2016 рік',
          executors: 'усі',
          answers: [{ who: 'А:', words: 'так: {{period}} і {{table}}' }],
        },
      ],
    },
  ],
}
const VALUES: TemplateValues = {
  texts: {
    program: 'Програма «Тепло» {{table}}',
    period: '2016 рік',
    summary: 'Усього 1.',
    bodies: 'А',
    missing: 'немає',
  },
  digests: [DIGEST],
}
const CHILDREN = [
  torn('Звіт: {{про', 'грама}} за {{ Period }} рік'),
  framed(torn('{{підсумок}}')),
  torn('{{tab', 'le}}'),
  new Paragraph('Не подали: {{немає звіту}}. Подали: {{bodies}}, {{bodies}}.'),
]

async function textOf(bytes: Uint8Array): Promise<string> {
  return (await mammoth.extractRawText({ buffer: Buffer.from(bytes) })).value
}

test('placeholders are filled in both languages, torn, in cells, twice', async () => {
  const text = await textOf(await fillTemplate(await templateOf(CHILDREN), VALUES))
  expect(text).toContain('Звіт: Програма «Тепло» { {table}} за 2016 рік рік')
  expect(text).toContain('Усього 1.')
  expect(text).toContain('I.1\n\nутеплення\n\n2016 рік\n\nусі')
  expect(text).toContain('Не подали: немає. Подали: А, А.')
})

test('an answer that looks like a placeholder stays word for word', async () => {
  const text = await textOf(await fillTemplate(await templateOf(CHILDREN), VALUES))
  expect(text).toContain('А: так: {{period}} і {{table}}')
  expect(text.split('утеплення')).toHaveLength(2)
})

test('styles, header and footer of the document stay', async () => {
  const header = 'Шапка {{period}}'
  const template = await templateOf(CHILDREN, header)
  const filled = await fillTemplate(template, VALUES)
  expect(partOf(filled, 'word/styles.xml')).toBe(partOf(template, 'word/styles.xml'))
  expect(partOf(filled, 'word/header1.xml')).toMatch(/Шапка .*>2016 рік</)
  expect(partOf(filled, 'word/footer1.xml')).toContain('Вик. Петренко')
  const xml = partOf(filled, 'word/document.xml')
  expect(xml).not.toContain('Times New Roman')
  expect(xml).toMatch(/<w:b\/>.{0,60}<\/w:rPr><w:t[^>]*>Усього 1\./)
})

test('where there are several reports each has its programme above its table', async () => {
  const other = { ...DIGEST, lines: ['Програма: «Світло»'] }
  const values = { ...VALUES, digests: [DIGEST, other] }
  const text = await textOf(await fillTemplate(await templateOf([torn('{{table}}')]), values))
  expect(text).toMatch(/«Тепло»[\s\S]*утеплення[\s\S]*«Світло»[\s\S]*утеплення/)
})

test.each([
  ['table', 'table'],
  [' Таблиця ', 'table'],
  ['PROGRAM', 'program'],
  ['немає\u00a0звіту', 'missing'],
  ['tabel', null],
  ['constructor', null],
])('%j is the placeholder %s', (key, name) => expect(placeholderOf(key, 'report')).toBe(name))

test.skipIf(!HAS_OFFICE)('LibreOffice opens what was filled', async () => {
  const file = join(makeFolder(), 'a.docx')
  writeFileSync(file, await fillTemplate(await templateOf(CHILDREN), VALUES))
  const text = readFileSync(await convert(file, 'txt:Text'), 'utf8')
  expect(text).toContain('А: так: {{period}} і {{table}}')
})
