import type { InkRules } from './element.ts'

/** A start tag without its place. */
export interface Tag {
  readonly rawName: string
  readonly name: string
  /** Name, value, name, value, …, namespace declarations left out. */
  readonly attributes: readonly string[]
  readonly isEmpty: boolean
  /** What `InkRules` say of it. */
  readonly isText: boolean
  readonly endsLine: boolean
  readonly ink: number
  /** The scope of its content, its own where it declares namespaces. */
  readonly scope: Scope
}

/** How tags are read: what stands for each namespace in names, how many attributes one may have. */
export interface TagRules {
  readonly namespaces: ReadonlyMap<string, string>
  readonly attributes: number
  readonly ink?: InkRules | undefined
}

/** What is wrong with a tag; the scanner adds where. */
export class TagError extends Error {
  readonly isLimit: boolean

  constructor(message: string, isLimit = false) {
    super(message)
    this.isLimit = isLimit
  }
}

const NONE: readonly string[] = []

/** Where the start tag that begins at `start` (its `<`) ends: the index of its `>`, or -1. */
export function endOfTag(text: string, start: number): number {
  let quote = 0
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index)
    // A `>` inside a value does not end the tag.
    if (quote !== 0) {
      if (code === quote) quote = 0
    } else if (code === 0x3e) return index
    else if (code === 0x22 || code === 0x27) quote = code
  }
  return -1
}

/** Reads what stands between `<` and `>` of a start tag. Throws `TagError`. */
export function readTag(raw: string, outer: Scope, rules: TagRules): Tag {
  const isEmpty = raw.endsWith('/')
  const end = isEmpty ? raw.length - 1 : raw.length
  let nameEnd = 0
  while (nameEnd < end && !isSpace(raw.charCodeAt(nameEnd))) nameEnd += 1
  const rawName = raw.slice(0, nameEnd)
  const pairs = readAttributes(raw, nameEnd, end, rules.attributes)
  const scope = declare(pairs, outer, rules)
  const name = resolve(rawName, scope, true)
  if (name === null)
    throw new TagError(`<${rawName.slice(0, 40)}> is no name or its prefix is not declared`)
  const attributes = nameAttributes(pairs, scope)
  const { ink } = rules
  return {
    rawName,
    name,
    attributes,
    isEmpty,
    isText: ink?.isText(name) ?? false,
    endsLine: ink?.lines.has(name) ?? false,
    ink: ink?.standsFor?.(name, attributes) ?? 0,
    scope,
  }
}

function readAttributes(raw: string, from: number, end: number, most: number): readonly string[] {
  if (from === end) return NONE
  const pairs: string[] = []
  let position = skipSpace(raw, from, end)
  while (position < end) {
    const equals = raw.indexOf('=', position)
    if (equals === -1 || equals >= end)
      throw new TagError(`an attribute without a value in <${raw.slice(0, 40)}>`)
    const name = raw.slice(position, equals).trimEnd()
    const open = skipSpace(raw, equals + 1, end)
    const quote = raw.charAt(open)
    const close = quote === '"' || quote === "'" ? raw.indexOf(quote, open + 1) : -1
    if (close === -1 || close >= end)
      throw new TagError(`a value without quotes in <${raw.slice(0, 40)}>`)
    if (pairs.length >= 2 * most)
      throw new TagError(`more than ${most} attributes in one tag`, true)
    pairs.push(name, readValue(raw.slice(open + 1, close)))
    position = skipSpace(raw, close + 1, end)
    if (position === close + 1 && position < end)
      throw new TagError(`no blank between attributes in <${raw.slice(0, 40)}>`)
  }
  return pairs
}

function readValue(raw: string): string {
  if (raw.includes('<')) throw new TagError('a «<» inside a value')
  const value = resolveReferences(raw)
  if (value === null) throw new TagError(`an unknown reference in the value «${raw.slice(0, 40)}»`)
  return value
}

function declare(pairs: readonly string[], outer: Scope, rules: TagRules): Scope {
  let prefixes: Map<string, string> | null = null
  for (let index = 0; index < pairs.length; index += 2) {
    const name = pairs[index] ?? ''
    if (!isDeclaration(name)) continue
    const uri = pairs[index + 1] ?? ''
    const space = uri === '' ? '' : (rules.namespaces.get(uri) ?? `{${uri}}`)
    prefixes ??= new Map()
    prefixes.set(name === 'xmlns' ? '' : name.slice('xmlns:'.length), space)
  }
  return prefixes === null ? outer : openScope(outer, prefixes)
}

function nameAttributes(pairs: readonly string[], scope: Scope): readonly string[] {
  if (pairs.length === 0) return NONE
  const named: string[] = []
  for (let index = 0; index < pairs.length; index += 2) {
    const raw = pairs[index] ?? ''
    if (isDeclaration(raw)) continue
    const name = resolve(raw, scope, false)
    if (name === null)
      throw new TagError(
        `the attribute «${raw.slice(0, 40)}» is no name or its prefix is not declared`,
      )
    for (let other = 0; other < named.length; other += 2)
      if (named[other] === name) throw new TagError(`the attribute «${raw}» twice in one tag`)
    named.push(name, pairs[index + 1] ?? '')
  }
  return named
}

function isDeclaration(name: string): boolean {
  return name.startsWith('xmlns') && (name.length === 5 || name.charCodeAt(5) === 0x3a)
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function skipSpace(text: string, from: number, end: number): number {
  let position = from
  while (position < end && isSpace(text.charCodeAt(position))) position += 1
  return position
}

/**
 * The namespaces declared at one place of a document. Tags that were read under it are
 * kept, since those of an office document are few and come again and again.
 */
export interface Scope {
  readonly outer: Scope | null
  /** From prefix ('' for the default) to what stands for its namespace in names, '' for none. */
  readonly prefixes: ReadonlyMap<string, string>
  readonly tags: Map<string, Tag>
}

const PLAIN_NAME = /^[A-Za-z_][\w.-]*$/

function openScope(outer: Scope | null, prefixes: ReadonlyMap<string, string>): Scope {
  return { outer, prefixes, tags: new Map() }
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

/**
 * A name in canonical form; null where it is no name or its prefix is undeclared. Without a prefix an
 * attribute is in no namespace.
 */
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

const REFERENCE = /&(?:#x([0-9a-fA-F]{1,8});|#([0-9]{1,10});|(amp|lt|gt|quot|apos);)?/g
const NAMED = new Map(Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }))
const LAST_CODE_POINT = 0x10ffff

/**
 * The text with the five named and all numeric character references resolved; null where a
 * reference is none of these or names what is no XML character (XML 1.0, 2.2 and 4.1).
 */
export function resolveReferences(text: string): string | null {
  if (!text.includes('&')) return text
  let isValid = true
  const resolved = text.replace(REFERENCE, (_, hexadecimal, decimal, name) => {
    const character =
      name !== undefined
        ? NAMED.get(name)
        : fromCodePoint(
            hexadecimal !== undefined ? Number.parseInt(hexadecimal, 16) : Number(decimal),
          )
    if (character === undefined) isValid = false
    return character ?? ''
  })
  return isValid ? resolved : null
}

function fromCodePoint(code: number): string | undefined {
  const isCharacter =
    code === 0x09 ||
    code === 0x0a ||
    code === 0x0d ||
    (code >= 0x20 && code <= 0xd7ff) ||
    (code >= 0xe000 && code <= 0xfffd) ||
    (code >= 0x10000 && code <= LAST_CODE_POINT)
  return isCharacter ? String.fromCodePoint(code) : undefined
}
