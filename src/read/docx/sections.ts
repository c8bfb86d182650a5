import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { stringOf } from './properties.ts'

/** What the section properties of a body say (ECMA-376 Part 1, 17.6). */
export interface Sections {
  /** Ids of the relationships to headers and footers, in order, each once. */
  readonly headers: readonly string[]
  readonly footers: readonly string[]
  /** The section properties behind which a new page begins. */
  readonly pageEnds: ReadonlySet<XmlElement>
}

export function readSections(body: XmlElement): Sections {
  const sections = findSections(body)
  const pageEnds = new Set<XmlElement>()
  sections.forEach((section, index) => {
    // The type of a section says how it begins, its properties stand at its end.
    const next = sections[index + 1]
    if (next === undefined) return
    const type = stringOf(next, 'w:type') ?? 'nextPage'
    if (type !== 'continuous' && type !== 'nextColumn') pageEnds.add(section)
  })
  return {
    headers: references(sections, 'w:headerReference'),
    footers: references(sections, 'w:footerReference'),
    pageEnds,
  }
}

function findSections(element: XmlElement): readonly XmlElement[] {
  return children(element).flatMap((inside) => {
    switch (inside.name) {
      case 'w:sectPr':
        return [inside]
      case 'w:p': {
        const properties = child(inside, 'w:pPr')
        const section = properties === null ? null : child(properties, 'w:sectPr')
        return section === null ? [] : [section]
      }
      case 'w:tbl':
        return []
      default:
        return findSections(inside)
    }
  })
}

function references(sections: readonly XmlElement[], name: string): readonly string[] {
  const ids = sections.flatMap((section) =>
    children(section, name).map((reference) => attribute(reference, 'r:id') ?? ''),
  )
  return [...new Set(ids)].filter((id) => id !== '')
}
