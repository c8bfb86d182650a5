import { access } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { sqlText } from '../resources.ts'
import { type Engine, literalPath, openEngine } from './engine.ts'

/**
 * The results folder of `zvit import` as tables `allMeasures` and `failures`. Throws `INPUT_NOT_FOUND`
 * where the folder is none, and `ENGINE_MISSING`.
 */
export async function openFolder(folder: string): Promise<Engine> {
  const engine = await openEngine()
  await readFolder(engine, folder)
  return engine
}

/** As `openFolder`, into an engine that is open. */
export async function readFolder(engine: Engine, folder: string): Promise<void> {
  await Promise.all(['measures.ndjson', 'failures.ndjson'].map((name) => expectFile(folder, name)))
  await engine.run('set variable folder = $folder', { folder: literalPath(folder) })
  await engine.run(sqlText('tables'))
}

async function expectFile(folder: string, name: string): Promise<void> {
  try {
    await access(path.join(folder, name))
  } catch (cause) {
    throw new ZvitError(
      'INPUT_NOT_FOUND',
      `'${folder}' holds no ${name}; give the folder that \`zvit import\` wrote.`,
      { cause },
    )
  }
}
