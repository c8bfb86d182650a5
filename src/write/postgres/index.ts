import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { ZvitError } from '../../model/error.ts'

/** Rows of a table, values in the order of the columns. */
interface Rows {
  readonly columns: readonly string[]
  readonly batches: AsyncIterable<readonly (readonly unknown[])[]>
}

/** Rows for the table `zvit.measures`; one column is `key`. */
interface Load extends Rows {
  /** Rows for other tables of the schema by their names, which take the place of those of the feed. */
  readonly further?: Readonly<Record<string, Rows>>
  /** Under which name the rows are kept; rows of other feeds stay. */
  readonly feed: string
  /** Statements that make the schema, oldest first. */
  readonly migrations: readonly string[]
}

export interface Loaded {
  readonly added: number
  readonly changed: number
  readonly removed: number
  /** Rows of the feed that stand there now. */
  readonly rows: number
}

/** Milliseconds until a server that does not answer is given up. */
const PATIENCE = 15_000
/** Loads wait for one another; the number is the schema's own. */
const LOCK = 7_846_982

/**
 * Makes the rows of a feed in a PostgreSQL database equal to those given, by `key`, in one
 * transaction: what is equal is not touched, and after a failure nothing has changed. Rows of further
 * tables are replaced.
 * Throws `DATABASE_UNREACHABLE`, `DATABASE_REFUSED`, `DATABASE_NEWER`, `DATABASE_FAILED`.
 */
export async function loadPostgres(address: string, load: Load): Promise<Loaded> {
  const client = await connected(address)
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [LOCK])
    await migrate(client, load.migrations)
    const rows = await stage(client, load)
    const loaded = { rows, ...(await merge(client, load)) }
    for (const [table, own] of Object.entries(load.further ?? {})) {
      await client.query(`delete from zvit.${table} where feed = $1`, [load.feed])
      await copyInto(client, `zvit.${table}`, { ...own, feed: load.feed })
    }
    await client.query('commit')
    return loaded
  } catch (error) {
    throw whyNotLoaded(error)
  } finally {
    await client.end()
  }
}

async function connected(address: string): Promise<Client> {
  try {
    const { default: pg } = await import('pg')
    const client = new pg.Client({
      connectionString: address,
      application_name: 'zvit',
      connectionTimeoutMillis: PATIENCE,
    })
    // A connection that breaks off also fails the query that waits for it.
    client.on('error', () => {})
    await client.connect()
    return client
  } catch (error) {
    throw whyNotConnected(error)
  }
}

/** Copies the rows into a table of this transaction and gives their number. */
async function stage(client: Client, load: Load): Promise<number> {
  await client.query('create temp table staged (like zvit.measures) on commit drop')
  const rows = await copyInto(client, 'staged', load)
  await client.query('analyze staged')
  return rows
}

async function copyInto(
  client: Client,
  table: string,
  { columns, batches, feed }: Rows & Pick<Load, 'feed'>,
): Promise<number> {
  const { from } = await import('pg-copy-streams')
  const copy = client.query(from(`copy ${table} (${listed([...columns, 'feed'])}) from stdin`))
  async function* lines() {
    for await (const batch of batches)
      yield batch.map((row) => `${[...row, feed].map(field).join('\t')}\n`).join('')
  }
  await pipeline(Readable.from(lines()), copy)
  return copy.rowCount
}

async function merge(client: Client, { columns, feed }: Load): Promise<Omit<Loaded, 'rows'>> {
  const all = [...columns, 'feed']
  const [old, fresh] = [listed(all, 'm'), listed(all, 's')]
  const removed = await client.query(
    `delete from zvit.measures m
     where m.feed = $1 and not exists (select from staged s where s.key = m.key)`,
    [feed],
  )
  const changed = await client.query(
    `update zvit.measures m set (${listed(all)}) = row(${fresh})
     from staged s where s.key = m.key and (${old}) is distinct from (${fresh})`,
  )
  const added = await client.query(
    `insert into zvit.measures (${listed(all)})
     select ${fresh} from staged s
     where not exists (select from zvit.measures m where m.key = s.key)`,
  )
  return {
    added: added.rowCount ?? 0,
    changed: changed.rowCount ?? 0,
    removed: removed.rowCount ?? 0,
  }
}

