import { say } from '../resources.ts'
import { html, type Mark, type Markup, marked } from './html.ts'
import { INK } from './palette.ts'

/** Words of the document with what they are, where they stand, and what was concluded from them. */
export interface Quotation {
  readonly label: string
  readonly text: string
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

interface EvidenceGroup {
  readonly heading: string
  readonly note: string
  readonly entries: readonly EvidenceEntry[]
}

/** Everything on the page of one report, in the words of the office. */
export interface Evidence {
  readonly title: string
  readonly facts: readonly (readonly [name: string, value: string])[]
  /** Of the file and its reading, below all else. */
  readonly technical: Evidence['facts']
  readonly groups: readonly EvidenceGroup[]
}

/** One static page: no script, nothing from a network, what the texts hold is text. */
export function evidencePage({ title, facts, technical, groups }: Evidence): string {
  const listed = (pairs: Evidence['facts']) =>
    html`<dl>${pairs.map(([name, value]) => html`<dt>${name}</dt><dd>${value}</dd>\n`)}</dl>`
  return evidenceFrame(
    title,
    html`${listed(facts)}
<nav aria-label="${say('evidence.contents')}">
<h2>${say('evidence.contents')}</h2>
<ol>
${groups.map(contents)}</ol>
</nav>
<main>
${groups.map(section)}</main>
<footer>${listed(technical)}</footer>`,
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

/** Made of numbers only: what a document calls its measures is no name for an anchor. Both are 0-based. */
export function anchor(group: number, entry?: number): string {
  return entry === undefined ? `g${group + 1}` : `g${group + 1}-${entry + 1}`
}

/** How the pages of evidence look: on a screen and on paper, in black and white, without any file beside. */
const STYLE = `
body { font: 16px/1.5 'PT Serif', Georgia, 'Times New Roman', serif; color: #000; background: #fff;
  max-width: 52rem; margin: 2rem auto; padding: 0 1rem; }
h1, h2 { color: #${INK.head}; } h1 { font-size: 1.6rem; line-height: 1.25; } h2 { font-size: 1.25rem; margin-top: 2.5rem; } h3 { font-size: 1.05rem; margin: 0 0 .3rem; }
dl { display: grid; grid-template-columns: 12rem 1fr; gap: .15rem 1rem; } dt { font-weight: bold; } dd { margin: 0; overflow-wrap: anywhere; } nav ol { padding-left: 1.5rem; } a { color: #000; }
article { border: 1px solid #${INK.line}; border-left: 4px solid #${INK.head}; padding: .8rem 1rem; margin: 1rem 0; }
blockquote { margin: .2rem 0; padding: .2rem .8rem; background: #${INK.band}; white-space: pre-wrap;
  overflow-wrap: anywhere; }
mark { background: #ddd; color: #000; font-weight: bold; border-bottom: 2px solid #000; }
.label { margin: .7rem 0 0; font-weight: bold; } .rule { margin: 0; } .small { font-size: .9rem; margin: .1rem 0; }
table { border-collapse: collapse; } th, td { border: 1px solid #000; padding: .3rem .6rem; text-align: left;
  vertical-align: top; overflow-wrap: break-word; font-size: .9rem; }
th { background: #${INK.band}; } .number { text-align: right; } footer { margin-top: 2.5rem; border-top: 1px solid #${INK.line}; font-size: .85rem; color: #${INK.aside}; }
@media print {
  body { font-size: 10.5pt; margin: 0; max-width: none; padding: 0; }
  h2, h3, .label { break-after: avoid; } blockquote, .small { break-inside: avoid; }
  mark { background: none; } h1, h2, footer { color: #000; }
}`

/** A whole page under its title: no script, nothing from a network. */
function evidenceFrame(title: string, content: Markup): string {
  return html`<!doctype html>
<html lang="uk">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${{ html: STYLE }}</style>
</head>
<body>
<h1>${title}</h1>
${content}
</body>
</html>
`.html
}

/** A line of the contents: a page beside it and what it holds. */
export interface IndexLine {
  /** Path of the page from the contents, with `/`. */
  readonly page: string
  readonly file: string
  readonly body: string
  readonly period: string
  readonly findings: number
  readonly reviews: number
}

/** Something that a person should look at, in the words of the office. */
export interface DoubtLine {
  readonly doubt: string
  readonly what: string
  readonly why: string
  readonly body: string
  readonly measure: string
  readonly words: string
  /** Place on a page of evidence, and the file itself, from the contents, with `/`; null where there is none. */
  readonly page: string | null
  readonly file: string | null
}

const TITLE = say('evidenceIndex.title')
const COLUMNS = ['file', 'body', 'period', 'findings', 'toReview']
const DOUBT_COLUMNS = ['doubt', 'what', 'why', 'body', 'measure', 'words', 'see']

/** The contents of a folder of pages: what is in doubt, the most doubtful first, then all reports. */
export function evidenceIndex(lines: readonly IndexLine[], doubts: readonly DoubtLine[]): string {
  const rows = lines.map(
    ({ page, file, body, period, findings, reviews }) =>
      html`<tr><td><a href="${addressOf(page)}">${file}</a></td><td>${body}</td><td>${period}</td>
<td class="number">${findings}</td><td class="number">${reviews}</td></tr>
`,
  )
  return evidenceFrame(
    TITLE,
    html`<h2>${say('evidenceIndex.doubts')} (${doubts.length})</h2>
<p>${say(doubts.length === 0 ? 'evidence.noneSuch' : 'evidenceIndex.aboutDoubts')}</p>
${doubts.length === 0 ? null : table(DOUBT_COLUMNS, doubts.map(doubtRow))}
<h2>${say('evidenceIndex.reports')} (${lines.length})</h2>
${table(COLUMNS, rows)}`,
  )
}

function doubtRow({ doubt, what, why, body, measure, words, page, file }: DoubtLine): Markup {
  const links = [
    ...(page === null ? [] : [link(page, say('evidenceIndex.page'))]),
    ...(file === null ? [] : [link(file, say('evidenceIndex.original'))]),
  ]
  return html`<tr><td>${doubt}</td><td>${what}</td><td>${why}</td><td>${body}</td><td>${measure}</td><td>${words}</td><td>${links}</td></tr>
`
}

function link(to: string, words: string): Markup {
  return html`<a href="${addressOf(to)}">${words}</a> `
}

function table(columns: readonly string[], rows: readonly Markup[]): Markup {
  return html`<table>
<thead><tr>${columns.map((column) => html`<th>${say(`evidenceIndex.${column}`)}</th>`)}</tr></thead>
<tbody>
${rows}</tbody>
</table>`
}

/** A path with `/`, and a place behind `#`, as an address. */
export function addressOf(page: string): string {
  const [path = '', place] = page.split('#')
  return [path.split('/').map(encodeURIComponent).join('/'), ...(place ? [place] : [])].join('#')
}
