import { say } from '../resources.ts'
import { evidenceFrame } from './evidence-frame.ts'
import { html } from './html.ts'

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

const TITLE = say('evidenceIndex.title')

/** The contents of a folder of pages. */
export function evidenceIndex(lines: readonly IndexLine[]): string {
  return evidenceFrame(
    TITLE,
    html`<table>
<thead><tr><th>${say('evidenceIndex.file')}</th><th>${say('evidenceIndex.body')}</th><th>${say('evidenceIndex.period')}</th><th>${say('evidenceIndex.findings')}</th><th>${say('evidenceIndex.toReview')}</th></tr></thead>
<tbody>
${lines.map(
  ({ page, file, body, period, findings, reviews }) =>
    html`<tr><td><a href="${addressOf(page)}">${file}</a></td><td>${body}</td><td>${period}</td>
<td class="number">${findings}</td><td class="number">${reviews}</td></tr>
`,
)}</tbody>
</table>`,
  )
}

function addressOf(page: string): string {
  return page.split('/').map(encodeURIComponent).join('/')
}
