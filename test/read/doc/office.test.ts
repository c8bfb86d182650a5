import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOffice } from '../../../scripts/fixtures/office.ts'
import { fixtureNames } from '../../../scripts/fixtures/truth.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import { parse } from '../../../src/index.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDoc } from '../../../src/read/doc/index.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { flattenReport } from '../../support/flat.ts'
import { compare, describeDifference } from '../../support/truth.ts'

/*
 * The fixtures as LibreOffice writes them into .doc: the same trees as from .docx, and the numbers
 * that LibreOffice itself prints for the .doc (it renumbers some lists when it writes them).
 */

const fixtures = fileURLToPath(new URL('../../../fixtures/', import.meta.url))
const names = fixtureNames(join(fixtures, 'truth'))
const MINUTE = 60_000
const title = hasOffice()
  ? 'fixtures written by LibreOffice'
  : 'SKIPPED: no soffice on this machine'

describe.skipIf(!hasOffice())(title, () => {
  let folder = ''
  const bytesOf = (file: string) => readFileSync(join(folder, file))
  const document = (file: string): Document => readDoc(bytesOf(file), DEFAULT_LIMITS)

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'zvit-doc-'))
    const forms = names.flatMap((name) => ['typed', 'auto'].map((form) => ({ name, form })))
    for (const { name, form } of forms)
      copyFileSync(
        join(fixtures, 'documents', name, `${form}.docx`),
        join(folder, `${name}-${form}.docx`),
      )
    const files = forms.map(({ name, form }) => join(folder, `${name}-${form}`))
    convert(
      folder,
      'doc',
      files.map((file) => `${file}.docx`),
    )
    convert(
      folder,
      'txt:Text (encoded):UTF8',
      files.map((file) => `${file}.doc`),
    )
  })

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(names)('%s gives the same tree as its .docx', async (name) => {
    const [report, truth] = await Promise.all(
      ['doc', 'docx'].map((form) => parse(bytesOf(`${name}-typed.${form}`), { name })),
    )
    if (report === undefined || truth === undefined) throw new Error('no report')
    const { differences } = compare(flattenReport(truth), flattenReport(report))
    expect(differences.map(describeDifference)).toEqual([])
  })

  test.each(names)('%s has the paragraphs and cells of its .docx', (name) => {
    const written = readDocx(bytesOf(`${name}-typed.docx`), DEFAULT_LIMITS)
    const shape = ({ blocks }: Document) =>
      paragraphsOf(blocks).map(({ text, place: { table, row, column } }) =>
        [table, row, column, text.trim()].join(' '),
      )
    expect(shape(document(`${name}-typed.doc`))).toEqual(shape(written))
  })

  test.each(names)('%s prints its automatic numbers as LibreOffice does', (name) => {
    const printed = count(
      bytesOf(`${name}-auto.txt`)
        .toString('utf8')
        .split(/[\n\t]/),
    )
    const paragraphs = paragraphsOf(document(`${name}-auto.doc`).blocks)
    const numbered = paragraphs.filter(({ marker }) => marker !== null)
    expect(numbered.length).toBeGreaterThan(0)
    for (const [line, times] of count(numbered.map(({ marker, text }) => `${marker}${text}`)))
      expect([line, printed.get(line)]).toEqual([line, times])
  })

  test.each(names)('%s loses no character', (name) => {
    for (const form of ['typed', 'auto']) {
      const result = document(`${name}-${form}.doc`)
      expectWhole(result, bytesOf(`${name}-${form}.doc`))
      const all = squeeze(
        paragraphsOf(result.blocks)
          .map(({ text }) => text)
          .join(''),
      )
      const text = squeeze(bytesOf(`${name}-${form}.txt`).toString('utf8'))
      if (form === 'typed') expect(all).toBe(text)
    }
  })
})

function convert(folder: string, filter: string, files: readonly string[]): void {
  const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
  const settings = ['--headless', profile, '--convert-to', filter, '--outdir', folder]
  const { status, stderr } = spawnSync('soffice', [...settings, ...files], {
    encoding: 'utf8',
    timeout: 9 * MINUTE,
  })
  if (status !== 0) throw new Error(`LibreOffice made no ${filter}: ${stderr}`)
}

function squeeze(text: string): string {
  return text.normalize('NFC').replace(/[\s\ufeff]+/g, '')
}

function count(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const line of lines.map(squeeze)) counts.set(line, (counts.get(line) ?? 0) + 1)
  return counts
}
