import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import { sqlText } from '../resources.ts'
import type { Engine, SqlBatches } from '../stats/engine.ts'
import { ask, openReports } from '../stats/prepare.ts'
import { type CsvStyle, csv, csvLine } from '../write/csv.ts'
import { flatSheet } from '../write/flat-sheet.ts'
import { ndjson } from '../write/json.ts'
import { checkAddress, loadPostgres } from '../write/postgres/index.ts'
import { unknown } from './arguments.ts'
import { type Arguments, textOf } from './command.ts'
import { openStatistics } from './engine.ts'
import { readKnown } from './known.ts'
import { saveFile, saveWith } from './save.ts'
import { tell } from './streams.ts'
import { words } from './words.ts'

/** Files of `sql/postgres`, each from one version of the schema to the next. */
const DATABASE_VERSIONS = [1, 2, 3]
/** Tables besides `zvit.measures`; each has its statement in `sql/postgres`. */
const DATABASE_TABLES = ['cells', 'submissions']

interface Target {
  readonly engine: Engine
  /** The statement that makes the view `exported`. */
  readonly statement: string
  readonly out: string
  readonly style: CsvStyle
}

const WRITERS: Readonly<Record<string, (target: Target) => Promise<void>>> = {
  csv: async ({ engine, statement, out, style }) =>
    saveFile(out, csvLines(await readExported(engine, statement), style)),
  xlsx: async ({ engine, statement, out }) => {
    const { columns, batches } = await readExported(engine, statement)
    const rows: (readonly unknown[])[] = []
    for await (const batch of batches) rows.push(...batch)
    engine.close() // Writing a workbook takes the memory that the engine holds.
    await saveFile(out, await flatSheet('measures', columns, rows))
  },
  parquet: async ({ engine, statement, out }) => {
    await ask(engine, statement)
    await saveWith(out, async (file) => {
      await engine.run(
        `copy exported to '${file.replaceAll("'", "''")}' (format parquet, compression zstd, use_tmp_file false)`,
      )
    })
  },
  ndjson: async ({ engine, statement, out }) =>
    saveFile(out, jsonLines(await readExported(engine, statement))),
}
const VOCABULARIES: Readonly<Record<string, string>> = { zvit: 'export', portal: 'export-portal' }

/** `zvit export DIR --format … --out FILE`, or `--to postgres://…`. */
export async function run(given: Arguments): Promise<void> {
  const [out, to] = [textOf(given, 'out'), textOf(given, 'to')]
  if ((out === undefined) === (to === undefined))
    throw new ZvitError('USAGE', 'Where to? Give one of --out FILE and --to postgres://….')
  return to === undefined ? toFile(given, out ?? '') : toDatabase(given, to)
}

async function toFile(given: Arguments, out: string): Promise<void> {
  const format = textOf(given, 'format') ?? path.extname(out).slice(1).toLowerCase()
  const write = Object.hasOwn(WRITERS, format) ? WRITERS[format] : undefined
  if (write === undefined) throw unknown('format', format, Object.keys(WRITERS))
  const vocabulary = textOf(given, 'vocabulary') ?? 'zvit'
  const statement = Object.hasOwn(VOCABULARIES, vocabulary) ? VOCABULARIES[vocabulary] : undefined
  if (statement === undefined) throw unknown('vocabulary', vocabulary, Object.keys(VOCABULARIES))
  const style = readStyle(given)
  const engine = await openReports(given.positionals[0] ?? '', await readKnown(given))
  await write({ engine, statement, out, style })
  engine.close()
  tell(words('export.file', { file: out }))
}

/**
 * The flat rows of the reports that count, as they come: by the statement `export`, or by
 * `export-portal` with the status in the portal's words. The view `exported` has them, too.
 */
async function readExported(engine: Engine, statement: string): Promise<SqlBatches> {
  await ask(engine, statement)
  return engine.read('from exported')
}

async function toDatabase(given: Arguments, address: string): Promise<void> {
  const folder = given.positionals[0] ?? ''
  const feed = textOf(given, 'feed') ?? path.basename(path.resolve(folder))
  checkAddress(address)
  const engine = await openStatistics(folder, await readKnown(given))
  const exported = await readExported(engine, 'export-portal')
  const further: Record<string, SqlBatches> = {}
  for (const name of DATABASE_TABLES) further[name] = await engine.read(sqlText(`postgres/${name}`))
  const migrations = DATABASE_VERSIONS.map((version) => sqlText(`postgres/${version}`))
  const loaded = await loadPostgres(address, { ...exported, further, feed, migrations })
  engine.close()
  const { rows, added, changed, removed } = loaded
  tell(words('export.database', { rows, feed, added, changed, removed }))
}

function readStyle(given: Arguments): CsvStyle {
  const separator = textOf(given, 'separator') ?? ';'
  if (separator !== ';' && separator !== ',')
    throw new ZvitError('USAGE', `--separator is ; or , and not '${separator}'.`)
  return { separator, bom: given.options.bom === true }
}

async function* csvLines({ columns, batches }: SqlBatches, style: CsvStyle): AsyncIterable<string> {
  yield csv(columns, [], style)
  for await (const batch of batches) yield batch.map((row) => csvLine(row, style)).join('')
}

async function* jsonLines({ columns, batches }: SqlBatches): AsyncIterable<string> {
  for await (const batch of batches)
    yield ndjson(
      batch.map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]]))),
    )
}
