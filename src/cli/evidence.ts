import path from 'node:path'
import { evidencePages } from './engine.ts'
import { saveFile, saveFolder } from './save.ts'
import { tell } from './streams.ts'

/** Writes `reports/<name>.html` for every report of the folder, and `index.html` that leads to them. */
export async function saveEvidence(results: string, folder: string): Promise<void> {
  await saveFolder(folder)
  let pages = -1
  for await (const { file, text } of evidencePages(results)) {
    const target = path.join(folder, file)
    await saveFolder(path.dirname(target))
    await saveFile(target, text)
    pages += 1
  }
  tell(`Pages in ${folder}: ${pages}; begin with ${path.join(folder, 'index.html')}.`)
}
