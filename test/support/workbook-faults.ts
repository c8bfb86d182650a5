import { XMLParser } from 'fast-xml-parser'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openZip } from '../../src/containers/zip/index.ts'

/** The children of a worksheet in the order that the schema demands (ECMA-376 Part 1, CT_Worksheet). */
const ORDER =
  'sheetPr dimension sheetViews sheetFormatPr cols sheetData sheetCalcPr sheetProtection protectedRanges scenarios autoFilter sortState dataConsolidate customSheetViews mergeCells phoneticPr conditionalFormatting dataValidations hyperlinks printOptions pageMargins pageSetup headerFooter rowBreaks colBreaks customProperties cellWatches ignoredErrors smartTags drawing legacyDrawing'.split(
    ' ',
  )
/** A reference that needs no quotes, or one that has them (18.17.2.3). */
const REFERENCE =
  /^(?:[\p{L}_][\p{L}\p{N}_.]*|'(?:[^'[\]*?:/\\]|'')+')!(?:\$[A-Z]+|\$\d+|\$[A-Z]+\$\d+)(?::(?:\$[A-Z]+|\$\d+|\$[A-Z]+\$\d+))?$/u
const TRUTH = /^(?:true|false|1|0)$/
const NUMBER = /^\d+$/

type Node = { readonly [name: string]: unknown }

/**
 * What Excel would repair in a workbook: defined names, relations, kinds of parts, styles, colours,
 * the order of elements, cells and their strings, names of sheets. Empty where there is nothing.
 */
export function workbookFaults(bytes: Uint8Array): readonly string[] {
  const pack = openZip(Buffer.from(bytes), DEFAULT_LIMITS)
  const names = pack.names
  const text = (name: string) => pack.read(name).toString('utf8')
  return [
    ...typeFaults(names, text('[Content_Types].xml')),
    ...names
      .filter((name) => name.endsWith('.rels'))
      .flatMap((name) => relationFaults(name, names, text(name))),
    ...definedFaults(text('xl/workbook.xml')),
    ...names
      .filter((name) => name.endsWith('.xml'))
      .flatMap((name) => colourFaults(name, text(name))),
    ...names
      .filter((name) => /^xl\/worksheets\/[^/]+\.xml$/.test(name))
      .flatMap((name) =>
        sheetFaults(name, text(name), text('xl/styles.xml'), text('xl/sharedStrings.xml')),
      ),
  ]
}

const parser = new XMLParser({ ignoreAttributes: false, preserveOrder: true, trimValues: false })

/** All elements of a document with their attributes, parents before children. */
function* elements(
  nodes: readonly Node[],
  parent = '',
): Generator<{
  readonly name: string
  readonly parent: string
  readonly at: Readonly<Record<string, string>>
  readonly text: string
  readonly children: readonly string[]
}> {
  for (const node of nodes) {
    const name = Object.keys(node).find((key) => key !== ':@' && key !== '#text')
    if (name === undefined) continue
    const inner = node[name] as readonly Node[]
    const at = Object.fromEntries(
      Object.entries((node[':@'] ?? {}) as Record<string, string>).map(([key, value]) => [
        key.slice(2),
        value,
      ]),
    )
    const own = inner.map((child) => String(child['#text'] ?? '')).join('')
    const children = inner.flatMap((child) =>
      Object.keys(child).filter((key) => key !== ':@' && key !== '#text'),
    )
    yield { name, parent, at, text: own, children }
    yield* elements(inner, name)
  }
}

function all(xml: string, name: string) {
  return [...elements(parser.parse(xml))].filter((element) => element.name === name)
}

function typeFaults(names: readonly string[], xml: string): readonly string[] {
  const parts = new Set(all(xml, 'Override').map(({ at }) => at.PartName))
  const endings = new Set(all(xml, 'Default').map(({ at }) => at.Extension))
  return [
    ...names.flatMap((name) =>
      name === '[Content_Types].xml' ||
      parts.has(`/${name}`) ||
      (endings.has(name.split('.').at(-1) ?? '') && !/^xl\/.*\.xml$/.test(name))
        ? []
        : [`${name} has no type`],
    ),
    ...[...parts].flatMap((part) =>
      names.includes((part ?? '').slice(1)) ? [] : [`${part} is not there`],
    ),
  ]
}

