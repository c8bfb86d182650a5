import { createHash } from 'node:crypto'
import { cutBytes, fileNameKey } from '../text/file-name.ts'
import { counted } from '../text/lists.ts'
import type { Source } from './source.ts'

const SUFFIX = '.json'
const LONGEST_NAME = 255
/** Bytes of a whole name, so that the path stays far below the 4096 that Linux allows. */
const LONGEST_PATH = 2000
const HASH_LENGTH = 8

/** Where a source's report lies, relative to `reports/`, with `/`; parts count from 1. */
export type OutputName = (source: Source, part: number) => string

/**
 * Names that depend on the set of sources and not on their order. Those that would collide (case,
 * Unicode form, PATHs of the same name, a file against a folder), those with a component over
 * 255 bytes and those that no disk holds (`..`, NUL, from archives) get a hash at the end; every one of a colliding group does, so that none of them owes
 * its name to chance.
 */
export function outputNames(sources: readonly Source[]): OutputName {
  const taken = counted(sources.map(({ name }) => fileNameKey(name)))
  const folders = new Set(sources.flatMap(({ name }) => parentsOf(fileNameKey(cleaned(name)))))
  const bases = new Map<Source, string>()
  const used = new Set(taken.keys())
  for (const source of sources) {
    const key = fileNameKey(source.name)
    const isShared = (taken.get(key) ?? 0) > 1 || folders.has(`${key}${SUFFIX}`)
    const isUnfit = isShared || isTooLong(source.name) || cleaned(source.name) !== source.name
    const base = isUnfit ? hashedName(source, used) : source.name
    bases.set(source, base)
    used.add(fileNameKey(base))
  }
  return (source, part) => {
    const base = bases.get(source) ?? source.name
    if (part === 1) return `${base}${SUFFIX}`
    const numbered = `${base}.${part}`
    const key = fileNameKey(numbered)
    // A source or a folder of its own may be called so.
    const isUnfit = used.has(key) || folders.has(`${key}${SUFFIX}`) || isTooLong(numbered)
    return `${isUnfit ? hashedName({ ...source, name: numbered }, used) : numbered}${SUFFIX}`
  }
}

function parentsOf(name: string): readonly string[] {
  const parts = name.split('/')
  return parts.slice(1).map((_, index) => parts.slice(0, index + 1).join('/'))
}

function isTooLong(name: string): boolean {
  const last = name.slice(name.lastIndexOf('/') + 1)
  return Buffer.byteLength(`${last}${SUFFIX}`) > LONGEST_NAME || isDeep(name)
}

function isDeep(name: string): boolean {
  const isLong = (part: string) => Buffer.byteLength(part) > LONGEST_NAME
  return Buffer.byteLength(name) > LONGEST_PATH || name.split('/').slice(0, -1).some(isLong)
}

/** An archive may call its files what no disk would, or name places outside of it. */
function cleaned(name: string): string {
  return name
    .replaceAll('\0', '_')
    .split('/')
    .map((part) => (/^\.{0,2}$/.test(part) ? '_' : part))
    .join('/')
}

function hashedName({ name, root }: Source, used: ReadonlySet<string>): string {
  const clean = cleaned(name)
  const start = clean.lastIndexOf('/') + 1
  const room = LONGEST_NAME - SUFFIX.length - HASH_LENGTH - 1
  const folder = isDeep(clean) ? '' : clean.slice(0, start)
  const stem = folder + cutBytes(clean.slice(start), room)
  for (let attempt = 0; ; attempt += 1) {
    const hash = createHash('sha256')
      .update(JSON.stringify([name, root, attempt]))
      .digest('hex')
    const hashed = `${stem}~${hash.slice(0, HASH_LENGTH)}`
    // Somebody may have named a file so on purpose.
    if (!used.has(fileNameKey(hashed))) return hashed
  }
}
