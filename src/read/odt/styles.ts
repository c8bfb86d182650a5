import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { chainFrom, firstOf, kept } from '../../text/lists.ts'

/** What a style and the styles it is based on say together; null where none of them says. */
export interface Style {
  /** The name that users see, of the nearest named style. */
  readonly name: string | null
  readonly isHidden: boolean | null
  readonly isStruck: boolean | null
  readonly breaksBefore: boolean
  readonly breaksAfter: boolean
  /** Name of the list style; '' switches numbering off. */
  readonly list: string | null
  /** Of a cell: whether lines are drawn around it. */
  readonly isLined: boolean | null
  /** Level of the outline that its paragraphs stand at, 1-based; 0 none. */
  readonly outline: number | null
}

/** The styles that one part of a document sees. */
export interface Styles {
  /** The style of this family (`paragraph`, `text`, `table`, `table-cell`) and name. */
  readonly find: (family: string, name: string | null) => Style
}

// Without a bound a long chain costs its square.
const LONGEST_CHAIN = 64

const NO_STYLE: Style = {
  name: null,
  isHidden: null,
  isStruck: null,
  breaksBefore: false,
  breaksAfter: false,
  list: null,
  isLined: null,
  outline: null,
}

/**
 * Reads styles (OpenDocument 1.3 Part 3, chapter 16): `automatic` are those of the part itself and
 * hide common ones of the same name. Loops among styles are cut.
 */
export function readStyles(
  automatic: readonly XmlElement[],
  common: readonly XmlElement[],
): Styles {
  const byName = new Map<string, XmlElement>()
  const named = new Set<XmlElement>()
  const defaults = new Map<string, XmlElement>()
  for (const element of common) {
    if (element.name === 'style:style') named.add(element)
    if (element.name === 'style:default-style')
      defaults.set(attribute(element, 'style:family') ?? '', element)
  }
  for (const element of [...common, ...automatic])
    if (element.name === 'style:style') byName.set(keyOf(element), element)
  const resolved = new Map<string, Style>()
  return {
    find: (family, name) => {
      const key = `${family} ${name ?? ''}`
      const standard = defaults.get(family)
      return kept(resolved, key, () => resolve(key, { byName, named, standard }))
    },
  }
}

function keyOf(element: XmlElement): string {
  return `${attribute(element, 'style:family') ?? ''} ${attribute(element, 'style:name') ?? ''}`
}

function resolve(
  key: string,
  styles: {
    readonly byName: ReadonlyMap<string, XmlElement>
    readonly named: ReadonlySet<XmlElement>
    readonly standard: XmlElement | undefined
  },
): Style {
  const parent = (link: XmlElement) => {
    const name = attribute(link, 'style:parent-style-name') ?? ''
    return styles.byName.get(`${attribute(link, 'style:family') ?? ''} ${name}`)
  }
  const links = chainFrom(styles.byName.get(key), parent, LONGEST_CHAIN)
  const all = styles.standard === undefined ? links : [...links, styles.standard]
  if (all.length === 0) return NO_STYLE
  const master = attribute(links[0] ?? null, 'style:master-page-name')
  return {
    name: nameOf(links.find((link) => styles.named.has(link))),
    isHidden: firstOf(all, isHidden),
    isStruck: firstOf(all, isStruck),
    // 16.2: a style with a master page begins a page of that kind.
    breaksBefore: (master ?? '') !== '' || firstOf(all, (link) => breakOf(link, 'before')) === true,
    breaksAfter: firstOf(all, (link) => breakOf(link, 'after')) === true,
    list: firstOf(all, (link) => attribute(link, 'style:list-style-name')),
    isLined: firstOf(all, isLined),
    outline: firstOf(all, (link) => {
      const level = attribute(link, 'style:default-outline-level')
      return level === null ? null : Number(level)
    }),
  }
}

function nameOf(element: XmlElement | undefined): string | null {
  if (element === undefined) return null
  return attribute(element, 'style:display-name') ?? attribute(element, 'style:name')
}

function isHidden(element: XmlElement): boolean | null {
  const display = attribute(child(element, 'style:text-properties'), 'text:display')
  return display === null ? null : display === 'none'
}

function isStruck(element: XmlElement): boolean | null {
  const properties = child(element, 'style:text-properties')
  const style = attribute(properties, 'style:text-line-through-style')
  return style === null ? null : style !== 'none'
}

function isLined(element: XmlElement): boolean | null {
  const properties = child(element, 'style:table-cell-properties')
  const borders = ['', '-left', '-right', '-top', '-bottom'].flatMap(
    (side) => attribute(properties, `fo:border${side}`) ?? [],
  )
  return borders.length === 0 ? null : borders.some((border) => !/^(?:none|hidden)\b/.test(border))
}

function breakOf(element: XmlElement, side: 'before' | 'after'): boolean | null {
  for (const properties of children(element)) {
    const value = attribute(properties, `fo:break-${side}`)
    if (value !== null) return value === 'page'
  }
  return null
}
