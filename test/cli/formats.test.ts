import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { fixtureDocuments } from '../../scripts/eval/documents.ts'
import { parse } from '../../src/index.ts'
import { zvit } from '../support/zvit.ts'

/*
 * The built program reads each format as the library does: its bundle must find every engine.
 */

const DOCUMENTS = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url))
const documents = fixtureDocuments()
const forms = [...new Set(documents.map(({ name }) => basename(name)))]

test.each(forms)('%s', async (form) => {
  const document = documents.find(({ name }) => basename(name) === form)
  if (!document) throw new Error(`no fixture is called ${form}`)
  const { code, stdout, stderr } = zvit(join(DOCUMENTS, dirname(document.name)), ['parse', form])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const { source, sections } = await parse(document.bytes, { name: form })
  expect(JSON.parse(stdout)).toMatchObject({ source, sections })
})
