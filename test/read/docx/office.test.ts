import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOffice } from '../../../scripts/fixtures/office.ts'
import { fixtureNames } from '../../../scripts/fixtures/truth.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { charactersOf, paragraphsOf } from '../../support/blocks.ts'
import { flattenReport } from '../../support/flat.ts'
import { compare, describeDifference } from '../../support/truth.ts'

/* The fixtures as LibreOffice reads them (as text) and as it writes them again (into .docx). */

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url))
const forms = fixtureNames(join(fixtures, 'truth')).flatMap((name) =>
  ['typed', 'auto'].map((form) => `${name}-${form}`),
)
const title = hasOffice()
  ? 'fixtures read and written by LibreOffice'
  : 'SKIPPED: no soffice on this machine'

describe.skipIf(!hasOffice())(title, () => {
  let folder = ''
  const bytesOf = (file: string) => readFileSync(join(folder, file))
  const document = (file: string): Document => readDocx(bytesOf(file), DEFAULT_LIMITS)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zvit-docx-'))
    mkdirSync(join(folder, 'again'))
    for (const form of forms) {
      const [, name = '', kind = ''] = /^(.*)-(\w+)$/.exec(form) ?? []
      copyFileSync(join(fixtures, 'documents', name, `${kind}.docx`), join(folder, `${form}.docx`))
    }
    convert(folder, 'txt:Text (encoded):UTF8', '.')
    convert(folder, 'docx', 'again')
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(forms)('%s prints the numbers and the words that LibreOffice prints', (form) => {
    const printed = paragraphsOf(document(`${form}.docx`).blocks).map(
      ({ marker, text }) => `${marker ?? ''}${text}`,
    )
    expect(dense(printed.join(''))).toBe(dense(bytesOf(`${form}.txt`).toString('utf8')))
  })

  test.each(forms)('%s written again gives the same tree', async (form) => {
    const [truth, report] = await Promise.all(
      ['', 'again/'].map((where) => parse(bytesOf(`${where}${form}.docx`), { name: form })),
    )
    if (report === undefined || truth === undefined) throw new Error('no report')
    const { differences } = compare(flattenReport(truth), flattenReport(report))
    expect(differences.map(describeDifference)).toEqual([])
  })

  test.each(forms)('%s written again loses no character', (form) => {
    const again = document(`again/${form}.docx`)
    expect(charactersOf(again)).toBe(again.source)
    expect(again.source).toBe(document(`${form}.docx`).source)
  })

  function convert(from: string, filter: string, to: string): void {
    const files = forms.map((form) => join(from, `${form}.docx`))
    const profile = pathToFileURL(join(from, 'profile')).href
    const { status, stderr } = spawnSync(
      'soffice',
      [
        `-env:UserInstallation=${profile}`,
        '--headless',
        '--convert-to',
        filter,
        '--outdir',
        join(from, to),
        ...files,
      ],
      { encoding: 'utf8' },
    )
    if (status !== 0) throw new Error(`soffice failed: ${stderr}`)
  }
})

/** Without white space and the mark at the beginning of a file. */
function dense(text: string): string {
  return text.normalize('NFC').replace(/[\s\ufeff]+/g, '')
}
