import { text } from 'node:stream/consumers'
import { ZvitError } from '../model/error.ts'
import { openReports } from '../stats/prepare.ts'
import { csv } from '../write/csv.ts'
import { ndjson } from '../write/json.ts'
import type { Arguments } from './command.ts'
import { openStatistics } from './engine.ts'
import { readKnown } from './known.ts'
import { print } from './streams.ts'
import { terminalTable } from './table.ts'

/** Tables that take some work to make; a statement without their names does without them. */
const MADE = /\b(?:bodies|canonical|matches|cells|standings|guesses|tally)\b/i

/** `zvit query DIR "select …"`. */
export async function run(given: Arguments): Promise<void> {
  const [folder = '', statement = ''] = given.positionals
  const { csv: asCsv, table: asTable } = given.options
  if (asCsv === true && asTable === true)
    throw new ZvitError('USAGE', 'Give one of --csv and --table.')
  const sql = statement === '-' ? await text(process.stdin) : statement
  const open = MADE.test(sql) ? openStatistics : openReports
  const engine = await open(folder, await readKnown(given))
  await engine.seal()
  const { columns, rows } = await engine.run(sql)
  const values = () => rows.map((row) => columns.map((column) => row[column]))
  if (asCsv === true) await print(csv(columns, values()))
  else if (asTable === true) await print(terminalTable(columns, values()))
  else await print(ndjson(rows))
  engine.close()
}
