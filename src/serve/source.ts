import { stat } from 'node:fs/promises'
import { DEFAULT_ALLOWANCE } from '../containers/spending.ts'
import {
  type Block,
  type Cell,
  type Document,
  type Paragraph,
  paragraphsIn,
  type Table,
} from '../model/document.ts'
import type { Place } from '../model/place.ts'
import type { Report } from '../model/report.ts'
import { changed } from '../run/container/container.ts'
import { describeFailure } from '../run/failure.ts'
import { SECONDS_A_PAGE } from '../run/process-file.ts'
import { addTo } from '../text/lists.ts'
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

/** Makes the text of a report's file as the reader saw it, once for each report, and draws its pages. */
export function openSources({ findSource, program }: Desk) {
  const kept = new Map<string, Promise<Markup>>()
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(work: () => Promise<Result>): Promise<Result> => {
    const made = last.then(work)
    last = made.catch(() => null)
    return made
  }

  /**
   * What `zvit text` makes of the very bytes that were imported: a name from an archive may point anywhere. Libraries
   * know no limits, so that the process has them. Throws `READ_ERROR` where the bytes are there no more.
   */
  async function run({ source: { name, sha256, pages } }: Report, ...options: readonly string[]) {
    const found = (await findSource())(name)
    if (found === null) throw changed()
    const member = found.within === '' ? [] : [`--member=${found.within}`]
    const args = ['text', found.file, ...member, `--sha256=${sha256}`, ...options]
    const heap = `--max-old-space-size=${DEFAULT_ALLOWANCE.megabytes}`
    const env = { ...process.env, NODE_OPTIONS: `${process.env.NODE_OPTIONS ?? ''} ${heap}` }
    const seconds = LIMITS.view + (pages ?? 0) * SECONDS_A_PAGE
    // What is busy hears no other signal.
    return runProgram(program, args, { timeout: seconds * 1000, env, killSignal: 'SIGKILL' })
  }

  async function read(report: Report, words: Words): Promise<Markup> {
    const text = await run(report, '--json')
    return documentMarkup(JSON.parse(text.toString()) as Document, report, words)
  }

  /** A page as PNG; one is drawn at a time. */
  const draw = (report: Report, page: string) => inTurn(() => run(report, '--picture', page))

  const asWord = async (report: Report, { language }: Words): Promise<Markup> => {
    const made = await inTurn(() => run(report, '--as-word', '--lang', language))
    return { html: made.toString() }
  }

  const show = async (report: Report, words: Words): Promise<Markup> => {
    const { producedBy, source } = report
    const { file = '' } = (await findSource())(source.name) ?? {}
    const state = await stat(file).catch(() => null)
    const name = JSON.stringify([producedBy.key, source.part, words.language, file, state?.mtimeMs])
    const made = kept.get(name) ?? read(report, words)
    kept.delete(name)
    kept.set(name, made)
    made.catch(() => kept.delete(name))
    const [oldest] = kept.keys()
    if (kept.size > LIMITS.sources && oldest !== undefined) kept.delete(oldest)
    return made
  }
  return { source: tellingFailure(show), word: tellingFailure(asWord), draw }
}

type View = (report: Report, words: Words) => Promise<Markup>

/** A failure is told where the text would stand. */
function tellingFailure(view: View): View {
  return (report, words) =>
    view(report, words).catch((error) => {
      const { code } = describeFailure(error)
      const key = code === 'READ_ERROR' ? 'source.away' : 'source.failed'
      return html`<p>${words.phrase(key, { why: words.label(code) })}</p>`
    })
}

/** What a paragraph became, by its place: the kind of what was passed over, or null for a value. */
type Fates = ReadonlyMap<string, string | null>
type Shown = { readonly fates: Fates; readonly words: Words }

