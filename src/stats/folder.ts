import { access } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { sqlText } from '../resources.ts'
import { type Engine, literalPath, openEngine } from './engine.ts'

/**
 * The results folder of `zvit import` as tables `measures` and `failures`. Throws `INPUT_NOT_FOUND`
 * where the folder is none, and `ENGINE_MISSING`.
 */
export async function openFolder(folder: string): Promise<Engine> {
  await Promise.all(['measures.ndjson', 'failures.ndjson'].map((name) => expectFile(folder, name)))
  const engine = await openEngine()
  await engine.run('set variable folder = $folder', { folder: literalPath(folder) })
  await engine.run(sqlText('tables'))
  return engine
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