function listed(columns: readonly string[], table?: string): string {
  const prefix = table === undefined ? '' : `${table}.`
  return columns.map((column) => `${prefix}"${column.replaceAll('"', '""')}"`).join(', ')
}

/** A value of a line of PostgreSQL's `COPY … FROM STDIN`, text format; it stores no U+0000. */
function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  const text = Array.isArray(value) ? arrayText(value) : String(value)
  const storable = text.replaceAll('\0', '\ufffd')
  return storable.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

/** PostgreSQL manual, 8.15.2: elements in quotes, quotes and backslashes behind a backslash. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

// PostgreSQL manual, appendix A: classes and codes of SQLSTATE.
const REFUSED = /^(?:28...|3D000|42501)$/
const PASSWORD_WANTED = /^SASL/

/** What went wrong while connecting. No message of server or client holds the password. */
function whyNotConnected(cause: unknown): ZvitError {
  const { code, message } = describe(cause)
  const isWanted = PASSWORD_WANTED.test(message)
  const isRefused = isWanted || REFUSED.test(code)
  const words = isRefused
    ? `The database refuses: ${isWanted ? 'the password is missing' : message}. A password may stand in PGPASSWORD or ~/.pgpass.`
    : `The database cannot be reached: ${message}.`
  return new ZvitError(isRefused ? 'DATABASE_REFUSED' : 'DATABASE_UNREACHABLE', words, { cause })
}

/** What went wrong while loading; the transaction is undone. */
function whyNotLoaded(cause: unknown): unknown {
  if (cause instanceof ZvitError || !(cause instanceof Error)) return cause
  const { code, message } = describe(cause)
  const kind = REFUSED.test(code) ? 'DATABASE_REFUSED' : 'DATABASE_FAILED'
  return new ZvitError(kind, `Nothing was loaded: ${message}.`, { cause })
}

function describe(cause: unknown): { readonly code: string; readonly message: string } {
  if (!(cause instanceof Error)) return { code: '', message: String(cause) }
  const code = 'code' in cause ? String(cause.code) : ''
  // Where several addresses of a host were tried the error that sums them up has no words.
  return { code, message: (cause.message || code || cause.name).replace(/\.$/, '') }
}

/**
 * Brings the schema `zvit` to the newest version; the migration at index n leads to version n + 1
 * and writes that number itself. Throws `DATABASE_NEWER` where a later zvit was here.
 */
async function migrate(client: Client, migrations: readonly string[]): Promise<void> {
  const version = await versionOf(client)
  if (version > migrations.length)
    throw new ZvitError(
      'DATABASE_NEWER',
      `The schema zvit of the database has version ${version}, this zvit knows ${migrations.length}. Update zvit.`,
    )
  for (const migration of migrations.slice(version)) await client.query(migration)
}

async function versionOf(client: Client): Promise<number> {
  const { rows } = await client.query("select to_regclass('zvit.version') is not null as made")
  if (rows[0]?.made !== true) return 0
  return Number((await client.query('select version from zvit.version')).rows[0]?.version)
}

const EXAMPLE = 'postgres://user@host/database'

/** Throws `USAGE` where the address is none of PostgreSQL. What was given is never repeated, since a password may stand in it. */
export function checkAddress(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new ZvitError('USAGE', `--to wants an address such as ${EXAMPLE}.`)
  // A slash in a password ends the host: what follows would be taken for a port and told as such.
  if (url.pathname.includes('@'))
    throw new ZvitError(
      'USAGE',
      'In the address of --to, write / ? # in a password as %2F %3F %23.',
    )
}
