import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { flattenReport, flattenTruth } from '../../test/support/flat.ts'
import { compare, isWhole } from '../../test/support/truth.ts'
import { shownShare } from '../eval/share.ts'
import { type Layout, readLayout } from '../fixtures/layout.ts'
import { readTruth, type Truth } from '../fixtures/truth.ts'
import type { Built } from './built-package.ts'

/** The fixture that is measured: 32 measures on seven pages, damaged as the real report is. */
const NAME = 'twin-of-the-seed'

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))

export const TRUTH: Truth = readTruth(join(FIXTURES, 'truth', NAME))
export const LAYOUT: Layout = readLayout(join(FIXTURES, 'truth', NAME))

/** Path of one of its documents. */
export function documentFile(form: string): string {
  return join(FIXTURES, 'documents', NAME, form)
}

/** How many rows of a truth are read whole, as `32/32`. */
export async function rowsRight(built: Built, bytes: Uint8Array, truth: Truth): Promise<string> {
  const report = await built.library.parse(bytes, { name: 'document' })
  const { pairs } = compare(flattenTruth(truth), flattenReport(report))
  const measures = pairs.filter(({ expected }) => expected.level === 'measure')
  return shownShare({ right: measures.filter(isWhole).length, of: measures.length })
}