function relationFaults(name: string, names: readonly string[], xml: string): readonly string[] {
  const base = new URL(name.replace('_rels/', '').replace(/\.rels$/, ''), 'file:///')
  const relations = all(xml, 'Relationship').map(({ at }) => at)
  const isTwice = new Set(relations.map(({ Id }) => Id)).size < relations.length
  return [
    ...(isTwice ? [`${name}: an Id stands twice`] : []),
    ...relations.flatMap(({ Target = '', TargetMode }) =>
      TargetMode === 'External' ||
      names.includes(decodeURI(new URL(Target, base).pathname.slice(1)))
        ? []
        : [`${name}: no part ${Target}`],
    ),
  ]
}

function definedFaults(xml: string): readonly string[] {
  const sheets = all(xml, 'sheet').map(({ at }) => at.name ?? '')
  const folded = new Set(sheets.map((name) => name.toLowerCase()))
  return [
    ...(folded.size < sheets.length ? ['a name of a sheet stands twice'] : []),
    ...sheets.flatMap((name) =>
      /^(?!')[^[\]*?:/\\]{1,31}(?<!')$/u.test(name) ? [] : [`sheet «${name}»`],
    ),
    ...all(xml, 'definedName').flatMap(({ at, text }) => {
      const isOwn = (reference: string) => {
        const quoted = reference.slice(0, reference.lastIndexOf('!'))
        const sheet = quoted.replace(/^'|'$/g, '').replaceAll("''", "'")
        return at.localSheetId === undefined || sheets[Number(at.localSheetId)] === sheet
      }
      return text.split(/,(?=')/).every((one) => REFERENCE.test(one) && isOwn(one))
        ? []
        : [`${at.name}: ${text}`]
    }),
  ]
}

/** ST_UnsignedIntHex of colours of sheets and styles is four bytes, that of drawings three. */
function colourFaults(name: string, xml: string): readonly string[] {
  const wrong = /^xl\/(?:styles|worksheets\/)/.test(name)
    ? [...xml.matchAll(/ rgb="([^"]*)"/g)].filter(([, rgb]) => !/^[\dA-Fa-f]{8}$/.test(rgb ?? ''))
    : [...xml.matchAll(/srgbClr val="([^"]*)"/g)].filter(
        ([, rgb]) => !/^[\dA-Fa-f]{6}$/.test(rgb ?? ''),
      )
  return wrong.map(([found]) => `${name}:${found}`)
}

function sheetFaults(
  name: string,
  xml: string,
  styles: string,
  strings: string,
): readonly string[] {
  const count = (of: string, list: string, parent: string) =>
    [...elements(parser.parse(of))].filter((one) => one.name === list && one.parent === parent)
      .length
  const [formats, differences, texts] = [
    count(styles, 'xf', 'cellXfs'),
    count(styles, 'dxf', 'dxfs'),
    count(strings, 'si', 'sst'),
  ]
  const found = [...elements(parser.parse(xml))]
  const faults: string[] = []
  const expect = (isRight: boolean, what: string) => {
    if (!isRight) faults.push(`${name}: ${what}`)
  }
  const children = found.find((one) => one.name === 'worksheet')?.children ?? []
  const order = children.map((child) => ORDER.indexOf(child))
  expect(
    order.every((place, index) => place >= 0 && place >= (order[index - 1] ?? 0)),
    `the order ${children.join(' ')}`,
  )
  for (const { name: element, at, text, parent } of found) {
    if (at.s !== undefined) expect(Number(at.s) < formats, `style ${at.s}`)
    if (at.dxfId !== undefined) expect(Number(at.dxfId) < differences, `difference ${at.dxfId}`)
    if (at.customWidth !== undefined) expect(TRUTH.test(at.customWidth), 'customWidth')
    if (at.priority !== undefined) expect(NUMBER.test(at.priority), 'priority')
    if (element === 'c') expect(/^[A-Z]{1,3}[1-9]\d*$/.test(at.r ?? ''), `cell ${at.r}`)
    if (element === 'v' && parent === 'c' && text === '') expect(false, 'an empty value')
    if (element === 'hyperlink')
      expect(at.ref !== undefined && (at.location ?? at['r:id']) !== undefined, 'a link')
  }
  for (const [, text] of xml.matchAll(/<c [^>]*t="s"[^>]*><v>(\d+)<\/v>/g))
    expect(Number(text) < texts, `string ${text}`)
  return faults
}
