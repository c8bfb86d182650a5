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

const TITLE = 'Докази до звітів'

/** The contents of a folder of pages. */
export function evidenceIndex(lines: readonly IndexLine[]): string {
  return evidenceFrame(
    TITLE,
    html`<table>
<thead><tr><th>Файл</th><th>Орган</th><th>Період</th><th>Спостережень</th><th>Перевірити</th></tr></thead>
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
