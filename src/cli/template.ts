import path from 'node:path'
import type { Block, Paragraph } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import { PLACEHOLDERS, placeholderOf, templateKeys } from '../write/template.ts'
import { unknown } from './arguments.ts'
import { readDocument } from './engine.ts'
import { readInput } from './input.ts'

const KEY = /\{\{([^{}]*)\}\}/gu
const KNOWN = Object.entries(PLACEHOLDERS).map((names) => names.map(written).join(' or '))

/**
 * The bytes of an office's own document with placeholders. Throws `TEMPLATE_INVALID` where it is
 * no .docx, holds no placeholder or one that is not known, or where the table cannot stand.
 */
export async function readTemplate(file: string): Promise<Uint8Array> {
  const { name, bytes } = await readInput(file)
  const fail = (message: string) => new ZvitError('TEMPLATE_INVALID', message)
  const { format, blocks, asides } = await readDocument(bytes, name, () => undefined)
  if (format !== 'docx' || path.extname(name).toLowerCase() !== '.docx')
    throw fail(`'${name}' is no .docx; save the template as a Word document.`)
  const body = blocks.flatMap(paragraphsOf)
  const keys = [...body, ...asides.map(({ paragraph }) => paragraph)].flatMap(keysOf)
  if (keys.length === 0) throw fail(`'${name}' holds no placeholder. Known: ${KNOWN.join(', ')}.`)
  const strange = keys.find((key) => placeholderOf(key) === null)
  if (strange !== undefined) throw fail(unknownKey(name, strange))
  const tables = body.filter((paragraph) => keysOf(paragraph).some(isTable))
  if (tables.length === 0)
    throw fail(`'${name}' has no {{table}} in its text: the consolidated table would be missing.`)
  if (
    tables.some(({ text }) => text.replace(KEY, '').trim() !== '' || text.match(KEY)?.length !== 1)
  )
    throw fail(`{{table}} in '${name}' must be alone in its paragraph: it takes the place of it.`)
  await expectFillable(bytes, name, keys)
  return bytes
}

function unknownKey(name: string, key: string): string {
  const known = Object.entries(PLACEHOLDERS).flat()
  return unknown(`placeholder of '${name}'`, key.trim(), known).message
}

/** The library that fills them may not see one, in a drawing for example. */
async function expectFillable(bytes: Uint8Array, name: string, keys: readonly string[]) {
  const fillable = new Set((await templateKeys(bytes)).map(placeholderOf))
  const lost = keys.find((key) => !fillable.has(placeholderOf(key)))
  if (lost !== undefined)
    throw new ZvitError(
      'TEMPLATE_INVALID',
      `${written(lost.trim())} in '${name}' stands where it cannot be filled; write it as plain text.`,
    )
}

function paragraphsOf(block: Block): readonly Paragraph[] {
  if (block.kind === 'paragraph') return [block]
  return block.rows.flatMap(({ cells }) =>
    cells.flatMap((cell) => cell.blocks.flatMap(paragraphsOf)),
  )
}

function keysOf({ text }: Paragraph): readonly string[] {
  return [...text.matchAll(KEY)].map(([, key = '']) => key)
}

function isTable(key: string): boolean {
  return placeholderOf(key) === 'table'
}

function written(key: string): string {
  return `{{${key}}}`
}
