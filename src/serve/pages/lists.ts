import { STATUSES } from '../../model/vocabulary.ts'
import type { SqlRow } from '../../stats/engine.ts'
import { html, type Markup } from '../../write/html.ts'
import type { Ask } from '../desk.ts'
import { addressOf, pager, type Query, table, type View } from '../frame.ts'
import { LIMITS } from '../limits.ts'
import { Refusal } from '../problem.ts'
import { indexWords, soughtIn } from '../search.ts'
import { answerCells, choice, periodOf, reportAddress } from './parts.ts'

/** What all bodies said on a measure in all periods. */
export async function measurePage(view: View, { ask }: Ask, query: Query) {
  const { phrase, label } = view.words
  const rows = await ask('measure', { id: query.id ?? '', programme: query.programme ?? '' })
  const [first] = rows
  if (first === undefined) throw new Refusal(404, 'NOT_FOUND')
  const title = phrase('measure.title', { id: first.canonicalId })
  return {
    title,
    content: html`<p class="lead">${`${first.measureText}`}</p>
<dl><dt>${phrase('column.section')}</dt><dd>${`${first.sectionTitle ?? ''}`}</dd><dt>${phrase('column.item')}</dt><dd>${`${first.itemTitle ?? ''}`}</dd>
<dt>${phrase('column.deadline')}</dt><dd>${`${first.deadlineText ?? ''}`}</dd><dt>${phrase('column.executors')}</dt><dd>${`${first.executorsText ?? ''}`}</dd></dl>
${table(
  view,
  phrase('measure.bodies'),
  ['body', 'period', 'standing', 'status', 'words'],
  rows.map((row) => {
    const [, status = null, words = null] = answerCells(view, row)
    const body = html`<a href="${addressOf('/body', { name: row.body })}">${`${row.body}`}</a>`
    return [body, periodOf(row), row.standing ? label(row.standing) : '', status, words]
  }),
)}`,
  }
}

/** Everything that a body said, the reports that it sent, and what it left out. */
export async function bodyPage(view: View, { ask }: Ask, query: Query) {
  const { phrase, label } = view.words
  const { name = '', status = '', from = '0' } = query
  const rows = await ask('body', { body: name, status, from: whole(from) })
  const reports = await ask('received', { body: name })
  if (rows.length === 0 && reports.length === 0 && status === '')
    throw new Refusal(404, 'NOT_FOUND')
  return {
    title: name,
    content: html`${table(
      view,
      phrase('body.reports'),
      ['file', 'programme', 'period', 'measures', 'counts'],
      reports.map((row) => [
        html`<a href="${reportAddress(row)}">${`${row.sourceName}`}</a>`,
        `${row.programme ?? ''}`,
        periodOf(row),
        Number(row.measures),
        html`${row.counts ? phrase('yes') : phrase('no')} <small>${label(row.rule)}</small>`,
      ]),
    )}
<form class="filters" aria-label="${phrase('filter.do')}" data-auto>${choice(view, 'status', statuses(view))}<input type="hidden" name="name" value="${name}"><button>${phrase('filter.do')}</button></form>
${answers(view, rows, Number(whole(from)))}`,
  }
}

/** Answers that hold all words of a search. */
export async function searchPage(view: View, { ask, once }: Ask, query: Query) {
  const { phrase } = view.words
  const { q = '', status = '', body = '', from = '0' } = query
  const sought = soughtIn(q)
  if (sought) await once('words', indexWords)
  if (sought?.phrases) await once('page/texts')
  const rows = sought ? await ask('search', { ...sought, status, body, from: whole(from) }) : []
  return {
    title: phrase('search.title'),
    content: html`<form class="filters" aria-label="${phrase('filter.do')}" data-auto><label>${phrase('search.words')} <input type="search" name="q" value="${q}"></label>
${choice(view, 'status', statuses(view))}<button>${phrase('filter.do')}</button></form>
${sought ? answers(view, rows, Number(whole(from)), true) : html`<p>${phrase('search.how')}</p>`}`,
  }
}

function answers(view: View, rows: readonly SqlRow[], from: number, hasBody = false): Markup {
  const { phrase } = view.words
  const shown = rows.slice(0, LIMITS.rows)
  const columns = [...(hasBody ? ['body'] : []), 'measure', 'status', 'words']
  const body = ({ body: name }: SqlRow) =>
    html`<a href="${addressOf('/body', { name })}">${`${name}`}</a>`
  return html`${table(
    view,
    rows.length === 0
      ? phrase('list.none')
      : phrase('list.answers', { from: from + 1, to: from + shown.length }),
    columns,
    shown.map((row) => [...(hasBody ? [body(row)] : []), ...answerCells(view, row)]),
  )}${pager(view, from, Math.min(rows.length, LIMITS.rows + 1) > LIMITS.rows ? LIMITS.rows : 0, LIMITS.rows)}`
}

function statuses({ words }: View): readonly (readonly [string, string])[] {
  return [...STATUSES, 'absent'].map((code) => [code, words.label(code)] as const)
}

/** A count of the query that a statement may take. */
function whole(text: string): string {
  return /^\d{1,9}$/.test(text) ? text : '0'
}
