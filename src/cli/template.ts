import path from 'node:path'
import { type Document, type Paragraph, paragraphsIn } from '../model/document.ts'
import { ZvitError } from '../model/error.ts'
import {
  PLACEHOLDERS,
  placeholderOf,
  placeholderWord,
  type TemplateKind,
  templateKeys,
} from '../write/template.ts'
import { unknown } from './arguments.ts'
import { readDocument } from './engine.ts'
import { readInput } from './input.ts'

const KEY = /\{\{([^{}]*)\}\}/gu

/**
 * The bytes of an office's own document with placeholders; a letterhead needs none. Throws `TEMPLATE_INVALID`
 * where it is no .docx, lacks its table or holds what is not known, or where table or letter cannot stand.
 */
export async function readTemplate(file: string, kind: TemplateKind): Promise<Uint8Array> {
  const { name, bytes } = await readInput(file)
  const document = await readDocument(bytes, name, {})
  const fault = faultOf(document, name, kind)
  if (fault !== null) throw new ZvitError('TEMPLATE_INVALID', fault)
  await expectFillable(bytes, name, { keys: keysIn(document), kind })
  return bytes
}

/** What is wrong with a template, in words; null where nothing is. */
function faultOf(document: Document, name: string, kind: TemplateKind): string | null {
  if (document.format !== 'docx' || path.extname(name).toLowerCase() !== '.docx')
    return `'${name}' is no .docx; save the template as a Word document.`
  const keys = keysIn(document)
  const known = PLACEHOLDERS[kind].flatMap((one) => [one, placeholderWord(one)])
  const [whole] = PLACEHOLDERS[kind]
  if (keys.length === 0 && kind === 'report')
    return `'${name}' holds no placeholder. Known: ${known.map(written).join(', ')}.`
  const strange = keys.find((key) => placeholderOf(key, kind) === null)
  if (strange !== undefined)
    return `In '${name}': ${unknown('placeholder', strange.trim(), known).message}`
  const isWhole = (key: string) => placeholderOf(key, kind) === whole
  const all = [...paragraphsIn(document.blocks)]
  const places = all.filter((paragraph) => keysOf(paragraph).some(isWhole))
  if (places.length === 0 && kind === 'report')
    return `'${name}' has no {{table}} in its text: the consolidated table would be missing.`
  if (!places.every(isAlone))
    return `${written(whole)} in '${name}' must be alone in its paragraph: it takes the place of it.`
  return null
}

function keysIn({ blocks, asides }: Document): readonly string[] {
  const outside = asides.map(({ paragraph }) => paragraph)
  return [...paragraphsIn(blocks), ...outside].flatMap(keysOf)
}

function isAlone({ text }: Paragraph): boolean {
  return text.replace(KEY, '').trim() === '' && text.match(KEY)?.length === 1
}

/** The library that fills them may not see one, in a drawing for example. */
async function expectFillable(
  bytes: Uint8Array,
  name: string,
  { keys, kind }: { readonly keys: readonly string[]; readonly kind: TemplateKind },
) {
  const found = new Set((await keysFor(bytes, name)).map((key) => placeholderOf(key, kind)))
  const lost = keys.find((key) => !found.has(placeholderOf(key, kind)))
  if (lost !== undefined)
    throw new ZvitError(
      'TEMPLATE_INVALID',
      `${written(lost.trim())} in '${name}' stands where it cannot be filled; write it as plain text.`,
    )
}

async function keysFor(bytes: Uint8Array, name: string): Promise<readonly string[]> {
  try {
    return await templateKeys(bytes)
  } catch (cause) {
    const message = `'${name}' cannot be filled; save it anew in Word or LibreOffice as .docx.`
    throw new ZvitError('TEMPLATE_INVALID', message, { cause })
  }
}

function keysOf({ text }: Paragraph): readonly string[] {
  return [...text.matchAll(KEY)].map(([, key = '']) => key)
}

function written(key: string): string {
  return `{{${key}}}`
}
