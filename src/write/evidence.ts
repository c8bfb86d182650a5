import { say } from '../resources.ts'
import { evidenceFrame } from './evidence-frame.ts'
import { html, type Markup } from './html.ts'

/** A stretch of a quotation, UTF-16 offsets, end exclusive. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** Words of the document with what they are, where they stand, and what was concluded from them. */
export interface Quotation {
  readonly label: string
  readonly text: string
  /** In order; those that overlap an earlier one are left out. */
  readonly marks: readonly Mark[]
  readonly place: string
  readonly remarks: readonly string[]
}

export interface EvidenceEntry {
  readonly heading: string
  /** The rule by which the entry stands here. */
  readonly rule: string
  readonly quotations: readonly Quotation[]
}

export interface EvidenceGroup {
  readonly heading: string
  readonly note: string
  readonly entries: readonly EvidenceEntry[]
}

/** Everything on the page of one report, in the words of the office. */
export interface Evidence {
  readonly title: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  readonly groups: readonly EvidenceGroup[]
}

/** One static page: no script, nothing from a network, what the texts hold is text. */
export function evidencePage({ title, facts, groups }: Evidence): string {
  return evidenceFrame(
    title,
    html`<dl>
${facts.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>
<nav aria-label="${say('evidence.contents')}">
<h2>${say('evidence.contents')}</h2>
<ol>
${groups.map(contents)}</ol>
</nav>
<main>
${groups.map(section)}</main>`,
  )
}

function contents({ heading, entries }: EvidenceGroup, group: number): Markup {
  const own = entries.map(
    (entry, index) => html`<li><a href="#${anchor(group, index)}">${entry.heading}</a></li>\n`,
  )
  return html`<li><a href="#${anchor(group)}">${heading} (${entries.length})</a>
${own.length === 0 ? null : html`<ol>\n${own}</ol>\n`}</li>
`
}

function section({ heading, note, entries }: EvidenceGroup, group: number): Markup {
  return html`<section id="${anchor(group)}">
<h2>${group + 1}. ${heading}</h2>
<p>${note}</p>
${entries.map((entry, index) => article(entry, group, index))}</section>
`
}

function article({ heading, rule, quotations }: EvidenceEntry, group: number, index: number) {
  return html`<article id="${anchor(group, index)}">
<h3>${group + 1}.${index + 1}. ${heading}</h3>
<p class="rule">${rule}</p>
${quotations.map(quotation)}</article>
`
}

function quotation({ label, text, marks, place, remarks }: Quotation): Markup {
  const words = text === '' ? html`<i>${say('evidence.empty')}</i>` : marked(text, marks)
  return html`<p class="label">${label}</p>
<blockquote>${words}</blockquote>
<p class="small">${say('evidence.place', { place })}</p>
${remarks.map((remark) => html`<p class="small">${remark}</p>\n`)}`
}

function marked(text: string, marks: readonly Mark[]): Markup {
  let end = 0
  const parts: (Markup | string)[] = []
  for (const mark of marks) {
    if (mark.start < end || mark.end > text.length) continue
    parts.push(text.slice(end, mark.start), html`<mark>${text.slice(mark.start, mark.end)}</mark>`)
    end = mark.end
  }
  return html`${parts}${text.slice(end)}`
}

/** Made of numbers only: what a document calls its measures is no name for an anchor. */
function anchor(group: number, entry?: number): string {
  return entry === undefined ? `g${group + 1}` : `g${group + 1}-${entry + 1}`
}
