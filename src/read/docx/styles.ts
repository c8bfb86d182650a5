import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { chainFrom, firstOf, kept } from '../../text/lists.ts'
import { numberOf, stringOf, switchOf } from './properties.ts'

/** What a style and the styles it is based on say together; null where none of them says. */
export interface Style {
  readonly name: string | null
  /** Ids of the style and of those it is based on, nearest first. */
  readonly chain: readonly string[]
  readonly isHidden: boolean | null
  readonly startsPage: boolean | null
  readonly list: string | null
  readonly level: number | null
}

export interface Styles {
  /** The style of this id; of the kind's default style where the id is null or not defined. */
  readonly paragraph: (id: string | null) => Style
  readonly character: (id: string | null) => Style
  /** The list that a numbering style stands for. */
  readonly listOf: (id: string) => string | null
  /** All text is hidden unless a run says otherwise. */
  readonly isHiddenByDefault: boolean
}

// Word itself stops far earlier; without a bound a long chain costs its square.
const LONGEST_CHAIN = 64

const NO_STYLE: Style = {
  name: null,
  chain: [],
  isHidden: null,
  startsPage: null,
  list: null,
  level: null,
}

const known = new WeakMap<XmlElement, Styles>()

/** Reads the styles part (ECMA-376 Part 1, 17.7), once; loops among styles are cut. */
export function readStyles(root: XmlElement | null): Styles {
  const styles = (root === null ? undefined : known.get(root)) ?? makeStyles(root)
  if (root !== null) known.set(root, styles)
  return styles
}

function makeStyles(root: XmlElement | null): Styles {
  const elements = children(root, 'w:style')
  const byId = new Map(elements.map((element) => [attribute(element, 'w:styleId') ?? '', element]))
  const runDefaults = child(child(root, 'w:docDefaults'), 'w:rPrDefault')
  const resolved = new Map<string, Style>()
  const find = (type: string) => {
    const standard = elements.find(
      (element) => attribute(element, 'w:type') === type && isDefault(element),
    )
    const usual = standard === undefined ? NO_STYLE : resolve(standard, byId)
    return (id: string | null): Style => {
      if (id === null) return usual
      const element = byId.get(id)
      return element === undefined ? usual : kept(resolved, id, () => resolve(element, byId))
    }
  }
  const numbering = find('numbering')
  return {
    paragraph: find('paragraph'),
    character: find('character'),
    listOf: (id) => (byId.has(id) ? numbering(id).list : null),
    isHiddenByDefault: switchOf(child(runDefaults, 'w:rPr'), 'w:vanish') ?? false,
  }
}

function isDefault(element: XmlElement): boolean {
  const value = attribute(element, 'w:default')
  return value === '1' || value === 'true' || value === 'on'
}

function resolve(element: XmlElement, byId: ReadonlyMap<string, XmlElement>): Style {
  const base = (link: XmlElement) => byId.get(stringOf(link, 'w:basedOn') ?? '')
  const links = chainFrom(element, base, LONGEST_CHAIN)
  const paragraphs = links.map((link) => child(link, 'w:pPr'))
  const numberings = paragraphs.map((link) => child(link, 'w:numPr'))
  return {
    name: stringOf(element, 'w:name') ?? attribute(element, 'w:styleId'),
    chain: links.map((link) => attribute(link, 'w:styleId') ?? ''),
    isHidden: firstOf(links, (link) => switchOf(child(link, 'w:rPr'), 'w:vanish')),
    startsPage: firstOf(paragraphs, (link) => switchOf(link, 'w:pageBreakBefore')),
    list: firstOf(numberings, (link) => stringOf(link, 'w:numId')),
    level: firstOf(numberings, (link) => numberOf(link, 'w:ilvl')),
  }
}
