import type { Tag } from './tag.ts'

/**
 * The namespaces declared at one place of a document. Names and whole tags that were read under
 * it are kept, since the tags of an office document are few and come again and again.
 */
export interface Scope {
  readonly outer: Scope | null
  /** From prefix ('' for the default) to what stands for its namespace in names, '' for none. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly names: Map<string, string>
  readonly attributeNames: Map<string, string>
  readonly tags: Map<string, Tag>
}

const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/

export function openScope(outer: Scope | null, prefixes: ReadonlyMap<string, string>): Scope {
  return { outer, prefixes, names: new Map(), attributeNames: new Map(), tags: new Map() }
}

/** The outermost scope: only `xml:` is known (Namespaces in XML 1.0, 3). */
export function rootScope(): Scope {
  return openScope(
    null,
    new Map([
      ['xml', 'xml:'],
      ['', ''],
    ]),
  )
}

/** Name of an element in canonical form; null where it is no name or its prefix is undeclared. */
export function elementName(raw: string, scope: Scope): string | null {
  const known = scope.names.get(raw)
  if (known !== undefined) return known
  const name = resolve(raw, scope, true)
  if (name !== null) scope.names.set(raw, name)
  return name
}

/** The same for an attribute; without a prefix it is in no namespace. */
export function attributeName(raw: string, scope: Scope): string | null {
  const known = scope.attributeNames.get(raw)
  if (known !== undefined) return known
  const name = resolve(raw, scope, false)
  if (name !== null) scope.attributeNames.set(raw, name)
  return name
}

function resolve(raw: string, scope: Scope, hasDefault: boolean): string | null {
  const colon = raw.indexOf(':')
  const prefix = colon === -1 ? '' : raw.slice(0, colon)
  const local = raw.slice(colon + 1)
  if (colon === 0 || !isName(local)) return null
  if (prefix === '' && !hasDefault) return local
  for (let place: Scope | null = scope; place !== null; place = place.outer) {
    const space = place.prefixes.get(prefix)
    if (space !== undefined) return space + local
  }
  return null
}

/** Names in other letters are rare, and their expression is slow to build. */
function isName(local: string): boolean {
  return PLAIN_NAME.test(local) || /^[\p{L}_][\p{L}\p{N}\p{M}_.·-]*$/u.test(local)
}
