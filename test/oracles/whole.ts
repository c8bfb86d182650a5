import { expect } from 'vitest'
import type { Document } from '../../src/model/document.ts'
import { charactersOf } from '../support/blocks.ts'
import { countDoc } from './doc/count.ts'
import { countDocx } from './docx.ts'
import { countOdt } from './odt.ts'
import { countRtf } from './rtf/count.ts'

/** Expects that the reader gave all that its container handed out, and that a second reading agrees. */
export function expectWhole(document: Document, bytes: Uint8Array): void {
  const oracle = countAgain(document, bytes)
  expect(document.source).toBe(charactersOf(document))
  if (oracle !== null) expect(document.source).toBe(oracle)
}

function countAgain(document: Document, bytes: Uint8Array): number | null {
  if (document.format === 'doc') return countDoc(bytes)
  if (document.format === 'docx') return countDocx(bytes)
  return document.format === 'odt' ? countOdt(bytes) : countRtf(bytes, document)
}
