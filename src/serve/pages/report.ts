import type { Place } from '../../model/place.ts'
import type { Item, Measure, Report, Section } from '../../model/report.ts'
import type { SqlRow } from '../../stats/engine.ts'
import { placeWords } from '../../stats/evidence.ts'
import { flatten } from '../../write/flatten.ts'
import { html, type Markup, marked } from '../../write/html.ts'
import { addressOf, statusMark, type View } from '../frame.ts'
import { placeKeys } from '../source.ts'
import { measureAddress } from './parts.ts'

/** What a page of a report is made of. */
interface Shown {
  readonly report: Report
  /** Its row of `sql/page/report.sql`. */
  readonly head: SqlRow
  /** Its rows as people corrected them. */
  readonly answers: readonly SqlRow[]
}

/** A report as it was read, beside the text of its source, which the script asks for. */
export function reportPage(view: View, { report, head, answers }: Shown): Markup {
  const { phrase, label, count } = view.words
  const { source, grade, reasons, unplaced, counts } = report
  const byKey = new Map(answers.map((row) => [row.key, row]))
  const rows = new Map(
    flatten(report).map(({ measureId, key }) => [measureId, byKey.get(key) ?? {}]),
  )
  const address = `/report/${report.producedBy.key}/${source.part}`
  const views = source.format === 'docx' ? ['source', 'word'] : ['source']
  const from = (name: string) => addressOf(`${address}/${name}`, { lang: view.words.language })
  return html`<dl class="facts">
<dt>${phrase('column.body')}</dt><dd><a href="${addressOf('/body', { name: head.body })}">${`${head.body}`}</a></dd>
<dt>${phrase('column.programme')}</dt><dd>${report.heading.programme ?? '–'}</dd>
<dt>${phrase('column.measures')}</dt><dd>${count(counts.measures)}; ${phrase('report.doubts', { count: counts.needsReview })}</dd>
<dt>${phrase('report.grade')}</dt><dd>${phrase(`report.${grade}`)} ${reasons.map((reason) => label(reason)).join('; ')}</dd>
<dt>${phrase('column.counts')}</dt><dd>${head.counts ? phrase('yes') : phrase('no')}: ${label(head.rule)} ${head.instead ? `→ ${head.instead}` : ''}</dd>
</dl>
<div class="beside">
<section class="tree" aria-label="${phrase('report.tree')}"><h2>${phrase('report.tree')}</h2>
${report.sections.map((section) => sectionPart(section, view, rows, report))}
${passedOver(view, unplaced)}</section>
<section class="source" aria-label="${phrase('report.source')}"><h2>${phrase('report.source')}</h2>
<p class="views" role="group" aria-label="${phrase('report.source')}"${views.length > 1 ? null : html` hidden`}>${views.map((name) => html`<button type="button" data-view="${from(name)}" aria-pressed="${name === 'source' ? 'true' : 'false'}">${phrase(`report.as-${name}`)}</button> `)}</p>
<div id="source"><a href="${from('source')}">${phrase('report.open')}</a></div></section>
</div>`
}

type Rows = ReadonlyMap<string, SqlRow>

function sectionPart(
  { label, title, at, items, parents }: Section,
  view: View,
  rows: Rows,
  report: Report,
): Markup {
  const above = parents.map(
    (parent) => html`<p class="parents">${parent.label ?? ''} ${parent.title}</p>`,
  )
  return html`${above}${title === '' && label === null ? null : html`<h3 data-at="${placeKeys(at)}">${label ?? ''} ${title}</h3>`}
${items.map((item) => itemPart(item, view, rows, report))}`
}

function itemPart(
  { label, title, at, measures }: Item,
  view: View,
  rows: Rows,
  report: Report,
): Markup {
  const heading =
    title === '' ? null : html`<h4 data-at="${placeKeys(at)}">${label ?? ''} ${title}</h4>`
  return html`${heading}${measures.map((measure) => measurePart(measure, view, rows.get(measure.id) ?? {}, report))}`
}

function measurePart(
  measure: Measure,
  view: View,
  row: SqlRow,
  { source, heading }: Report,
): Markup {
  const { id, label, text, at, deadline, executors, response, extra } = measure
  const { phrase, label: word } = view.words
  const value = (name: string, one: Pick<Measure, 'text' | 'at'>) =>
    one.text === ''
      ? null
      : html`<dt>${name}</dt><dd data-at="${placeKeys(one.at)}">${one.text}</dd>`
  const canonical = { programme: heading.programme, canonicalId: row.canonicalId ?? id }
  const where =
    view.words.language === 'uk'
      ? placeWords(response.at, source.format)
      : [...new Set(response.at.map(placeText))].join('; ')
  return html`<article class="measure${row.needsReview ? ' needs-review' : ''}" id="m-${id}" aria-label="${id}" data-key="${`${row.key ?? ''}`}">
<p data-at="${placeKeys(at)}"><a href="${measureAddress(canonical)}">${id}</a> ${label ?? ''} ${text}</p>
<dl>${value(phrase('column.deadline'), deadline)}${value(phrase('column.executors'), executors)}${extra.map((one) => value(one.heading ?? '', one))}</dl>
<blockquote data-at="${placeKeys(response.at)}" title="${where}">${response.text === '' ? html`<i>${phrase('queue.empty')}</i>` : marked(response.text, response.evidence)}</blockquote>
<p>${statusMark(view.words, row.status ?? response.status, row.detail ?? response.detail)}${row.needsReview ? html` <span class="doubt">${phrase('list.doubt')}</span>` : null}${row.correctedBy ? html` <small>${phrase('report.corrected', { by: row.correctedBy, machine: word(row.machineStatus) })}</small>` : null} <small>${(Array.isArray(row.findings) ? row.findings : []).map((code) => word(code)).join('; ')}</small></p>
</article>
`
}

/** In English the names of numbers are words themselves; all but pages are counted from 0. */
function placeText({ page, table, row, column, line }: Place): string {
  const numbers = Object.entries({ page: page && page - 1, table, row, column, line })
  return numbers.flatMap(([name, at]) => (at === undefined ? [] : [`${name} ${at + 1}`])).join(', ')
}

/** What is no part of a value, with what it was taken for. */
function passedOver({ words: { phrase } }: View, unplaced: Report['unplaced']): Markup | null {
  if (unplaced.length === 0) return null
  return html`<details class="unplaced"><summary>${phrase('report.passed', { count: unplaced.length })}</summary>
<ul>${unplaced.map(({ kind, text, at }) => html`<li data-at="${placeKeys(at)}"><small>${phrase(`unplaced.${kind}`)}</small> ${text}</li>\n`)}</ul></details>`
}
