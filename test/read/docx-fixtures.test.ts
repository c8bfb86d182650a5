import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { Document } from '../../src/model/document.ts'
import { readDocx } from '../../src/read/docx/index.ts'
import { charactersOf, paragraphsOf } from '../support/blocks.ts'

const mammoth = createRequire(import.meta.url)('mammoth')
const folder = new URL('../../fixtures/documents/', import.meta.url)
const names = readdirSync(folder).filter((name) => existsSync(new URL(`${name}/auto.docx`, folder)))

function read(path: string): Document {
  return readDocx(readFileSync(new URL(path, folder)), DEFAULT_LIMITS)
}

/** Each paragraph with its number, white space dropped. */
function printed(document: Document): readonly string[] {
  return paragraphsOf(document.blocks).map(({ marker, text }) =>
    `${marker ?? ''}${text}`.replace(/\s+/g, ''),
  )
}

describe.each(names)('%s', (name) => {
  test('automatic numbers are printed as the typed ones', () => {
    expect(printed(read(`${name}/auto.docx`))).toEqual(printed(read(`${name}/typed.docx`)))
  })

  test.each(['auto.docx', 'typed.docx'])('%s loses no character', async (file) => {
    const document = read(`${name}/${file}`)
    expect(charactersOf(document)).toBe(document.source)
    const { value } = await mammoth.extractRawText({
      buffer: readFileSync(new URL(`${name}/${file}`, folder)),
    })
    const text = paragraphsOf(document.blocks).map((one) => one.text)
    expect(text.join('').replace(/\s+/g, '')).toBe(value.normalize('NFC').replace(/\s+/g, ''))
  })
})
