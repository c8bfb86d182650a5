import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Engine, SqlAnswer, SqlRow } from '../stats/engine.ts'
import { COUNTS, LISTS } from '../stats/names.ts'
import { csv } from '../write/csv.ts'
import { unknown } from './arguments.ts'
import { type Arguments, textOf } from './command.ts'
import { askStatistics, charts, countStatistics, openStatistics } from './engine.ts'
import { DONE } from './exit-code.ts'
import { readKnown } from './known.ts'
import { overview } from './overview.ts'
import { saveFile, saveFolder } from './save.ts'
import { print, tell } from './streams.ts'
import { terminalTable } from './table.ts'

const DEFAULT_COUNTS = 'section'

/** `zvit stats DIR`. */
export async function run(given: Arguments): Promise<number> {
  const wanted = readWanted(given)
  const engine = await openStatistics(given.positionals[0] ?? '', await readKnown(given))
  const pictures = textOf(given, 'charts')
  if (pictures !== undefined) await saveCharts(engine, pictures)
  else if (given.options.json === true)
    await print(`${JSON.stringify(await asJson(engine, wanted))}\n`)
  else if (given.options.csv === true) await print(asCsv(await answer(engine, wanted)))
  else if (wanted === null || wanted.folder === 'by') await print(await forPeople(engine, wanted))
  else await print(asTable(await answer(engine, wanted)))
  engine.close()
  return DONE
}

async function saveCharts(engine: Engine, folder: string): Promise<void> {
  await saveFolder(folder)
  const drawn = await charts(engine)
  for (const [name, svg] of drawn) await saveFile(path.join(folder, name), svg)
  tell(`${drawn.length} pictures are in ${folder}.`)
}

interface Wanted {
  readonly folder: 'by' | 'lists'
  readonly name: string
}

function readWanted(given: Arguments): Wanted | null {
  const [by, list] = [textOf(given, 'by'), textOf(given, 'list')]
  if (by !== undefined && list !== undefined)
    throw new ZvitError('USAGE', 'Give one of --by and --list.')
  if (given.options.json === true && given.options.csv === true)
    throw new ZvitError('USAGE', 'Give one of --json and --csv.')
  if (by !== undefined) return { folder: 'by', name: known('grouping', by, COUNTS) }
  if (list !== undefined) return { folder: 'lists', name: known('list', list, LISTS) }
  return null
}

function known(what: string, name: string, names: readonly string[]): string {
  if (!names.includes(name)) throw unknown(what, name, names)
  return name
}

function answer(engine: Engine, wanted: Wanted | null): Promise<SqlAnswer> {
  return askStatistics(engine, `${wanted?.folder ?? 'by'}/${wanted?.name ?? DEFAULT_COUNTS}`)
}

/** One table, or all of them. */
async function asJson(engine: Engine, wanted: Wanted | null): Promise<object> {
  const names = (folder: Wanted['folder'], all: readonly string[]) =>
    wanted === null ? all : wanted.folder === folder ? [wanted.name] : []
  return {
    schema: 'zvit.stats/1',
    by: await rowsOf(engine, 'by', names('by', COUNTS)),
    lists: await rowsOf(engine, 'lists', names('lists', LISTS)),
  }
}

async function rowsOf(engine: Engine, folder: Wanted['folder'], names: readonly string[]) {
  const tables: Record<string, readonly SqlRow[]> = {}
  for (const name of names) tables[name] = (await answer(engine, { folder, name })).rows
  return tables
}

function asCsv({ columns, rows }: SqlAnswer): string {
  return csv(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
}

function asTable({ columns, rows }: SqlAnswer): string {
  return terminalTable(
    columns,
    rows.map((row) => columns.map((column) => row[column])),
  )
}

async function forPeople(engine: Engine, wanted: Wanted | null): Promise<string> {
  const counts = await answer(engine, wanted)
  if (wanted?.name === 'detail') return asTable(counts)
  const all = await answer(engine, { folder: 'by', name: 'all' })
  const lists: [string, number][] = []
  if (wanted === null)
    for (const name of LISTS) lists.push([name, await countStatistics(engine, `lists/${name}`)])
  return overview({ counts, all, lists })
}
