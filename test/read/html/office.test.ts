import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOffice } from '../../../scripts/fixtures/office.ts'
import { readTruth } from '../../../scripts/fixtures/truth.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { readHtml } from '../../../src/read/html/index.ts'
import { charactersOf, paragraphsOf } from '../../support/blocks.ts'
import { flattenReport, flattenTruth } from '../../support/flat.ts'
import { compare, isWhole } from '../../support/truth.ts'

/* LibreOffice as another program: what it writes of a Word document holds the same words. */

const FIXTURES = fileURLToPath(new URL('../../../fixtures/', import.meta.url))
const NAMES = ['c-veterans', 'g-roads', 'h-digital']
const isThere = hasOffice()
const title = isThere
  ? 'a page by LibreOffice'
  : 'SKIPPED: LibreOffice (soffice) is not on this machine'

describe.skipIf(!isThere)(title, () => {
  let folder = ''

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zvit-html-'))
    const files = NAMES.map((name) => join(folder, `${name}.docx`))
    NAMES.forEach((name, index) => {
      copyFileSync(join(FIXTURES, 'documents', name, 'typed.docx'), files[index] ?? '')
    })
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    execFileSync(
      'soffice',
      ['--headless', profile, '--convert-to', 'html', '--outdir', folder, ...files],
      { stdio: 'ignore' },
    )
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(NAMES)('%s has the words of the DOCX', (name) => {
    const words = (blocks: Parameters<typeof paragraphsOf>[0]) =>
      paragraphsOf(blocks)
        .map(({ text }) => text.replace(/\s+/g, ''))
        .join('')
    const page = readHtml(readFileSync(join(folder, `${name}.html`)), DEFAULT_LIMITS)
    const word = readDocx(readFileSync(join(folder, `${name}.docx`)), DEFAULT_LIMITS)
    expect(words(page.blocks)).toBe(words(word.blocks))
    expect(page.source).toBe(charactersOf(page))
  })

  test.each(NAMES)('%s has every row of the truth', async (name) => {
    const report = await parse(readFileSync(join(folder, `${name}.html`)), { name: `${name}.html` })
    const truth = flattenTruth(readTruth(join(FIXTURES, 'truth', name)))
    const { pairs, invented } = compare(truth, flattenReport(report))
    expect(pairs.filter((pair) => !isWhole(pair))).toEqual([])
    expect(invented).toEqual([])
  })
})
