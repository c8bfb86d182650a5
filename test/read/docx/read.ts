import { DEFAULT_LIMITS } from '../../../src/containers/limits.ts'
import type { Document } from '../../../src/model/document.ts'
import { readDocx } from '../../../src/read/docx/index.ts'
import { expectWhole } from '../../oracles/whole.ts'
import { paragraphsOf } from '../../support/blocks.ts'
import { docx, type TestDocx } from '../../support/docx.ts'

/** Reads a document and asserts that the independent count finds the same characters. */
export function read(document: TestDocx | Buffer): Document {
  const bytes = Buffer.isBuffer(document) ? document : docx(document)
  const result = readDocx(bytes, DEFAULT_LIMITS)
  expectWhole(result, bytes)
  return result
}

export function texts(document: Document): readonly string[] {
  return paragraphsOf(document.blocks).map(({ text }) => text)
}

export function markers(document: Document): readonly (string | null)[] {
  return paragraphsOf(document.blocks).map(({ marker }) => marker)
}

export function asides(document: Document): readonly string[] {
  return document.asides.map(({ kind, paragraph }) => `${kind} ${paragraph.text}`)
}

export function codes({ diagnostics }: Document): readonly string[] {
  return diagnostics.map(({ code }) => code)
}
