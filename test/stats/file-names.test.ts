import fc from 'fast-check'
import { expect, test } from 'vitest'
import { fileNames } from '../../src/stats/file-names.ts'
import { shortened } from '../../src/stats/letters.ts'

test.each([
  ['Відділ освіти', 'Відділ освіти.docx'],
  ['ТОВ "А/Б": звіт?', 'ТОВ А Б звіт.docx'],
  ['../../etc/passwd', 'etc passwd.docx'],
  ['~$відділ.', '$відділ.docx'],
  ['nul', '_nul.docx'],
  ['Con.молодь', '_Con.молодь.docx'],
  ['\u202eвідділ\u0000', 'відділ.docx'],
  ['...', 'без назви.docx'],
])('«%s» is kept as «%s»', (text, name) => expect(fileNames([text], '.docx')).toEqual([name]))

test('names that a file system takes for one get numbers', () => {
  const texts = ['Відділ', 'ВІДДІЛ', 'відділ?', 'Відділ 2', 'й', 'и\u0306']
  expect(fileNames(texts, '.docx')).toEqual([
    'Відділ.docx',
    'ВІДДІЛ 2.docx',
    'відділ 3.docx',
    'Відділ 2 2.docx',
    'й.docx',
    'й 2.docx',
  ])
})

test('any texts get different names that a disk holds', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 })), (texts) => {
      const names = fileNames(texts, '.docx')
      expect(names).toHaveLength(texts.length)
      expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(texts.length)
      for (const name of names) {
        expect(Buffer.byteLength(name)).toBeLessThan(240)
        expect(name).not.toMatch(/[/\\:*?"<>|\p{Cc}]|^\.|[ .]\.docx$/u)
      }
    }),
  )
})

test.each([
  ['один два три', 8, 'один …'],
  ['один два три', 10, 'один два …'],
  ['один два три', 12, 'один два три'],
  ['довгеслово', 6, 'довг …'],
  ['два\n  рядки', 20, 'два рядки'],
])('«%s» in %i is «%s»', (text, most, short) => {
  expect(shortened(text, most)).toBe(short)
  expect(shortened(text, most).length).toBeLessThanOrEqual(most)
})
