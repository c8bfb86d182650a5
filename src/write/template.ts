import type { IPatch, Paragraph, Table } from 'docx'
import { say } from '../resources.ts'
import { type Digest, digestTable } from './digest.ts'
import { type WordMaker, wordMaker } from './word.ts'

/** What an office's own document may hold between `{{` and `}}`, and the same in Ukrainian. */
export const PLACEHOLDERS = ['table', 'program', 'period', 'summary', 'bodies', 'missing'] as const
export type Placeholder = (typeof PLACEHOLDERS)[number]

/** A placeholder in Ukrainian. */
export function placeholderWord(name: Placeholder): string {
  return say(`template.placeholders.${name}`)
}

/** What stands in for the placeholders. */
export interface TemplateValues {
  readonly texts: Readonly<Record<Exclude<Placeholder, 'table'>, string>>
  readonly digests: readonly Digest[]
}

/** Half points: five columns are not to be set in the 14 points of a letter. */
const TABLE_SIZE = 20

/** The placeholder of a key as somebody wrote it, in any case; null where there is none of that name. */
export function placeholderOf(key: string): Placeholder | null {
  const name = key.normalize('NFC').trim().replace(/\s+/gu, ' ').toLowerCase()
  return PLACEHOLDERS.find((one) => name === one || name === placeholderWord(one)) ?? null
}

/** The keys of the placeholders that can be filled in a document, as they are written. */
export async function templateKeys(template: Uint8Array): Promise<readonly string[]> {
  const { patchDetector } = await import('docx')
  return patchDetector({ data: template, trimPlaceholders: true })
}

/**
 * The document with its placeholders filled; its styles, headers and footers stay. A text takes the
 * look of its placeholder; the table has the font of the document in 10 points.
 */
export async function fillTemplate(
  template: Uint8Array,
  { texts, digests }: TemplateValues,
): Promise<Uint8Array> {
  const { patchDocument, PatchType } = await import('docx')
  const { run } = await wordMaker()
  const tables = tablesOf(await wordMaker(TABLE_SIZE), digests)
  const fills = (await templateKeys(template)).flatMap((key): [string, IPatch][] => {
    const name = placeholderOf(key)
    if (name === null) return []
    if (name === 'table') return [[key, { type: PatchType.DOCUMENT, children: tables }]]
    // A name with two braces in it would be filled once more.
    const text = texts[name].replaceAll('{{', '{ {')
    return [[key, { type: PatchType.PARAGRAPH, children: [run(text)] }]]
  })
  // The table last: what it holds is word for word, and nothing is filled in after it.
  const patches = fills.sort(([left], [right]) => rank(left) - rank(right))
  return patchDocument({
    outputType: 'nodebuffer',
    data: template,
    trimPlaceholders: true,
    patches: Object.fromEntries(patches),
  })
}

function rank(key: string): number {
  return placeholderOf(key) === 'table' ? 1 : 0
}

/** Where there are several reports, each has its programme and period above. */
function tablesOf(maker: WordMaker, digests: readonly Digest[]): (Paragraph | Table)[] {
  return digests.flatMap((digest) => [
    ...(digests.length > 1
      ? digest.lines.map((line) => maker.paragraph(line, { bold: true, keepsNext: true }))
      : []),
    ...digestTable(maker, digest),
  ])
}
