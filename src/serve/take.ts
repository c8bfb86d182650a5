import { createReadStream } from 'node:fs'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { zipSync } from 'fflate'
import { runProgram } from './child.ts'
import type { Tools } from './desk.ts'

/** What may be taken away, by its name: the command that makes it and the option that names where. */
export const TAKES: Readonly<Record<string, readonly string[]>> = {
  'consolidated.xlsx': ['consolidate', '--out'],
  'consolidated.docx': ['consolidate', '--out'],
  'letters.zip': ['consolidate', '--letters'],
  'evidence.zip': ['consolidate', '--evidence'],
  'measures.csv': ['export', '--bom', '--out'],
  'measures.xlsx': ['export', '--out'],
  'measures.parquet': ['export', '--out'],
  'measures.ndjson': ['export', '--out'],
}

/** Makes what is taken away by the command that makes it; the file is gone when it was sent. */
export async function take(
  { folder, program, passed }: Tools,
  name: keyof typeof TAKES,
): Promise<Readable | Uint8Array> {
  const [command = '', ...options] = TAKES[name] ?? []
  const temporary = await mkdtemp(path.join(tmpdir(), 'zvit-take-'))
  const remove = () => rm(temporary, { recursive: true, force: true })
  try {
    const isFolder = name.endsWith('.zip')
    const out = path.join(temporary, isFolder ? 'made' : name)
    await runProgram(program, [command, folder, ...options, out, ...passed])
    if (isFolder) return await zipped(out).finally(remove)
    const stream = createReadStream(out)
    stream.once('close', remove)
    return stream
  } catch (error) {
    await remove()
    throw error
  }
}

async function zipped(folder: string): Promise<Uint8Array> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files: Record<string, Uint8Array> = {}
  for (const entry of entries.filter((one) => one.isFile())) {
    const file = path.join(entry.parentPath, entry.name)
    files[path.relative(folder, file).split(path.sep).join('/')] = await readFile(file)
  }
  return zipSync(files)
}
