import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { OpenParagraph } from '../../src/document/builder.ts'
import { parse } from '../../src/index.ts'
import { readDoc } from '../../src/read/doc/index.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { readOdt } from '../../src/read/odt/index.ts'
import { readRtf } from '../../src/read/rtf/index.ts'
import { expectWhole } from '../oracles/whole.ts'

/*
 * The count of characters (`coverage.source`): the container counts what it hands out, second readings
 * that know nothing of the reader count the same, and a reader that is made to drop or to double text
 * is caught by the count alone.
 */

/** Cut off on purpose. */
const DAMAGED = 'соцзахист.docx'
const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))
const READERS = { doc: readDoc, docx: readDocx, odt: readOdt, rtf: readRtf } as const
const FORMATS = ['doc', 'docx', 'odt', 'rtf'] as const

describe.each(FORMATS)('%s', (format) => {
  const files = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith(`.${format}`) && !file.endsWith(DAMAGED),
  )

  test.each(files)('%s is counted alike twice', (file) => {
    const bytes = readFileSync(join(FIXTURES, file))
    expectWhole(READERS[format](bytes, DEFAULT_LIMITS), bytes)
  })
})

describe('a reader that does not give what it was handed is caught', () => {
  afterEach(() => {
    vi.restoreAllMocks()
  })

  const MUTANTS: readonly (readonly [string, (text: string) => string])[] = [
    ['drops a letter', (text) => text.replaceAll('щ', '')],
    ['doubles a letter', (text) => text.replaceAll('щ', 'щщ')],
  ]
  const cases = FORMATS.flatMap((format) =>
    MUTANTS.map(([name, mutate]) => [format, name, mutate] as const),
  )

  test.each(cases)('%s: %s', async (format, _, mutate) => {
    const bytes = readFileSync(join(FIXTURES, `documents/c-veterans/auto.${format}`))
    const { add } = OpenParagraph.prototype
    vi.spyOn(OpenParagraph.prototype, 'add').mockImplementation(function (
      this: OpenParagraph,
      text,
      isHidden,
    ) {
      add.call(this, mutate(text), isHidden)
    })
    const report = await parse(bytes, { name: `report.${format}` })
    expect(report.diagnostics.map(({ code }) => code)).toContain('TEXT_NOT_READ')
    expect(report.reasons).toContain('TEXT_NOT_READ')
  })
})
