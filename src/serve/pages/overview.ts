import type { SqlRow } from '../../stats/engine.ts'
import { html, type Markup } from '../../write/html.ts'
import type { Ask } from '../desk.ts'
import { addressOf, table, type View } from '../frame.ts'
import { importingPart } from './files.ts'
import { periodOf } from './parts.ts'

/** Parts of a bar, in their order, by the column of counts and the status that its colour is of. */
const PARTS = [
  ['done', 'done'],
  ['other', 'other'],
  ['notInCompetence', 'not_in_competence'],
  ['blank', 'blank'],
  ['absent', 'absent'],
  ['notSubmitted', 'not_submitted'],
  ['unreadable', 'unreadable'],
] as const
/** Shares, with the count that each is of and the one that it divides by. */
const SHARES = [
  ['ofAll', 'done', 'measures'],
  ['ofAddressed', 'doneAddressed', 'addressed'],
  ['ofNotDisclaimed', 'done', 'notDisclaimed'],
  ['ofAnswered', 'done', 'answered'],
] as const
const COLUMNS = ['state', 'answers', 'measures', 'done', 'ofAddressed', 'review']
/** Pixels of a bar. */
const BAR = { width: 240, height: 14 } as const

/** Bodies and what became of them, shares with their denominators, and what to decide next. */
export async function overview(view: View, { once }: Ask): Promise<Markup> {
  const { words } = view
  const { phrase, label } = words
  const [all = {}] = await once('by/all')
  const bodies = await once('by/respondent')
  const states = await once('page/states')
  const questions = await once('page/kinds')
  const stateOf = new Map(states.map((row) => [JSON.stringify([row.body, row.programme]), row]))
  const isOne = new Set(states.map(({ programme }) => programme)).size <= 1
  return html`<section aria-label="${phrase('overview.run')}">${importingPart(view)}</section>
${next(view, questions)}
<section><h2>${phrase('overview.shares')}</h2>
<dl class="figures">${SHARES.map(
    ([name, part, whole]) =>
      html`<div><dt>${phrase(`overview.${name}`)}</dt><dd><b>${words.percent(Number(all[part]), Number(all[whole]))}</b> ${phrase('overview.part', { part: words.count(all[part]), whole: words.count(all[whole]) })}</dd></div>`,
  )}</dl>
<figure>${bar(all, view, BAR.width * 3)}<figcaption>${legend(view, all)}</figcaption></figure>
</section>
${table(
  view,
  phrase('overview.bodies'),
  ['body', isOne ? [] : 'programme', ...COLUMNS].flat(),
  bodies.map((row) => {
    const state = stateOf.get(JSON.stringify([row.body, row.programme]))
    return [
      html`<a href="${addressOf('/body', { name: row.body })}">${`${row.body}`}</a>`,
      ...(isOne ? [] : [`${row.programme ?? ''}`]),
      html`${label(state?.state ?? 'received')} <small>${periodOf(state ?? {})}</small>`,
      bar(row, view, BAR.width),
      Number(row.measures),
      Number(row.done),
      html`${words.percent(Number(row.doneAddressed), Number(row.addressed))} <small>${phrase('overview.part', { part: words.count(row.doneAddressed), whole: words.count(row.addressed) })}</small>`,
      html`${Number(row.needsReview) > 0 ? html`<a href="${addressOf('/queue', { body: row.body })}">${words.count(row.needsReview)}</a>` : '0'}`,
    ]
  }),
)}`
}

/** What a person decides next, by kinds of questions. */
function next({ words: { phrase, label, count } }: View, questions: readonly SqlRow[]): Markup {
  const found = (what: string) =>
    questions.filter((row) => row.what === what).reduce((sum, row) => sum + Number(row.found), 0)
  const kinds = ['answer', 'correction', 'row', 'report', 'name', 'file'].filter(found)
  if (kinds.length === 0) return html`<p>${phrase('overview.nothing')}</p>`
  return html`<section class="next"><h2>${phrase('overview.next')}</h2>
<ul>${kinds.map((what) => html`<li><a href="${addressOf('/queue', { what })}">${label(what)}</a>: <b>${count(found(what))}</b></li>`)}</ul>
<p><a class="button" href="/queue">${phrase('overview.begin')}</a></p></section>`
}

function bar(row: SqlRow, { words }: View, width: number): Markup {
  const whole = Number(row.measures)
  const told = PARTS.filter(([column]) => Number(row[column]) > 0)
  const words_ = told.map(
    ([column, status]) => `${words.label(status)}: ${words.count(row[column])}`,
  )
  let at = 0
  const parts = told.map(([column, status]) => {
    const wide = (Number(row[column]) / Math.max(1, whole)) * width
    const part = html`<rect class="${status.replaceAll('_', '-')}" x="${at.toFixed(1)}" width="${wide.toFixed(1)}" height="${BAR.height}"/>`
    at += wide
    return part
  })
  return html`<svg class="bar" role="img" width="${width}" height="${BAR.height}" viewBox="0 0 ${width} ${BAR.height}"><title>${words_.join('; ')}</title>${parts}</svg>`
}

function legend({ words }: View, all: SqlRow): Markup {
  const told = PARTS.filter(([column]) => Number(all[column]) > 0)
  return html`${told.map(([column, status]) => html`<span class="status ${status.replaceAll('_', '-')}">${words.label(status)}</span> ${words.count(all[column])} `)}`
}
