import { DETAILS, STATUS_OF, STATUSES } from '../../model/vocabulary.ts'
import type { SqlRow } from '../../stats/engine.ts'
import { html, type Markup } from '../../write/html.ts'
import type { Ask } from '../desk.ts'
import { type Query, statusMark, type View } from '../frame.ts'
import { LIMITS } from '../limits.ts'
import { choice, measureAddress, reportAddress } from './parts.ts'

/** Kinds of questions that one look decides together, by the name of the filter. */
const KINDS: Readonly<Record<string, readonly string[]>> = {
  answers: ['answer', 'correction'],
  rows: ['row'],
  facts: ['report', 'name'],
  files: ['file'],
}

/** The page on which a person decides, most doubtful first. */
export async function queuePage(view: View, figures: Ask, query: Query) {
  const { phrase, label, count } = view.words
  const kinds = await figures.once('page/kinds')
  const sum = (rows: readonly SqlRow[]) => rows.reduce((all, row) => all + Number(row.found), 0)
  const options = Object.entries(KINDS).map(([name, own]) => {
    const found = sum(kinds.filter(({ what }) => own.includes(`${what}`)))
    return [name, `${phrase(`queue.${name}`)} (${count(found)})`] as const
  })
  const distinct = (column: string) =>
    [...new Set(kinds.map((row) => row[column]).filter((value) => value !== null))].map(String)
  const cards = await queueCards(view, figures, query)
  return {
    title: phrase('queue.title'),
    content: html`<p>${phrase('queue.how')}</p>
<form class="filters" aria-label="${phrase('filter.do')}" data-auto>${choice(view, 'what', options)}${choice(
      view,
      'body',
      distinct('body').map((name) => [name, name] as const),
    )}${choice(
      view,
      'why',
      distinct('why').map((code) => [code, label(code)] as const),
    )}<button>${phrase('filter.do')}</button></form>
<p class="keys">${['keys.classes', 'keys.accept', 'keys.move', 'keys.alike', 'keys.undo'].map((key) => html`<span>${phrase(key)}</span> `)}</p>
<p id="progress" aria-live="polite" data-decided="${phrase('queue.decided')}">${phrase('queue.left', { left: count(sum(kinds)) })}</p>
<div id="queue" data-more="/queue/more">${cards}</div>
<p id="end" hidden>${phrase('queue.end')}</p>`,
  }
}

/** The next questions as cards; the last attributes tell the script where to go on. */
export async function queueCards(view: View, figures: Ask, query: Query): Promise<Markup> {
  const { what = '', body = '', status = '', why = '', programme = '' } = query
  const after = /^\d{1,9}$/.test(query.after ?? '') ? `${query.after}` : '-1'
  const blindAfter = /^[0-9a-f]{64}$/.test(query.blind ?? '') ? `${query.blind}` : ''
  const kinds = KINDS[what]?.join(',') ?? (what === '' ? KINDS.answers?.join(',') : what) ?? ''
  const seen = await figures.ask('queue', { after, what: kinds, body, status, why, programme })
  const isOpen = ({ key }: SqlRow) => !figures.decided.has(`${key}`)
  const isWhole = body === '' && status === '' && why === '' && kinds.includes('answer')
  const blind = isWhole ? (await figures.ask('blind', { after: blindAfter })).filter(isOpen) : []
  const rows = mixed(seen.filter(isOpen).slice(0, LIMITS.questions), blind)
  const last = (isBlind: boolean) => rows.filter((row) => row.isBlind === isBlind).at(-1)
  const [lastSeen, lastBlind] = [last(false)?.position ?? after, last(true)?.key ?? blindAfter]
  return html`${rows.map((row) => card(view, row))}<span hidden data-after="${`${lastSeen}`}" data-blind="${`${lastBlind}`}"></span>`
}

/** One blind question among each twenty, at a place that its key draws; those that are left at the end. */
function mixed(seen: readonly SqlRow[], blind: readonly SqlRow[]): readonly SqlRow[] {
  const [next] = blind
  if (next === undefined) return seen
  if (seen.length === 0) return blind
  const at = Number.parseInt(`${next.key}`.slice(0, 4), 16) % (LIMITS.seenBetween + 1)
  return seen.slice(0, LIMITS.seenBetween).toSpliced(Math.min(at, seen.length), 0, next)
}

