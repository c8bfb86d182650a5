import type { Engine } from './engine.ts'

/** Names and SQL types of the columns of a table. */
export type Columns = Readonly<Record<string, string | readonly [string]>>

/** Makes a table out of plain rows; what a row does not have is null. */
export async function makeTable(
  engine: Engine,
  name: string,
  columns: Columns,
  rows: readonly object[],
): Promise<void> {
  await engine.run('set variable given = $rows', { rows: JSON.stringify(rows) })
  await engine.run(
    `create or replace table ${name} as
     select unnest(given) from (
       select unnest(from_json(getvariable('given'), '${JSON.stringify([columns])}')) as given)`,
  )
  await engine.run('reset variable given')
}
