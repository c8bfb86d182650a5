import type { Limits } from '../../containers/limits.ts'
import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import type { Document } from '../../model/document.ts'
import { readBlocks } from './blocks.ts'
import { openLists, readListStyles } from './lists.ts'
import { openOdt } from './package.ts'
import { openPart, type Reading, type Story } from './reading.ts'
import { readStyles } from './styles.ts'

const FURNITURE = /^(?:style|loext):(header|footer)(?:-left|-first)?$/

/**
 * The text of an OpenDocument text (.odt, .ott): body, then headers and footers of all page
 * styles beside it, notes too; tracked changes as accepted; numbers as LibreOffice prints them.
 * Notifies the `READ_…` diagnostics. Throws `FILE_DAMAGED`, `FILE_ENCRYPTED` and `LIMIT_EXCEEDED`.
 */
export function readOdt(bytes: Uint8Array, limits: Limits): Document {
  const pack = openOdt(bytes, limits)
  const reading: Reading = {
    builder: new DocumentBuilder(limits),
    pack,
    source: 0,
    repeated: 0,
  }
  if (pack.styles === null)
    reading.builder.notes.add('READ_PART_MISSING', null, 'The file holds no «styles.xml».')
  const story = openStory(pack.content, reading)
  const scope = openPart(story, null)
  const bodies = bodiesOf(pack.content)
  for (const body of bodies) reading.source += body.ink
  readBlocks(bodies, scope)
  readFurniture(reading)
  return reading.builder.finish({
    format: 'odt',
    blocks: scope.flow.blocks,
    source: reading.source,
  })
}

/** The styles and lists that a part sees: its own automatic ones and the named ones. */
function openStory(part: XmlElement, reading: Reading): Story {
  const { styles: named } = reading.pack
  const common = named === null ? [] : stylesIn(named, 'office:styles')
  const automatic = stylesIn(part, 'office:automatic-styles')
  return {
    reading,
    styles: readStyles(automatic, common),
    lists: openLists(readListStyles([...common, ...automatic])),
    deletions: new Set(bodiesOf(part).flatMap((body) => [...findDeletions(body)])),
    deleting: new Set(),
    deleted: 0,
  }
}

/**
 * The changes of a body that delete text and keep none of it. LibreOffice since 7 leaves deleted
 * text in its place, between marks, where changes are shown; else it stands in the list of changes
 * (OpenDocument 1.3 Part 3, 5.5), which is not read.
 */
function findDeletions(body: XmlElement): ReadonlySet<string> {
  const ids = new Set<string>()
  for (const region of children(body, 'text:tracked-changes').flatMap((list) => children(list))) {
    if (child(region, 'text:deletion') === null) continue
    for (const name of ['xml:id', 'text:id']) {
      const id = attribute(region, name)
      if (id !== null) ids.add(id)
    }
  }
  return ids
}

function bodiesOf(root: XmlElement): readonly XmlElement[] {
  return children(child(root, 'office:body') ?? root, 'office:text')
}

function stylesIn(root: XmlElement, name: string): readonly XmlElement[] {
  return children(root, name).flatMap((styles) => children(styles))
}

function readFurniture(reading: Reading): void {
  const { styles } = reading.pack
  if (styles === null) return
  const story = openStory(styles, reading)
  for (const page of stylesIn(styles, 'office:master-styles'))
    for (const element of children(page)) {
      const part = FURNITURE.exec(element.name)?.[1]
      if (part === undefined) continue
      reading.source += element.ink
      const isHidden = attribute(element, 'style:display') === 'false'
      const scope = { ...openPart(story, part), isHidden }
      readBlocks(element.children, scope)
      scope.flow.setAside('page_furniture')
    }
}
