import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { guard } from '../run/output.ts'

let saved = 0

/** Writes a file beside and renames it, so that it is never seen half written. */
export async function saveFile(
  file: string,
  content: Uint8Array | string | AsyncIterable<string>,
): Promise<void> {
  await saveWith(file, (beside) => writeFile(beside, content))
}

/** As `saveFile`, where something else does the writing. */
export async function saveWith(
  file: string,
  write: (beside: string) => Promise<void>,
): Promise<void> {
  saved += 1
  // A short name: the file's own may already be as long as a name can be.
  const beside = path.join(path.dirname(file), `.zvit-${process.pid}-${saved}.tmp`)
  await guard(async () => {
    try {
      await writeFile(beside, '')
      await write(beside)
      await rename(beside, file)
    } finally {
      await rm(beside, { force: true })
    }
  })
}

/** Makes a folder where there is none. */
export async function saveFolder(folder: string): Promise<void> {
  await guard(async () => {
    await mkdir(folder, { recursive: true })
  })
}
