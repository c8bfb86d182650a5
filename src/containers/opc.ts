import { ZvitError } from '../model/error.ts'
import { firstOf } from '../text/lists.ts'
import type { Limits } from './limits.ts'
import { attribute, children, type InkRules, type XmlElement } from './xml/element.ts'
import { decodeXml, parseShared, parseXml } from './xml/index.ts'
import { openZip } from './zip/index.ts'

export interface Relationship {
  readonly id: string
  /** The last segment of its type: `styles`, `header`, `hyperlink`, … */
  readonly type: string
  /** Name of the part; of an external target what the document says. */
  readonly target: string
  readonly isExternal: boolean
}

/** An Office document as a package of parts (ECMA-376 Part 2). */
export interface Package {
  /** Name of the main part. */
  readonly main: string
  readonly has: (part: string) => boolean
  readonly text: (part: string) => string
  /** The root element of a part. */
  readonly xml: (part: string) => XmlElement
  /** The same of a part that documents have in common: styles, numbering. */
  readonly shared: (part: string) => XmlElement
  /** In document order; none where the part has none. */
  readonly relationships: (part: string) => readonly Relationship[]
}

/** What is expected in a package. */
export interface PackageKind {
  /** What the document is called in messages: `a Word document`. */
  readonly what: string
  /** Content type of the main part, and its usual name. */
  readonly mainContent: RegExp
  readonly usualMain: string
  /** What stands for a namespace in the names of elements, `PACKAGE_NAMESPACES` among them. */
  readonly namespaces: ReadonlyMap<string, string>
  readonly ink?: InkRules
}

const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
/** The namespaces of a package itself. */
export const PACKAGE_NAMESPACES: readonly (readonly [string, string])[] = [
  [`${PACKAGE}/relationships`, 'rel:'],
  [`${PACKAGE}/content-types`, 'ct:'],
]
const CONTENT_TYPES = '[Content_Types].xml'

/**
 * Opens the package and finds its main part: by the relationships of the package, by content type,
 * by its usual name. Throws as `openZip` and `parseXml`; `FILE_DAMAGED` without a main part.
 */
export function openPackage(bytes: Uint8Array, limits: Limits, kind: PackageKind): Package {
  const options = { ...kind, limits }
  const zip = openZip(bytes, limits)
  const text = (part: string): string => decodeXml(zip.read(part), part)
  const xml = (part: string) => parseXml(text(part), { ...options, part })
  const shared = (part: string) =>
    parseShared(zip.packed(part), () => text(part), { ...options, part })
  const relationships = (part: string): readonly Relationship[] => {
    const name = relationshipsOf(part)
    return zip.has(name) ? readRelationships(shared(name), part, zip.has) : []
  }
  const candidates = [
    () =>
      relationships('').find(({ type, isExternal }) => type === 'officeDocument' && !isExternal)
        ?.target,
    () => (zip.has(CONTENT_TYPES) ? mainByContent(shared(CONTENT_TYPES), kind) : undefined),
    () => kind.usualMain,
  ]
  const main = firstOf(candidates, (candidate) => {
    const part = candidate()
    return part !== undefined && zip.has(part) ? part : null
  })
  if (main === null) throw withoutMain(zip.names, kind)
  return { main, has: zip.has, text, xml, shared, relationships }
}

function relationshipsOf(part: string): string {
  const slash = part.lastIndexOf('/') + 1
  return `${part.slice(0, slash)}_rels/${part.slice(slash)}.rels`
}

function readRelationships(
  root: XmlElement,
  part: string,
  has: (name: string) => boolean,
): readonly Relationship[] {
  return children(root, 'rel:Relationship').map((element) => {
    const isExternal = attribute(element, 'TargetMode')?.toLowerCase() === 'external'
    const target = attribute(element, 'Target') ?? ''
    return {
      id: attribute(element, 'Id') ?? '',
      type: (attribute(element, 'Type') ?? '').split('/').at(-1) ?? '',
      target: isExternal ? target : findTarget(target, part, has),
      isExternal,
    }
  })
}

/** The part that is meant: some programs give it from the root. */
function findTarget(target: string, part: string, has: (name: string) => boolean): string {
  const path = target.replaceAll('\\', '/').split('#', 1)[0] ?? ''
  const folder = part.split('/').slice(0, -1)
  const meant = resolvePath(path, path.startsWith('/') ? [] : folder)
  return [meant, resolvePath(path, [])].find(has) ?? meant
}

function resolvePath(path: string, folder: readonly string[]): string {
  const segments = [...folder]
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop()
    else if (segment !== '' && segment !== '.') segments.push(segment)
  }
  return segments.join('/')
}

function mainByContent(root: XmlElement, { mainContent }: PackageKind): string | undefined {
  const override = children(root, 'ct:Override').find((element) =>
    mainContent.test(attribute(element, 'ContentType') ?? ''),
  )
  return override === undefined
    ? undefined
    : resolvePath((attribute(override, 'PartName') ?? '').replaceAll('\\', '/'), [])
}

function withoutMain(names: readonly string[], { what }: PackageKind): ZvitError {
  const shown = names.slice(0, 5).map((name) => `«${name.slice(0, 60)}»`)
  return new ZvitError(
    'FILE_DAMAGED',
    names.length === 0
      ? `The container is empty, not ${what}. Ask for the file again.`
      : `The container holds no main part of ${what}, only ${shown.join(', ')}${names.length > 5 ? ', …' : ''}. Ask for the file again.`,
  )
}
