/** Markup that is ready to be put into a page: everything else is escaped. */
export interface Markup {
  readonly html: string
}

type Child = Markup | string | number | null | readonly Child[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
/** What HTML does not allow, and marks that turn the direction of what follows. */
const FORBIDDEN = /[^\P{Cc}\t\n]|[\p{Cs}\u202a-\u202e\u2066-\u2069\ufffe\uffff]/gu

/** A template whose values are texts: a value becomes markup only where this function made it. */
export function html(strings: TemplateStringsArray, ...children: readonly Child[]): Markup {
  const parts = children.map((child, index) => markupOf(child) + (strings[index + 1] ?? ''))
  return { html: (strings[0] ?? '') + parts.join('') }
}

/** A stretch of a text, UTF-16 offsets, end exclusive. */
export interface Mark {
  readonly start: number
  readonly end: number
}

/** A text with its stretches marked; those that overlap an earlier one are left out. */
export function marked(text: string, marks: readonly Mark[]): Markup {
  let end = 0
  const parts: (Markup | string)[] = []
  for (const mark of [...marks].sort((left, right) => left.start - right.start)) {
    if (mark.start < end || mark.end > text.length) continue
    parts.push(text.slice(end, mark.start), html`<mark>${text.slice(mark.start, mark.end)}</mark>`)
    end = mark.end
  }
  return html`${parts}${text.slice(end)}`
}

function markupOf(child: Child): string {
  if (child === null) return ''
  if (typeof child === 'string')
    return child.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
  if (typeof child === 'number') return String(child)
  return 'html' in child ? child.html : child.map(markupOf).join('')
}
