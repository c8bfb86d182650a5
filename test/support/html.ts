import { expect } from 'vitest'
import { DEFAULT_LIMITS, type Limits } from '../../src/containers/limits.ts'
import type { Block, Document, Table } from '../../src/model/document.ts'
import { readHtml } from '../../src/read/html/index.ts'
import { countHtml } from '../oracles/html.ts'
import { paragraphsOf } from './blocks.ts'

/** A page in UTF-8 that says so. */
export function page(body: string, head = ''): Buffer {
  return Buffer.from(
    `<!DOCTYPE html><html><head><meta charset="utf-8"><title>Назва</title>${head}</head><body>${body}</body></html>`,
  )
}

/** The page as it is read; its count is held against a second reading. */
export function readPage(body: string, head = '', limits: Partial<Limits> = {}): Document {
  const bytes = page(body, head)
  const document = readHtml(bytes, { ...DEFAULT_LIMITS, ...limits })
  expect(document.source).toBe(countHtml(bytes))
  return document
}

/** Each paragraph of the flow with its number before it. */
export function lines(document: Document): readonly string[] {
  return paragraphsOf(document.blocks).map(({ marker, text }) =>
    marker === null ? text : `${marker}|${text}`,
  )
}

/** Each text beside the flow with its kind. */
export function asides(document: Document): readonly string[] {
  return document.asides.map(({ kind, paragraph }) => `${kind}: ${paragraph.text}`)
}

export function codes(document: Document): readonly string[] {
  return document.diagnostics.map(({ code }) => code)
}

/** Each cell as `text@row,column` with `+rows,columns` where it spans more than one. */
export function drawn({ rows }: Table): readonly (readonly string[])[] {
  return rows.map(({ cells }) =>
    cells.map(({ row, column, rowSpan, columnSpan, blocks }) => {
      const span = rowSpan > 1 || columnSpan > 1 ? `+${rowSpan},${columnSpan}` : ''
      return `${textOf(blocks)}@${row},${column}${span}`
    }),
  )
}

function textOf(blocks: readonly Block[]): string {
  return paragraphsOf(blocks)
    .map(({ text }) => text)
    .join('/')
}
