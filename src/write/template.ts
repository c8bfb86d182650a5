import type { IPatch, Paragraph, Table } from 'docx'
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate'
import { say } from '../resources.ts'
import { wordMaker } from './word.ts'

/**
 * What an office's own document may hold between `{{` and `}}`, and the same in Ukrainian, by what it is
 * for. The first stands alone in its paragraph and takes the place of it; the others are filled in a line.
 */
export const PLACEHOLDERS = {
  report: ['table', 'program', 'period', 'summary', 'bodies', 'missing'],
  letter: ['letter', 'subject', 'addressee', 'date', 'number', 'post', 'signer'],
} as const
export type TemplateKind = keyof typeof PLACEHOLDERS
type Placeholder = (typeof PLACEHOLDERS)[TemplateKind][number]
type Texts = Readonly<Partial<Record<Placeholder, string>>>

/** A placeholder in Ukrainian. */
export function placeholderWord(name: Placeholder): string {
  return say(`template.placeholders.${name}`)
}

/** Half points: five columns are not to be set in the 14 points of a letter. */
export const TABLE_SIZE = 20

/** The placeholder of a key as somebody wrote it, in any case; null where there is none of that name. */
export function placeholderOf(key: string, kind: TemplateKind): Placeholder | null {
  const name = key.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
  return PLACEHOLDERS[kind].find((one) => name === one || name === placeholderWord(one)) ?? null
}

/** The keys of the placeholders that can be filled in a document, as they are written. */
export async function templateKeys(template: Uint8Array): Promise<readonly string[]> {
  const { patchDetector } = await import('docx')
  return patchDetector({ data: template, trimPlaceholders: true })
}

/** Fills the first placeholder of a kind with paragraphs and tables, the others with texts. */
export async function fillPlaces(
  template: Uint8Array,
  kind: TemplateKind,
  { texts, children }: { readonly texts: Texts; readonly children: (Paragraph | Table)[] },
): Promise<Uint8Array> {
  const { patchDocument, PatchType } = await import('docx')
  const { run } = await wordMaker()
  const [whole] = PLACEHOLDERS[kind]
  const fills = (await templateKeys(template)).flatMap((key): [string, IPatch][] => {
    const name = placeholderOf(key, kind)
    if (name === null) return []
    if (name === whole) return [[key, { type: PatchType.DOCUMENT, children }]]
    // A name with two braces in it would be filled once more.
    const text = (texts[name] ?? '').replaceAll('{{', '{ {')
    return [[key, { type: PatchType.PARAGRAPH, children: [run(text)] }]]
  })
  // The whole last: what it holds is word for word, and nothing is filled in after it.
  const rank = (key: string) => Number(placeholderOf(key, kind) === whole)
  const patches = fills.sort(([left], [right]) => rank(left) - rank(right))
  return patchDocument({
    outputType: 'nodebuffer',
    data: template,
    trimPlaceholders: true,
    patches: Object.fromEntries(patches),
  })
}

const TEXT_PART = 'word/document.xml'

/** The document with a paragraph of its own for a placeholder, behind all that it holds. */
export function withPlaceholder(template: Uint8Array, name: Placeholder): Uint8Array {
  const parts = unzipSync(template)
  const text = strFromU8(parts[TEXT_PART] ?? new Uint8Array())
  // What a section is like stands behind its last paragraph.
  const section = text.lastIndexOf('<w:sectPr')
  const end = section > text.lastIndexOf('</w:p>') ? section : text.lastIndexOf('</w:body>')
  const place = `<w:p><w:r><w:t>{{${name}}}</w:t></w:r></w:p>`
  parts[TEXT_PART] = strToU8(text.slice(0, end) + place + text.slice(end))
  return zipSync(parts)
}
