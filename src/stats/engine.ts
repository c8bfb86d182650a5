import type { DuckDBConnection, DuckDBType, DuckDBValueConverter, Json } from '@duckdb/node-api'
import { ZvitError } from '../model/error.ts'

/** A row of an answer; dates are ISO 8601, lists and structures are JSON. */
export type SqlRow = Readonly<Record<string, Json>>

export interface SqlAnswer {
  readonly columns: readonly string[]
  readonly rows: readonly SqlRow[]
}

/** The rows of an answer as they come, some thousand at a time, values in the order of the columns. */
export interface SqlBatches {
  readonly columns: readonly string[]
  readonly batches: AsyncIterable<readonly (readonly Json[])[]>
}

/** A database in memory: nothing is locked, nothing is left behind. */
export interface Engine {
  /** Runs statements and gives the rows of the last. Throws `SQL_INVALID`, `OUTPUT_FULL`. */
  readonly run: (sql: string, values?: Readonly<Record<string, string>>) => Promise<SqlAnswer>
  /** Runs statements and gives the rows of the last, not all of them at once. Throws `SQL_INVALID`. */
  readonly read: (sql: string) => Promise<SqlBatches>
  /** From now on no statement reaches files, other databases, extensions or the network. */
  readonly seal: () => Promise<void>
  /** Gives its memory back; a second time it does nothing. */
  readonly close: () => void
}

type Api = typeof import('@duckdb/node-api')

const SEAL = 'set enable_external_access = false; set lock_configuration = true'
/** How DuckDB passes on that the system has no room, on Unix and on Windows. */
const DISK_FULL = /^IO Error: .*(?:No space left|quota exceeded|not enough space)/i
const ESCAPE = /[*?[]/g

/** Opens DuckDB. It loads no extension by itself, so nothing comes from a network. */
export async function openEngine(): Promise<Engine> {
  const api = await loadApi()
  const instance = await api.DuckDBInstance.create(':memory:', {
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  })
  const connection = await instance.connect()
  let isOpen = true
  return {
    run: (sql, values) => run(api, connection, sql, values),
    read: (sql) => read(api, connection, sql),
    seal: async () => {
      await run(api, connection, SEAL)
    },
    close: () => {
      if (!isOpen) return
      isOpen = false
      connection.closeSync()
      instance.closeSync()
    },
  }
}

async function loadApi(): Promise<Api> {
  try {
    return await import('@duckdb/node-api')
  } catch (cause) {
    throw new ZvitError(
      'ENGINE_MISSING',
      `DuckDB has no binary for ${process.platform} ${process.arch}, or npm left it out; see npm ls @duckdb/node-bindings.`,
      { cause },
    )
  }
}

async function run(
  api: Api,
  connection: DuckDBConnection,
  sql: string,
  values?: Readonly<Record<string, string>>,
): Promise<SqlAnswer> {
  return told(async () => {
    const statements = await connection.extractStatements(sql)
    let answer: SqlAnswer = { columns: [], rows: [] }
    for (let index = 0; index < statements.count; index += 1) {
      const prepared = await statements.prepare(index)
      if (values) prepared.bind(values)
      // Batch by batch, so that no answer stands in memory twice.
      const result = await prepared.run()
      const rows: SqlRow[] = []
      for await (const batch of result.yieldConvertedRowObjects(numbersAsNumbers(api)))
        rows.push(...(batch as readonly SqlRow[]))
      answer = { columns: result.columnNames(), rows }
    }
    return answer
  })
}

async function read(api: Api, connection: DuckDBConnection, sql: string): Promise<SqlBatches> {
  return told(async () => {
    const statements = await connection.extractStatements(sql)
    const last = statements.count - 1
    for (let index = 0; index < last; index += 1) await (await statements.prepare(index)).run()
    // Run to its end: a result of `prepared.stream()` that fails on the way ends without a word
    // (@duckdb/node-api 1.5.6).
    const result = await (await statements.prepare(last)).run()
    return {
      columns: result.columnNames(),
      batches: result.yieldConvertedRows(numbersAsNumbers(api)),
    }
  })
}

async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause
    if (DISK_FULL.test(cause.message))
      throw new ZvitError('OUTPUT_FULL', 'The disk that is written to is full; make room.', {
        cause,
      })
    throw new ZvitError('SQL_INVALID', cause.message, { cause })
  }
}

/** JSON as the package makes it, with whole numbers as numbers where JavaScript can hold them. */
function numbersAsNumbers(api: Api): DuckDBValueConverter<Json> {
  const wide: ReadonlySet<number> = new Set([
    api.DuckDBTypeId.BIGINT,
    api.DuckDBTypeId.UBIGINT,
    api.DuckDBTypeId.HUGEINT,
    api.DuckDBTypeId.UHUGEINT,
    api.DuckDBTypeId.DECIMAL,
  ])
  return (value, type: DuckDBType, converter) => {
    const json = api.JsonDuckDBValueConverter(value, type, converter)
    if (!wide.has(type.typeId) || json === null) return json
    const number = Number(json)
    return Number.isSafeInteger(Math.trunc(number)) ? number : json
  }
}

/** A path as the functions of DuckDB that take patterns read it: as itself. */
export function literalPath(path: string): string {
  return path.replace(ESCAPE, '[$&]')
}

/** Makes a table of these columns, as SQL writes them, out of plain rows; what a row does not have is null. */
export async function makeTable(
  engine: Engine,
  name: string,
  columns: string,
  rows: readonly object[],
): Promise<void> {
  await engine.run(`create or replace table ${name} (${columns})`)
  await addRows(engine, name, rows)
}

/** Puts plain rows behind those of a table. */
export async function addRows(
  engine: Engine,
  table: string,
  rows: readonly object[],
): Promise<void> {
  const described = await engine.run(
    `select column_name as name, column_type as type from (describe ${table})`,
  )
  const columns = described.rows.map(({ name, type }) => {
    const [, element] = /^(.+)\[\]$/.exec(`${type}`) ?? []
    return [`${name}`, element === undefined ? `${type}` : [element]]
  })
  const shape = JSON.stringify([Object.fromEntries(columns)])
  await engine.run('set variable given = $rows', { rows: JSON.stringify(rows) })
  await engine.run(
    `insert into ${table} by name select unnest(given) from (
       select unnest(from_json(getvariable('given'), '${shape}')) as given)`,
  )
  await engine.run('reset variable given')
}
