import type { Dialect } from '../corpus/docx-dialects.ts'

const PLAIN = [
  ...numbered('heading', 9),
  ...numbered('index', 9),
  ...numbered('toc', 9),
  ...'Normal Indent|footnote text|annotation text|header|footer|index heading|caption'.split('|'),
  ...'table of figures|envelope address|envelope return|footnote reference'.split('|'),
  ...'annotation reference|line number|page number|endnote reference|endnote text'.split('|'),
  ...'table of authorities|macro|toa heading|Title|Closing|Signature|Subtitle'.split('|'),
  ...'Default Paragraph Font|Body Text|Body Text Indent|Message Header|Salutation'.split('|'),
  ...'Date|Note Heading|Block Text|Hyperlink|FollowedHyperlink|Strong|Emphasis'.split('|'),
  ...'Document Map|Plain Text|E-mail Signature|Normal (Web)|HTML Address|HTML Cite'.split('|'),
  ...'Normal Table|annotation subject|No List|Balloon Text|Table Grid|Table Theme'.split('|'),
  ...'Placeholder Text|No Spacing|Quote|Intense Quote|List Paragraph|Bibliography'.split('|'),
  ...['List', 'List Bullet', 'List Number', 'List Continue', 'Outline List'].flatMap((name) => [
    name,
    ...numbered(name, 5),
  ]),
  ...['Simple', 'Classic', 'Colorful', 'Columns', 'Grid', 'List', '3D effects', 'Web'].flatMap(
    (name) => numbered(`Table ${name}`, 5),
  ),
]
/** Of tables; each stands there plain and in six colours. */
const DESIGNS = [
  ...'Light Shading|Light List|Light Grid|Medium Shading 1|Medium Shading 2'.split('|'),
  ...'Medium List 1|Medium List 2|Medium Grid 1|Medium Grid 2|Medium Grid 3'.split('|'),
  ...'Dark List|Colorful Shading|Colorful List|Colorful Grid|Grid Table 1 Light'.split('|'),
  ...'Grid Table 2|Grid Table 3|Grid Table 4|Grid Table 5 Dark|Grid Table 6 Colorful'.split('|'),
  ...'Grid Table 7 Colorful|List Table 1 Light|List Table 2|List Table 3'.split('|'),
  ...'List Table 4|List Table 5 Dark|List Table 6 Colorful|List Table 7 Colorful'.split('|'),
]
const COLOURS = ['', ...numbered(' Accent', 6)]

function numbered(name: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${name} ${index + 1}`)
}

/** The list of all styles that Word knows, which it writes into every file, some 30 kB. */
export const latentStyles: Dialect = (parts) => {
  const names = [...PLAIN, ...DESIGNS.flatMap((design) => COLOURS.map((colour) => design + colour))]
  const exceptions = names.map(
    (name, index) =>
      `<w:lsdException w:name="${name}" w:semiHidden="1" w:uiPriority="${index % 75}" w:unhideWhenUsed="1"/>`,
  )
  const defaults = 'w:defLockedState="0" w:defUIPriority="99" w:defSemiHidden="0"'
  const latent = `<w:latentStyles ${defaults} w:count="${names.length}">${exceptions.join('')}</w:latentStyles>`
  return parts.map(([name, content]) => [
    name,
    name === 'word/styles.xml'
      ? `${content}`.replace('</w:docDefaults>', `</w:docDefaults>${latent}`)
      : content,
  ])
}
