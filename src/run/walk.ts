import { constants } from 'node:fs'
import { access, lstat, readdir, realpath } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { lackOfFiles } from './failure.ts'
import { compareSources, type Source } from './source.ts'

/** Resolved PATHs. */
export interface Roots {
  /** The PATHs that were walked, resolved. */
  readonly roots: readonly string[]
  /** PATHs that lie inside another one and were not read twice, as typed. */
  readonly nested: readonly string[]
}

/** What a run has to read. */
export interface Inputs extends Roots {
  /** Sorted by `compareSources`. */
  readonly sources: readonly Source[]
  /** Names of lock and temporary files of office programs and file managers, and of what is apart, not read. */
  readonly leftOut: readonly string[]
  /** Folders that are empty or could not be listed: there may be more in them than is seen now. */
  readonly silent: readonly Pick<Source, 'name' | 'root'>[]
}

// '~$x.docx' and '~WRL0001.tmp' are Word's, '.~lock.x.odt#' is LibreOffice's, '._x' is macOS's.
const LEFT_OUT = /^~\$|^\.~lock\.|^\._|\.tmp$|^\.DS_Store$|^Thumbs\.db$|^desktop\.ini$/iu
/** What macOS lays beside the files it packs. */
const MAC_FOLDER = /(?:^|\/)__MACOSX\//

/**
 * Every file under the PATHs but the files and folders that are `apart`, resolved. Hidden folders are read like others; links
 * are never followed. Throws `INPUT_NOT_FOUND` for a PATH that does not exist.
 */
export async function walk({ roots, nested }: Roots, apart: ReadonlySet<string>): Promise<Inputs> {
  const walker: Walker = { apart, sources: [], leftOut: [], silent: [] }
  for (const [index, root] of roots.entries()) {
    const prefix = roots.length > 1 ? lastName(root) : ''
    const status = await lstat(root)
    if (status.isDirectory()) await visit(walker, { path: root, name: prefix, root: index })
    else add(walker, { path: root, name: lastName(root), root: index })
  }
  const { leftOut, silent } = walker
  return { sources: walker.sources.sort(compareSources), leftOut, silent, roots, nested }
}

interface Walker {
  readonly apart: ReadonlySet<string>
  readonly sources: Source[]
  readonly silent: Inputs['silent'][number][]
  readonly leftOut: string[]
}

interface Folder {
  readonly path: string | Buffer
  readonly name: string
  readonly root: number
}

/**
 * The PATHs without repeated ones and without those inside another. Throws `INPUT_NOT_FOUND` for one
 * that does not exist.
 */
export async function distinctRoots(paths: readonly string[]): Promise<Roots> {
  const real = await Promise.all(paths.map(resolveRoot))
  const isCovered = (index: number) =>
    real.some(
      (other, position) =>
        position !== index &&
        isInside(real[index] ?? '', other) &&
        // Of two equal PATHs the first is kept.
        (real[index] !== other || position < index),
    )
  return {
    roots: real.filter((_, index) => !isCovered(index)),
    nested: paths.filter((_, index) => isCovered(index)),
  }
}

/** The real folder of a PATH with its own last name, which may be a link and stays one. */
async function resolveRoot(given: string): Promise<string> {
  const absolute = path.resolve(given)
  try {
    await access(path.dirname(absolute), constants.F_OK)
    await lstat(absolute)
    return path.join(await realpath(path.dirname(absolute)), path.basename(absolute))
  } catch (cause) {
    throw new ZvitError('INPUT_NOT_FOUND', `There is no file or folder '${given}'.`, { cause })
  }
}

/** Whether a resolved path is the folder or lies in it. */
export function isInside(inner: string, folder: string): boolean {
  const relative = path.relative(folder, inner)
  return relative === '' || (!/^\.\.(?:[\\/]|$)/.test(relative) && !path.isAbsolute(relative))
}

function lastName(root: string): string {
  return path.basename(root) || 'root'
}

async function visit(walker: Walker, folder: Folder): Promise<void> {
  const entries = await entriesOf(walker, folder)
  if (entries.length === 0) walker.silent.push(folder)
  for (const entry of entries) {
    const name = decodeName(entry.name)
    const child = {
      path: joinPath(folder.path, entry.name, name),
      name: folder.name === '' ? name : `${folder.name}/${name}`,
      root: folder.root,
    }
    if (!entry.isDirectory()) add(walker, child)
    else if (!isApart(walker, child)) await visit(walker, child)
  }
}

/** A folder that cannot be listed becomes an input with its error, so that it is told. */
async function entriesOf(walker: Walker, folder: Folder) {
  try {
    return await readdir(folder.path, { withFileTypes: true, encoding: 'buffer' })
  } catch (cause) {
    const lacking = lackOfFiles(cause)
    if (lacking) throw lacking
    const error = (cause as NodeJS.ErrnoException).code ?? 'unknown error'
    walker.sources.push({ ...folder, name: folder.name || '.', error })
    return []
  }
}

function add(walker: Walker, source: Source): void {
  if (isFurniture(source.name) || isApart(walker, source)) walker.leftOut.push(source.name)
  else walker.sources.push(source)
}

function isApart({ apart }: Walker, { path: at }: Pick<Folder, 'path'>): boolean {
  return typeof at === 'string' && apart.has(at)
}

/** Whether a file is a lock or temporary file of some program, by its name with `/`. */
export function isFurniture(name: string): boolean {
  return LEFT_OUT.test(name.slice(name.lastIndexOf('/') + 1)) || MAC_FOLDER.test(name)
}

function decodeName(bytes: Buffer): string {
  const name = bytes.toString('utf8')
  if (Buffer.from(name, 'utf8').equals(bytes)) return name
  return new TextDecoder('windows-1251').decode(bytes)
}

function joinPath(folder: string | Buffer, bytes: Buffer, name: string): string | Buffer {
  const isText = Buffer.from(name, 'utf8').equals(bytes)
  if (isText && typeof folder === 'string') return path.join(folder, name)
  return Buffer.concat([Buffer.from(folder), Buffer.from(path.sep), bytes])
}
