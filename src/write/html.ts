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

function markupOf(child: Child): string {
  if (child === null) return ''
  if (typeof child === 'string') return escapeText(child)
  if (typeof child === 'number') return String(child)
  return 'html' in child ? child.html : child.map(markupOf).join('')
}

function escapeText(text: string): string {
  return text.replace(FORBIDDEN, '\ufffd').replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign)
}
