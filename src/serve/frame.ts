import { html, type Markup } from '../write/html.ts'
import type { Words } from './words.ts'

/** What an address asks for behind its question mark. */
export type Query = Readonly<Record<string, string | undefined>>

/** What a page is shown with. */
export interface View {
  readonly words: Words
  /** The address of the page, its query too. */
  readonly at: string
}

const PLACES = [
  ['/', 'nav.overview'],
  ['/queue', 'nav.queue'],
  ['/search', 'nav.search'],
  ['/files', 'nav.files'],
] as const

/** A whole page: no script and no style of its own, so that a strict policy of content holds. */
export function page({ words, at }: View, title: string, content: Markup): string {
  const { phrase, language } = words
  const here = at.split('?')[0]
  const other = language === 'uk' ? 'en' : 'uk'
  const links = PLACES.map(
    ([to, key]) =>
      html`<a href="${to}"${to === here ? html` aria-current="page"` : null}>${phrase(key)}</a>`,
  )
  return whole(
    words,
    title,
    html`<a class="skip" href="#main">${phrase('skip')}</a>
<header>
<nav aria-label="${phrase('nav.label')}"><strong>zvit</strong>${links}</nav>
<form action="/search" role="search"><input name="q" type="search" aria-label="${phrase('nav.search')}" placeholder="${phrase('nav.search')}"></form>
<label class="by">${phrase('by')} <input id="by" autocomplete="name" maxlength="200"></label>
<a class="language" href="${addressOf(at, { lang: other })}" lang="${other}">${phrase('nav.other')}</a>
</header>
<p id="told" role="status" aria-live="polite" hidden></p>
<main id="main" tabindex="-1">
<h1>${title}</h1>
${content}
</main>`,
  )
}

/** The page that asks for the token, or finds it in the address. */
export function enterPage(words: Words): string {
  const { phrase } = words
  return whole(
    words,
    phrase('enter.title'),
    html`<main class="enter"><h1>${phrase('enter.title')}</h1>
<form id="enter"><label>${phrase('enter.token')} <input name="token" type="password" required autocomplete="current-password"></label>
<button>${phrase('enter.do')}</button></form>
<p id="told" role="status">${phrase('enter.how')}</p></main>`,
  )
}

function whole({ language, phrase }: Words, title: string, body: Markup): string {
  return html`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · zvit</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script src="/page.js" type="module"></script>
</head>
<body data-unsent="${phrase('told.unsent')}" data-refused="${phrase('told.refused')}" data-away="${phrase('told.away')}" data-by="${phrase('told.by')}" data-other="${phrase('told.other')}">
${body}
</body>
</html>
`.html
}

/** An address of the server with values of its query put in; empty ones are left out. */
export function addressOf(at: string, values: Readonly<Record<string, unknown>>): string {
  const [path = '/', query = ''] = at.split('?')
  const all = new URLSearchParams(query)
  for (const [name, value] of Object.entries(values))
    if (value === null || value === undefined || value === '') all.delete(name)
    else all.set(name, `${value}`)
  const text = all.toString()
  // A path that begins with two slashes would lead to another server.
  return `${path.replace(/^\/+/, '/')}${text === '' ? '' : `?${text}`}`
}

type Cell = Markup | string | number | null

/** A table under its caption, with columns by the names of their words; the first cell of a row is its heading. */
export function table(
  { words: { phrase } }: View,
  caption: string,
  columns: readonly string[],
  rows: readonly (readonly Cell[])[],
): Markup {
  return html`<div class="scroll"><table><caption>${caption}</caption>
<thead><tr>${columns.map((column) => html`<th scope="col">${phrase(`column.${column}`)}</th>`)}</tr></thead>
<tbody>${rows.map(([first = null, ...others]) => html`<tr><th scope="row">${first}</th>${others.map((cell) => html`<td${typeof cell === 'number' ? html` class="number"` : null}>${cell}</td>`)}</tr>\n`)}</tbody>
</table></div>
`
}

/** A status as a mark that colour, shape and word tell apart. */
export function statusMark(words: Words, status: unknown, detail?: unknown): Markup {
  const name = `${status}`.replaceAll('_', '-')
  const finer = detail ? html` <small>${words.label(detail)}</small>` : null
  return html`<span class="status ${name}">${words.label(status)}</span>${finer}`
}

/** What is left of a long list: links to the page before and the next one. */
export function pager(view: View, from: number, found: number, most: number): Markup | null {
  const { phrase } = view.words
  if (from === 0 && found < most) return null
  const link = (key: string, to: number) =>
    html`<a href="${addressOf(view.at, { from: to })}">${phrase(key)}</a> `
  return html`<p class="pager">${from > 0 ? link('page.before', Math.max(0, from - most)) : null}${found === most ? link('page.next', from + most) : null}</p>`
}