/** A document as our own HTML: tables with their cells; what no value holds says what it was taken for. */
export function documentMarkup(document: Document, report: Report, words: Words): Markup {
  const passed = report.unplaced.flatMap(({ kind, at }) =>
    at.map((place) => [placeKey(place), kind] as const),
  )
  const shown = { fates: new Map(passed), words }
  const asides = document.asides.map((aside) => paragraph(aside.paragraph, shown))
  const pages = pagesOf(document, report, shown)
  const text = html`<div class="document">${document.blocks.map((one) => block(one, shown))}
${asides.length === 0 ? null : html`<h3>${words.phrase('source.asides')}</h3>${asides}`}</div>`
  if (pages === null) return text
  return html`${pages}<details><summary>${words.phrase('source.text')}</summary>${text}</details>`
}

/** Points of a PDF in pixels at 96 an inch, as its pages are drawn; boxes of pictures are in their own pixels. */
const SCALES: Readonly<Record<string, number>> = { pdf: 96 / 72, image: 1 }

/** Pages as they are seen, with a box over each paragraph; null where a document has none. */
function pagesOf(
  { blocks, asides, format }: Document,
  { producedBy, source }: Report,
  { fates, words: { phrase } }: Shown,
): readonly Markup[] | null {
  const scale = SCALES[format]
  if (scale === undefined) return null
  const boxes = new Map<number, Markup[]>()
  for (const { place } of [...paragraphsIn(blocks), ...asides.map((one) => one.paragraph)]) {
    const { page, box } = place
    if (!page || !box) continue
    const [left, top, right, bottom] = box
    const passed = fates.get(placeKey(place)) ? html` class="passed"` : null
    addTo(
      boxes,
      page,
      html`<rect data-at="${placeKey(place)}"${passed} x="${left}" y="${top}" width="${right - left}" height="${bottom - top}"/>`,
    )
  }
  return Array.from({ length: source.pages ?? 0 }, (_, index) => {
    const address = `/report/${producedBy.key}/${source.part}/page/${index + 1}`
    return html`<figure class="page"><img src="${address}" alt="${phrase('source.page', { page: index + 1 })}" loading="lazy"><svg aria-hidden="true"><g transform="scale(${scale})">${boxes.get(index + 1) ?? null}</g></svg></figure>\n`
  })
}

function block(one: Block, shown: Shown): Markup {
  return one.kind === 'paragraph' ? paragraph(one, shown) : grid(one, shown)
}

function hasHeading(one: Block, { fates }: Shown): boolean {
  return [...paragraphsIn([one])].some(
    ({ place }) => fates.get(placeKey(place)) === 'column_heading',
  )
}

/** Without headings of columns it is no table to a screen reader. */
function grid(table: Table, shown: Shown): Markup {
  const role = hasHeading(table, shown) ? null : html` role="presentation"`
  return html`<table${role}>${table.rows.map((row) => html`<tr>${row.cells.map((one) => cell(one, shown))}</tr>\n`)}</table>`
}

function cell({ rowSpan, columnSpan, blocks }: Cell, shown: Shown): Markup {
  const spans = html`${rowSpan > 1 ? html` rowspan="${rowSpan}"` : null}${columnSpan > 1 ? html` colspan="${columnSpan}"` : null}`
  const inside = blocks.map((one) => block(one, shown))
  return blocks.some((one) => hasHeading(one, shown))
    ? html`<th scope="${columnSpan > 1 ? 'colgroup' : 'col'}"${spans}>${inside}</th>`
    : html`<td${spans}>${inside}</td>`
}

function paragraph({ text, marker, place }: Paragraph, { fates, words: { phrase } }: Shown) {
  const key = placeKey(place)
  const passed = fates.get(key)
  const kind = passed ? html` class="passed" title="${phrase(`unplaced.${passed}`)}"` : null
  const number = marker === null ? null : html`<span class="marker">${marker}</span> `
  return html`<p data-at="${key}"${kind}>${number}${text.replaceAll('\v', '\n')}</p>`
}
