import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Engine } from '../stats/engine.ts'
import { type CsvStyle, csv } from '../write/csv.ts'
import { ndjson } from '../write/json.ts'
import { unknown } from './arguments.ts'
import { type Arguments, textOf } from './command.ts'
import { askStatistics, flatSheet, openStatistics } from './engine.ts'
import { DONE } from './exit-code.ts'
import { readKnown } from './known.ts'
import { saveFile, saveWith } from './save.ts'
import { tell } from './streams.ts'

interface Target {
  readonly engine: Engine
  readonly out: string
  readonly style: CsvStyle
}

const WRITERS: Readonly<Record<string, (target: Target) => Promise<void>>> = {
  csv: async ({ engine, out, style }) => {
    const { columns, values } = await table(engine)
    await saveFile(out, csv(columns, values, style))
  },
  xlsx: async ({ engine, out }) => {
    const { columns, values } = await table(engine)
    await saveFile(out, await flatSheet('measures', columns, values))
  },
  parquet: async ({ engine, out }) => {
    await askStatistics(engine, 'export')
    await saveWith(out, async (file) => {
      await engine.run(
        `copy exported to '${file.replaceAll("'", "''")}' (format parquet, compression zstd)`,
      )
    })
  },
  ndjson: async ({ engine, out }) => {
    await saveFile(out, ndjson((await askStatistics(engine, 'export')).rows))
  },
}

/** `zvit export DIR --format … --out FILE`. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (out === undefined) throw new ZvitError('USAGE', 'Where to? Give --out FILE.')
  const format = textOf(given, 'format') ?? path.extname(out).slice(1).toLowerCase()
  const write = Object.hasOwn(WRITERS, format) ? WRITERS[format] : undefined
  if (write === undefined) throw unknown('format', format, Object.keys(WRITERS))
  const style = readStyle(given)
  const engine = await openStatistics(given.positionals[0] ?? '', await readKnown(given))
  await write({ engine, out, style })
  engine.close()
  tell(`The measures are in ${out}.`)
  return DONE
}

function readStyle(given: Arguments): CsvStyle {
  const separator = textOf(given, 'separator') ?? ';'
  if (separator !== ';' && separator !== ',')
    throw new ZvitError('USAGE', `--separator is ; or , and not '${separator}'.`)
  return { separator, bom: given.options.bom === true }
}

async function table(engine: Engine) {
  const { columns, rows } = await askStatistics(engine, 'export')
  return { columns, values: rows.map((row) => columns.map((column) => row[column])) }
}
