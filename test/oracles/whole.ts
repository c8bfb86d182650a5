import { expect } from 'vitest'
import type { Document } from '../../src/model/document.ts'
import { charactersOf } from '../support/blocks.ts'
import { countDoc } from './doc/count.ts'
import { countRtf } from './rtf/count.ts'

/** Expects that the reader gave all that its container handed out, and that a second reading agrees. */
export function expectWhole(document: Document, bytes: Uint8Array): void {
  const oracle = document.format === 'doc' ? countDoc(bytes) : countRtf(bytes, document)
  expect(document.source).toBe(charactersOf(document))
  if (oracle !== null) expect(document.source).toBe(oracle)
}
