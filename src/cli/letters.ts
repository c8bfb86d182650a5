import { readdir } from 'node:fs/promises'
import path from 'node:path'
import type { Engine } from '../stats/engine.ts'
import { returnLetters } from './engine.ts'
import { saveFile, saveFolder } from './save.ts'
import { tell } from './streams.ts'

const ENDING = '.docx'

/** Writes a return letter for every body that has something to mend, and tells how many there are. */
export async function saveLetters(engine: Engine, folder: string): Promise<void> {
  await saveFolder(folder)
  const before = (await readdir(folder)).filter((name) => name.endsWith(ENDING))
  const written = new Set<string>()
  for await (const { file, bytes } of returnLetters(engine)) {
    await saveFile(path.join(folder, file), bytes)
    written.add(file)
  }
  tell(`Letters in ${folder}: ${written.size}. Bodies with nothing to mend have none.`)
  const stale = before.filter((name) => !written.has(name))
  if (stale.length > 0)
    tell(`Documents that were in ${folder} before and are not of this run: ${stale.join(', ')}.`)
}
