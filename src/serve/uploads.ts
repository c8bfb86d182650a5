import { createHash, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { constants, copyFile, mkdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { guard } from '../run/output.ts'
import { tooLarge } from '../run/read-source.ts'
import type { Desk } from './desk.ts'
import { LIMITS } from './limits.ts'
import { Refusal } from './problem.ts'

/** Where files lie that people drop on the page, where the folder's import read none yet. */
const INBOX = 'inbox'
const TEMPORARY = '.uploads'
/** What Windows allows in no name, and what turns a name into another one on a screen. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const FORBIDDEN = /[\u0000-\u001f\u007f<>:"|?*\u202a-\u202e\u2066-\u2069]|[. ]$/u
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** What became of a file: stored under a name, or known already under one. */
export interface Stored {
  readonly outcome: 'stored' | 'renamed' | 'duplicate'
  readonly name: string
}

/**
 * The parts of a path that a browser tells. Throws `NAME_INVALID` for whatever would lie elsewhere than
 * below the folder, or is a name that some system gives another meaning.
 */
export function partsOf(told: string): readonly string[] {
  const parts = told.normalize('NFC').split(/[\\/]/)
  const isWrong = (part: string) =>
    part === '' ||
    part.startsWith('.') ||
    FORBIDDEN.test(part) ||
    RESERVED.test(part) ||
    Buffer.byteLength(part) > LIMITS.name
  if (parts.length > LIMITS.depth || parts.some(isWrong)) throw new Refusal(400, 'NAME_INVALID')
  return parts
}

/** The folder that takes files: the first that the import read, else one inside the results. */
export async function inboxOf({ inputs, folder }: Desk): Promise<string> {
  for (const place of await inputs())
    if ((await stat(place).catch(() => null))?.isDirectory()) return place
  return path.join(folder, INBOX)
}

/** Stores a file below the inbox; none that is there is written over. Throws `FILE_TOO_LARGE`, `NAME_INVALID`. */
export async function store(
  desk: Desk,
  told: string,
  { body, limit }: { readonly body: Readable; readonly limit: number },
): Promise<Stored> {
  const parts = partsOf(told)
  const temporary = path.join(desk.folder, TEMPORARY, `${randomUUID()}.tmp`)
  return guard(async () => {
    await mkdir(path.dirname(temporary), { recursive: true })
    try {
      const sha256 = await receive(body, temporary, limit)
      const known = await knownAs(desk, sha256)
      if (known !== null) return { outcome: 'duplicate', name: known }
      const name = await place(temporary, await inboxOf(desk), parts)
      remembered.set(`${desk.folder} ${sha256}`, name)
      return { outcome: name === parts.join('/') ? 'stored' : 'renamed', name }
    } finally {
      await rm(temporary, { force: true })
    }
  })
}

/** Names of files that were stored and not imported yet, by folder and hash. */
const remembered = new Map<string, string>()

async function knownAs(desk: Desk, sha256: string): Promise<string | null> {
  const rows = await desk.figures(({ ask }) => ask('sources'), true).catch(() => [])
  const known = rows.find((row) => row.sha256 === sha256)
  return known ? `${known.sourceName}` : (remembered.get(`${desk.folder} ${sha256}`) ?? null)
}

async function receive(body: Readable, file: string, limit: number): Promise<string> {
  const hash = createHash('sha256')
  let size = 0
  async function* counted(source: AsyncIterable<Uint8Array>) {
    for await (const chunk of source) {
      size += chunk.length
      if (size > limit) throw tooLarge(size, limit)
      hash.update(chunk)
      yield chunk
    }
  }
  await pipeline(body, counted, createWriteStream(file, { flags: 'wx' }))
  return hash.digest('hex')
}

/** Copies to a name that is free, with `(2)` where another file has it; gives the name with `/`. */
async function place(file: string, inbox: string, parts: readonly string[]): Promise<string> {
  const folder = path.join(inbox, ...parts.slice(0, -1))
  await mkdir(folder, { recursive: true })
  const { name, ext } = path.parse(parts.at(-1) ?? '')
  for (let time = 1; ; time += 1) {
    const own = time === 1 ? `${name}${ext}` : `${name} (${time})${ext}`
    try {
      await copyFile(file, path.join(folder, own), constants.COPYFILE_EXCL)
      return [...parts.slice(0, -1), own].join('/')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
