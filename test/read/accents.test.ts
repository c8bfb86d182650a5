import { expect, test } from 'vitest'
import { read } from '../../src/read/index.ts'
import { doc, paragraph as docParagraph, run as docRun } from '../support/doc.ts'
import { docx, paragraph, run } from '../support/docx.ts'
import { page } from '../support/html.ts'
import { odt, p } from '../support/odt.ts'
import { escaped, rtf } from '../support/rtf.ts'
import { xlsx } from '../support/xlsx.ts'

/* Normalising so many marks, alternating and so never in order, would take minutes: the test would time out. */
const TEXT = `а${'\u0301\u0323'.repeat(200_000)}`

test.each([
  ['docx', docx({ body: paragraph(run(TEXT)) })],
  ['doc', doc({ body: [docParagraph([docRun(TEXT)])] })],
  ['rtf', rtf(escaped(TEXT))],
  ['odt', odt({ body: p(TEXT) })],
  ['html', page(`<p>${TEXT}</p>`)],
  ['xlsx', xlsx({ sheets: [{ rows: [[TEXT]] }] })],
  ['txt', Buffer.from(TEXT)],
])('endless accents in %s are a named error', async (format, bytes) => {
  await expect(read(bytes, `звіт.${format}`)).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
})
