import type { Limits } from '../../containers/limits.ts'
import {
  openPackage,
  PACKAGE_NAMESPACES,
  type Package,
  type PackageKind,
  type Relationship,
} from '../../containers/opc.ts'
import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { DocumentBuilder } from '../../document/builder.ts'
import type { Notes } from '../../document/notes.ts'
import { createNumberer } from '../../document/numbering/index.ts'
import type { Document } from '../../model/document.ts'
import { ZvitError } from '../../model/error.ts'
import { readBlocks } from './blocks.ts'
import { readLists } from './lists.ts'
import { createPrompts } from './prompts.ts'
import { stringOf } from './properties.ts'
import { leaveOut, type Reading, type Scope, type Story } from './reading.ts'
import { readStyles } from './styles.ts'
import { INK, NAMESPACES } from './vocabulary.ts'

/** A document while its parts are read one after the other. */
interface Session {
  readonly pack: Package
  /** Of the main part, those that stay in the package by their id. */
  readonly inside: ReadonlyMap<string, Relationship>
  readonly relationships: readonly Relationship[]
  readonly reading: Reading
  /** Names of the parts whose text was read. */
  readonly parts: string[]
}

const WORD: PackageKind = {
  what: 'a Word document',
  mainContent: /wordprocessingml\.(?:document|template)\.main\+xml$|ms-word\.\w+\.macroEnabled/i,
  usualMain: 'word/document.xml',
  namespaces: new Map([...NAMESPACES, ...PACKAGE_NAMESPACES]),
  ink: INK,
}
const NO_PAGE_ENDS: ReadonlySet<XmlElement> = new Set()
const SEPARATORS = new Set(['separator', 'continuationSeparator', 'continuationNotice'])

/**
 * The text of a Word document (.docx, .docm, .dotx; Transitional or Strict): body, then notes,
 * headers and footers beside it; tracked changes as accepted; numbers as Word prints them.
 * Notifies the `READ_…` diagnostics. Throws `FILE_DAMAGED`, `FILE_ENCRYPTED`,
 * `LIMIT_EXCEEDED`, and `NO_TEXT` where all text stands in files inside of the file.
 */
export function readDocx(bytes: Uint8Array, limits: Limits): Document {
  const session = openSession(openPackage(bytes, limits, WORD), limits)
  const { pack, reading, parts } = session
  const root = pack.xml(pack.main)
  reading.source += root.ink
  const body = bodyOf(root, pack.main)
  const sections = readSections(body)
  parts.push(pack.main)
  const scope = openScope(reading, { root: body, part: null, pageEnds: sections.pageEnds })
  readBlocks(body.children, scope)
  readNotes(session, 'footnote')
  readNotes(session, 'endnote')
  readFurniture(session, 'header', sections)
  readFurniture(session, 'footer', sections)
  noteExternal(session)
  if (reading.builder.characters === 0 && reading.chunks > 0) throw withoutText(reading)
  return reading.builder.finish({
    format: 'docx',
    blocks: scope.flow.blocks,
    source: reading.source,
  })
}

function openSession(pack: Package, limits: Limits): Session {
  const builder = new DocumentBuilder(limits)
  const { notes } = builder
  const relationships = pack.relationships(pack.main)
  const root = (type: string): XmlElement | null => {
    const target = relationships.find((one) => one.type === type && !one.isExternal)?.target
    if (target === undefined) return null
    if (pack.has(target)) return pack.shared(target)
    noteMissing(notes, target)
    return null
  }
  const styles = readStyles(root('styles'))
  const lists = readLists(root('numbering'), styles.listOf)
  const reading: Reading = {
    builder,
    styles,
    lists,
    prompts: createPrompts(styles, () => root('glossaryDocument')),
    prompting: new Set(),
    chunks: 0,
    source: 0,
  }
  const inside = relationships.filter((one) => !one.isExternal)
  return {
    pack,
    inside: new Map(inside.map((one) => [one.id, one])),
    relationships,
    reading,
    parts: [],
  }
}

