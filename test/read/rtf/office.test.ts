import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasOffice } from '../../../scripts/fixtures/office.ts'
import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { readRtf } from '../../../src/read/rtf/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'

/*
 * The fixtures as LibreOffice writes them in RTF: the same paragraphs with the same printed numbers
 * as in the Word file, which another reader reads.
 */

const DOCUMENTS = fileURLToPath(new URL('../../../fixtures/documents/', import.meta.url))
const files = readdirSync(DOCUMENTS).flatMap((fixture) =>
  ['auto', 'typed']
    .filter((form) => existsSync(join(DOCUMENTS, fixture, `${form}.docx`)))
    .map((form) => [`${fixture}-${form}`, join(DOCUMENTS, fixture, `${form}.docx`)] as const),
)
const title = hasOffice()
  ? 'written by LibreOffice'
  : 'SKIPPED: LibreOffice (soffice) is not on this machine'

/** Each paragraph that prints something with its number, white space dropped. */
function printed({ blocks }: Document): readonly string[] {
  return paragraphsOf(blocks)
    .map(({ marker, text }) => `${marker ?? ''}${text}`.replace(/\s+/g, ''))
    .filter((text) => text !== '')
}

describe.skipIf(!hasOffice())(title, () => {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-rtf-'))

  beforeAll(() => {
    mkdirSync(join(folder, 'docx'))
    const copies = files.map(([name, path]) => {
      const copy = join(folder, 'docx', `${name}.docx`)
      copyFileSync(path, copy)
      return copy
    })
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile')).href}`
    const settings = ['--headless', profile, '--convert-to', 'rtf', '--outdir', folder]
    spawnSync('soffice', [...settings, ...copies], { stdio: 'ignore' })
  }, 180_000)

  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  test.each(files)('%s', (name, path) => {
    const bytes = readFileSync(join(folder, `${name}.rtf`))
    const document = readRtf(bytes, DEFAULT_LIMITS)
    expect(printed(document)).toEqual(printed(readDocx(readFileSync(path), DEFAULT_LIMITS)))
    expectWhole(document, bytes)
    expect(document.diagnostics).toEqual([])
  })
})
