import type { InkRules } from '../../containers/xml/element.ts'

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns:'

/** What stands for a namespace in the names of elements, whatever prefix a document gives it. */
export const NAMESPACES: ReadonlyMap<string, string> = new Map([
  [`${OASIS}office:1.0`, 'office:'],
  [`${OASIS}style:1.0`, 'style:'],
  [`${OASIS}text:1.0`, 'text:'],
  [`${OASIS}table:1.0`, 'table:'],
  [`${OASIS}drawing:1.0`, 'draw:'],
  [`${OASIS}form:1.0`, 'form:'],
  [`${OASIS}script:1.0`, 'script:'],
  [`${OASIS}manifest:1.0`, 'manifest:'],
  [`${OASIS}presentation:1.0`, 'presentation:'],
  [`${OASIS}xsl-fo-compatible:1.0`, 'fo:'],
  [`${OASIS}svg-compatible:1.0`, 'svg:'],
  ['http://www.w3.org/1999/xlink', 'xlink:'],
  ['http://www.w3.org/1998/Math/MathML', 'math:'],
  ['http://www.w3.org/2002/xforms', 'xforms:'],
  ['urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0', 'loext:'],
])

/** All characters in elements are text until they are named as none. */
export const INK: InkRules = { isText: () => true, lines: new Set(['text:p', 'text:h']) }

/** Declarations, marks and descriptions that are not text of the document: passed over silently. */
export const IGNORED: ReadonlySet<string> = new Set([
  'draw:contour-path',
  'draw:contour-polygon',
  'draw:enhanced-geometry',
  'draw:glue-point',
  'draw:image-map',
  'draw:layer-set',
  'draw:page-thumbnail',
  'draw:param',
  'office:annotation-end',
  'office:binary-data',
  'office:dde-source',
  'office:event-listeners',
  'office:forms',
  'office:scripts',
  'style:style',
  'svg:desc',
  'svg:title',
  'table:calculation-settings',
  'table:consolidation',
  'table:content-validations',
  'table:data-pilot-tables',
  'table:database-ranges',
  'table:dde-links',
  'table:desc',
  'table:label-ranges',
  'table:named-expressions',
  'table:scenario',
  'table:shapes',
  'table:table-column',
  'table:table-columns',
  'table:table-column-group',
  'table:table-header-columns',
  'table:table-source',
  'table:title',
  'text:alphabetical-index-auto-mark-file',
  'text:alphabetical-index-source',
  'text:bibliography-source',
  'text:dde-connection-decls',
  'text:illustration-index-source',
  'text:list-style',
  'text:number',
  'text:object-index-source',
  'text:script',
  'text:section-source',
  'text:sequence-decls',
  'text:table-index-source',
  'text:table-of-content-source',
  'text:user-field-decls',
  'text:user-index-source',
  'text:variable-decls',
  'loext:content-control-pr',
  'xforms:model',
])

/** Marks hold nothing; where a program put text into one it is text all the same. */
const MARKS = [
  'text:alphabetical-index-mark',
  'text:alphabetical-index-mark-end',
  'text:alphabetical-index-mark-start',
  'text:bookmark',
  'text:bookmark-end',
  'text:bookmark-start',
  'text:change',
  'text:reference-mark',
  'text:reference-mark-end',
  'text:reference-mark-start',
  'text:toc-mark',
  'text:toc-mark-end',
  'text:toc-mark-start',
  'text:user-index-mark',
  'text:user-index-mark-end',
  'text:user-index-mark-start',
]

/** Elements that stand around others and say nothing about their text. */
export const WRAPPERS: ReadonlySet<string> = new Set([
  ...MARKS,
  'draw:a',
  'draw:frame',
  'draw:g',
  'draw:text-box',
  'draw:custom-shape',
  'draw:rect',
  'draw:ellipse',
  'draw:circle',
  'draw:line',
  'draw:polyline',
  'draw:polygon',
  'draw:regular-polygon',
  'draw:path',
  'draw:caption',
  'draw:connector',
  'draw:measure',
  'draw:page',
  'office:text',
  'style:region-center',
  'style:region-left',
  'style:region-right',
  'text:alphabetical-index',
  'text:bibliography',
  'text:illustration-index',
  'text:index-body',
  'text:index-title',
  'text:numbered-paragraph',
  'text:object-index',
  'text:page-sequence',
  'text:section',
  'text:table-index',
  'text:table-of-content',
  'text:user-index',
])

/** Elements inside a line whose content is what is printed: stretches of text and fields. */
export const INLINE: ReadonlySet<string> = new Set([
  ...MARKS,
  'text:a',
  'text:meta',
  'text:meta-field',
  'text:ruby',
  'text:ruby-base',
  'text:ruby-text',
  'text:span',
  'loext:content-control',
])

/** Fields print their content (OpenDocument 1.3 Part 3, chapter 7). */
export const FIELDS: ReadonlySet<string> = new Set(
  [
    'author-initials author-name bibliography-mark bookmark-ref chapter character-count',
    'conditional-text creation-date creation-time creator database-display database-name',
    'database-row-number date dde-connection description drop-down editing-cycles editing-duration',
    'execute-macro expression file-name image-count initial-creator keywords measure',
    'modification-date modification-time note-ref object-count page-continuation page-count',
    'page-number page-variable-get page-variable-set paragraph-count placeholder print-date',
    'print-time printed-by hidden-text hidden-paragraph reference-ref sender-city sender-company sender-country sender-email',
    'sender-fax sender-firstname sender-initials sender-lastname sender-phone-private',
    'sender-phone-work sender-position sender-postal-code sender-state-or-province sender-street',
    'sender-title sequence sequence-ref sheet-name subject table-count table-formula template-name',
    'text-input time title user-defined user-field-get user-field-input variable-get',
    'variable-input variable-set word-count',
  ]
    .join(' ')
    .split(' ')
    .map((name) => `text:${name}`),
)