function bodyOf(root: XmlElement, part: string): XmlElement {
  const body = child(root, 'w:body')
  if (root.name === 'w:document' && body !== null) return body
  throw new ZvitError(
    'FILE_DAMAGED',
    `The main part «${part}» is no Word document: it begins with <${root.name.slice(0, 80)}>. Ask for the file again.`,
  )
}

function openScope(
  reading: Reading,
  flow: {
    readonly root: XmlElement
    readonly part: string | null
    readonly pageEnds: ReadonlySet<XmlElement>
  },
): Scope {
  const story: Story = {
    reading,
    numberer: createNumberer(reading.lists.byId),
    pageEnds: flow.pageEnds,
  }
  return { story, flow: reading.builder.flow(flow.part), isHidden: false }
}

/** Footnotes or endnotes, all of their part, as asides. */
function readNotes(session: Session, kind: 'footnote' | 'endnote'): void {
  const part = partOf(session, findType(session, `${kind}s`))
  if (part === null) return
  const root = session.pack.xml(part)
  session.reading.source += root.ink
  const { story, flow } = openScope(session.reading, { root, part: kind, pageEnds: NO_PAGE_ENDS })
  for (const note of children(root, `w:${kind}`)) {
    if (SEPARATORS.has(attribute(note, 'w:type') ?? '')) {
      leaveOut(note, session.reading)
      continue
    }
    readBlocks(note.children, { story, flow, isHidden: false })
    flow.setAside('footnote')
  }
}

/** Headers or footers that a section asks for, each part once, as asides. */
function readFurniture(session: Session, kind: 'header' | 'footer', sections: Sections): void {
  const ids = kind === 'header' ? sections.headers : sections.footers
  for (const id of ids) {
    if (!session.inside.has(id)) noteMissing(session.reading.builder.notes, id)
    const part = partOf(session, session.inside.get(id))
    if (part === null) continue
    const root = session.pack.xml(part)
    session.reading.source += root.ink
    const scope = openScope(session.reading, { root, part: kind, pageEnds: NO_PAGE_ENDS })
    readBlocks(root.children, scope)
    scope.flow.setAside('page_furniture')
  }
}

function findType({ inside }: Session, type: string): Relationship | undefined {
  return [...inside.values()].find((one) => one.type === type)
}

/** The name of a part to be read, null where it is missing or was read before. */
function partOf(
  { pack, reading, parts }: Session,
  relationship: Relationship | undefined,
): string | null {
  const target = relationship?.target
  if (target === undefined || parts.includes(target)) return null
  if (!pack.has(target)) {
    noteMissing(reading.builder.notes, target)
    return null
  }
  parts.push(target)
  return target
}

function noteMissing(notes: Notes, name: string): void {
  notes.add('READ_PART_MISSING', null, `The file holds no «${name.slice(0, 80)}».`)
}

/** Programs that make documents out of web pages put all of it into one piece (`w:altChunk`). */
function withoutText({ chunks }: Reading): ZvitError {
  return new ZvitError(
    'NO_TEXT',
    `All text of the document stands in ${chunks === 1 ? 'a piece that is a file of its own' : `${chunks} pieces that are files of their own`} (altChunk). Open it in Word and save it again.`,
  )
}

function noteExternal({ relationships, reading }: Session): void {
  const types = new Set(relationships.filter((one) => one.isExternal).map((one) => one.type))
  for (const type of types)
    reading.builder.notes.add(
      'READ_EXTERNAL_TARGET',
      null,
      `A target outside of the document (${type.slice(0, 40)}) was not followed.`,
    )
}

/** What the section properties of a body say (ECMA-376 Part 1, 17.6). */
interface Sections {
  /** Ids of the relationships to headers and footers, in order, each once. */
  readonly headers: readonly string[]
  readonly footers: readonly string[]
  /** The section properties behind which a new page begins. */
  readonly pageEnds: ReadonlySet<XmlElement>
}

function readSections(body: XmlElement): Sections {
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
        const section = child(child(inside, 'w:pPr'), 'w:sectPr')
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