function card(view: View, row: SqlRow): Markup {
  const { phrase, label } = view.words
  const isAnswer = row.isOfRow && row.what !== 'row'
  const file = `${row.sourceName}`
  const text = (value: unknown) => (value ? `${value}` : null)
  const measure =
    row.canonicalId &&
    html`<p><a href="${measureAddress(row)}">${`${row.canonicalId}`}</a> ${text(row.measureText)}</p>`
  const about =
    row.executorsText &&
    html`<p class="small">${phrase('column.executors')}: ${text(row.executorsText)} · ${phrase('column.deadline')}: ${text(row.deadlineText)}</p>`
  const machine =
    row.status &&
    html`<p class="small">${phrase('queue.machine')} ${statusMark(view.words, row.status, row.detail)}</p>`
  const question = row.isBlind
    ? phrase('queue.blind')
    : html`<span class="doubt">${label(row.doubt)}</span> ${label(row.what)}: ${label(row.why)}`
  return html`<article class="card${row.isBlind ? ' blind' : ''}" tabindex="-1" data-key="${text(row.key)}" data-seen="${JSON.stringify(seenOf(row))}">
<h2>${question}</h2>
<p>${text(row.body)} · ${row.reportKey ? html`<a href="${reportAddress(row)}">${file}</a>` : file}</p>
${measure || null}${about || null}<blockquote>${text(row.words) ?? html`<i>${phrase('queue.empty')}</i>`}</blockquote>
${machine || null}${isAnswer ? choices(view, row) : null}${row.key ? other(view, row) : null}</article>
`
}

/** What goes with a decision: the row and the words that the person sees. */
function seenOf(row: SqlRow): object {
  const { key, sourceName: file, measureText: measure, responseText: response } = row
  const words = row.isOfRow ? { measure: measure ?? '', response: response ?? '' } : {}
  return { key, file, ...words, ...(row.isBlind ? { blind: 'yes' } : {}) }
}

function choices({ words: { phrase, label } }: View, row: SqlRow): Markup {
  const buttons = STATUSES.map(
    (status, index) =>
      html`<button type="button" class="decide status ${status.replaceAll('_', '-')}" data-status="${status}"><kbd>${index + 1}</kbd> ${label(status)}</button> `,
  )
  const details = DETAILS.map(
    (detail) =>
      html`<option value="${`${STATUS_OF[detail]}.${detail}`}">${label(STATUS_OF[detail])}: ${label(detail)}</option>`,
  )
  const alike = Number(row.alike ?? 1)
  return html`<div class="choices">${buttons}<label class="finer">${phrase('queue.finer')} <select class="detail"><option value=""></option>${details}</select></label>
${row.isBlind || !row.detail ? null : html`<button type="button" class="accept" data-status="${`${row.status}.${row.detail}`}"><kbd>Enter</kbd> ${phrase('queue.accept')}</button>`}
${alike > 1 ? html`<label class="alike"><input type="checkbox"> <kbd>A</kbd> ${phrase('queue.alike', { alike })}</label>` : null}</div>`
}

/** Whatever else may be decided, by the names of the columns of `zvit correct --from`. */
const VALUES = ['number', 'deadline', 'executors'] as const
const FACTS = ['respondent', 'programme', 'period'] as const
const SWITCHES = ['none', 'as-read'] as const

function other({ words: { phrase } }: View, row: SqlRow): Markup {
  const { isOfRow, canonicalId, body, sourceName } = row
  const field = (name: string) =>
    html`<label>${phrase(`field.${name}`)} <input name="${name}" maxlength="2000"></label> `
  const choice_ = (name: string) =>
    html`<label><input type="checkbox" name="${name}" value="yes"> ${phrase(`field.${name}`)}</label> `
  return html`<details${isOfRow ? null : html` open`}><summary>${phrase('queue.other')}</summary>
<form class="other" role="form" aria-label="${[phrase('queue.other'), canonicalId, body, sourceName].filter(Boolean).join(' · ')}">${isOfRow ? [...VALUES.map(field), ...SWITCHES.map(choice_)] : null}${FACTS.map(field)}<label>${phrase('field.why')} <input name="why" maxlength="2000"></label>
<button>${phrase('queue.save')}</button></form></details>`
}
