import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import type { Block, Cell, Document, Paragraph, Table } from '../model/document.ts'
import type { Place } from '../model/place.ts'
import type { Report } from '../model/report.ts'
import { html, type Markup } from '../write/html.ts'
import { runProgram } from './child.ts'
import type { Desk } from './desk.ts'
import { LIMITS } from './limits.ts'
import type { Words } from './words.ts'

/** What equal places have in common: an attribute by which both sides find each other. */
export function placeKey({ page, box, table, row, column, paragraph, line, part }: Place): string {
  return [page, box?.map(Math.round).join('-'), table, row, column, paragraph, line, part]
    .map((one) => one ?? '')
    .join('.')
}

/** The keys of all places of a value, apart by blanks. */
export function placeKeys(at: readonly Place[]): string {
  return at.map(placeKey).join(' ')
}

/** Makes the text of a report's file as the reader saw it, once for each report. */
export function openSources({ findSource, program }: Desk) {
  const kept = new Map<string, Promise<Markup>>()

  async function read(report: Report, words: Words): Promise<Markup> {
    const find = await findSource()
    const file = find(report.source.name)
    // A name from an archive may point anywhere: only the very bytes that were imported are shown.
    if (file === null || (await hashOf(file)) !== report.source.sha256)
      return html`<p>${words.phrase('source.away')}</p>`
    const { stdout } = await runProgram(program, ['text', file, '--json'])
    return documentMarkup(JSON.parse(stdout) as Document, report, words)
  }

  return (report: Report, words: Words): Promise<Markup> => {
    const name = `${report.producedBy.key} ${report.source.part} ${words.language}`
    const made = kept.get(name) ?? read(report, words)
    kept.delete(name)
    kept.set(name, made)
    made.catch(() => kept.delete(name))
    const [oldest] = kept.keys()
    if (kept.size > LIMITS.sources && oldest !== undefined) kept.delete(oldest)
    return made
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file)) hash.update(chunk as Uint8Array)
  return hash.digest('hex')
}

/** What a paragraph became, by its place: the kind of what was passed over, or null for a value. */
type Fates = ReadonlyMap<string, string | null>

/** A document as our own HTML: tables with their cells; what no value holds says what it was taken for. */
export function documentMarkup(document: Document, report: Report, words: Words): Markup {
  const fates = fatesOf(report)
  const tell = (one: Paragraph) => paragraph(one, fates, words)
  const asides = document.asides.map((aside) => tell(aside.paragraph))
  return html`<div class="document">${document.blocks.map((one) => block(one, tell))}
${asides.length === 0 ? null : html`<h3>${words.phrase('source.asides')}</h3>${asides}`}</div>`
}

function fatesOf({ unplaced }: Report): Fates {
  return new Map(unplaced.flatMap(({ kind, at }) => at.map((place) => [placeKey(place), kind])))
}

type Tell = (paragraph: Paragraph) => Markup

function block(one: Block, tell: Tell): Markup {
  return one.kind === 'paragraph' ? tell(one) : grid(one, tell)
}

function grid({ rows }: Table, tell: Tell): Markup {
  return html`<table>${rows.map((row) => html`<tr>${row.cells.map((one) => cell(one, tell))}</tr>\n`)}</table>`
}

function cell({ rowSpan, columnSpan, blocks }: Cell, tell: Tell): Markup {
  const spans = html`${rowSpan > 1 ? html` rowspan="${rowSpan}"` : null}${columnSpan > 1 ? html` colspan="${columnSpan}"` : null}`
  return html`<td${spans}>${blocks.map((one) => block(one, tell))}</td>`
}

function paragraph({ text, marker, place }: Paragraph, fates: Fates, { phrase }: Words): Markup {
  const key = placeKey(place)
  const passed = fates.get(key)
  const kind = passed ? html` class="passed" title="${phrase(`unplaced.${passed}`)}"` : null
  const number = marker === null ? null : html`<span class="marker">${marker}</span> `
  return html`<p data-at="${key}"${kind}>${number}${text}</p>`
}
