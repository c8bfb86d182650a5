import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { guard } from '../run/output.ts'

/** Writes a file beside and renames it, so that it is never seen half written. */
export async function saveFile(file: string, content: Uint8Array | string): Promise<void> {
  await saveWith(file, (beside) => writeFile(beside, content))
}

/** As `saveFile`, where something else does the writing. */
export async function saveWith(
  file: string,
  write: (beside: string) => Promise<void>,
): Promise<void> {
  const beside = `${file}.${process.pid}.tmp`
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
