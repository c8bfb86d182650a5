/*
 * Elements by what they do to the text in them (HTML Living Standard, chapter 15, Rendering).
 */

/** Their text is never text of the page. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  'base',
  'basefont',
  'bgsound',
  'col',
  'colgroup',
  'link',
  'meta',
  'noembed',
  'noframes',
  'param',
  'script',
  'source',
  'style',
  'title',
  'track',
])

/** Their text counts nowhere: pages of their own and deleted text are told of by a diagnostic. */
export const UNCOUNTED: ReadonlySet<string> = new Set([...LEFT_OUT, 'frame', 'iframe', 'del'])

/** Their text is in the page and a browser does not show it. */
export const NOT_SHOWN: ReadonlySet<string> = new Set([
  'annotation',
  'annotation-xml',
  'audio',
  'canvas',
  'datalist',
  'desc',
  'metadata',
  'noscript',
  'object',
  'template',
  'video',
  'xml',
])

/** Things to click on. */
export const CONTROLS: ReadonlySet<string> = new Set([
  'button',
  'input',
  'select',
  'optgroup',
  'option',
])

/** They begin and end paragraphs. */
export const BLOCKS: ReadonlySet<string> = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'body',
  'caption',
  'center',
  'dd',
  'details',
  'dialog',
  'dir',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figcaption',
  'figure',
  'footer',
  'form',
  'h1',
  'h2',
  'h3',
  'h4',
  'h5',
  'h6',
  'header',
  'hgroup',
  'hr',
  'html',
  'legend',
  'li',
  'listing',
  'main',
  'menu',
  'nav',
  'ol',
  'optgroup',
  'option',
  'p',
  'plaintext',
  'pre',
  'search',
  'section',
  'select',
  'summary',
  'table',
  'tbody',
  'td',
  'textarea',
  'tfoot',
  'th',
  'thead',
  'tr',
  'ul',
  'xmp',
])

/** Their white space is kept. */
export const PREFORMATTED: ReadonlySet<string> = new Set([
  'listing',
  'plaintext',
  'pre',
  'textarea',
  'xmp',
])

export const LISTS: ReadonlySet<string> = new Set(['ol', 'ul', 'menu', 'dir'])
