import { sqlText } from '../resources.ts'
import type { SqlRow } from './engine.ts'
import { openFolder, readFolder } from './folder.ts'

/**
 * What changed from one results folder to another, a row a change, in the order of the sources:
 * `sourceName`, `sourcePart`, `measureId` (null where it is not about a measure), `what`, `before`
 * and `after` (null where it is not there). `sql/diff.sql` tells what is compared.
 */
export async function compareFolders(before: string, after: string): Promise<readonly SqlRow[]> {
  const engine = await openFolder(before)
  for (const table of ['allMeasures', 'failures'])
    await engine.run(`alter table ${table} rename to ${table}Before`)
  await readFolder(engine, after)
  const { rows } = await engine.run(sqlText('diff'))
  engine.close()
  return rows
}
