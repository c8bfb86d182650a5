import type { SqlRow } from '../../stats/engine.ts'
import { html, type Markup } from '../../write/html.ts'
import { addressOf, statusMark, type View } from '../frame.ts'
import { LIMITS } from '../limits.ts'

/** A period of a row as its ends; the whole of a year as the year. */
export function periodOf({ periodFrom, periodTo }: SqlRow): string {
  if (!periodFrom || !periodTo) return ''
  const [from, to] = [`${periodFrom}`, `${periodTo}`]
  const year = from.slice(0, 4)
  return from === `${year}-01-01` && to === `${year}-12-31` ? year : `${from} – ${to}`
}

/** Where a row stands: its measure in the report beside the source. */
export function reportAddress({ reportKey, sourcePart, measureId }: SqlRow): string {
  const place = measureId ? `#m-${encodeURIComponent(`${measureId}`)}` : ''
  return `/report/${reportKey}/${sourcePart}${place}`
}

export function measureAddress({ programme, canonicalId }: SqlRow): string {
  return addressOf('/measure', { programme, id: canonicalId })
}

/** A measure and what a body said on it, as lists show both. */
export function answerCells(view: View, row: SqlRow): readonly Markup[] {
  const { phrase } = view.words
  const text = `${row.measureText ?? ''}`
  const file = row.reportKey
    ? html`<a href="${reportAddress(row)}">${phrase('list.source')}</a>`
    : null
  return [
    html`<a href="${measureAddress(row)}">${`${row.canonicalId ?? ''}`}</a> ${text.length > LIMITS.quoted ? `${text.slice(0, LIMITS.quoted)}…` : text}`,
    html`${statusMark(view.words, row.status, row.detail)}${row.needsReview ? html` <span class="doubt" title="${phrase('list.doubt')}">?</span>` : null}${row.correctedBy ? html`<br><small>${phrase('list.decidedBy', { by: row.correctedBy })}</small>` : null}`,
    html`<span class="words">${`${row.responseText ?? ''}`}</span> ${file}`,
  ]
}

/** A choice among values of the query, sent when it changes; '' is all of them. */
export function choice(
  view: View,
  name: string,
  options: readonly (readonly [value: string, label: string])[],
): Markup {
  const { phrase } = view.words
  const now = new URLSearchParams(view.at.split('?')[1]).get(name) ?? ''
  const all = [['', phrase('filter.all')] as const, ...options]
  return html`<label>${phrase(`filter.${name}`)} <select name="${name}">${all.map(([value, label]) => html`<option value="${value}"${value === now ? html` selected` : null}>${label}</option>`)}</select></label> `
}
