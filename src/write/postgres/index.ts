import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Client } from 'pg'
import { copyLine } from './copy-text.ts'
import { whyNotConnected, whyNotLoaded } from './failure.ts'
import { migrate } from './schema.ts'

/** Rows for the table `zvit.measures`, values in the order of the columns; one column is `key`. */
export interface Load {
  readonly columns: readonly string[]
  readonly batches: AsyncIterable<readonly (readonly unknown[])[]>
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
 * transaction: what is equal is not touched, and after a failure nothing has changed.
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
async function stage(client: Client, { columns, batches, feed }: Load): Promise<number> {
  const { from } = await import('pg-copy-streams')
  await client.query('create temp table staged (like zvit.measures) on commit drop')
  const copy = client.query(from(`copy staged (${listed([...columns, 'feed'])}) from stdin`))
  async function* lines() {
    for await (const batch of batches) yield batch.map((row) => copyLine([...row, feed])).join('')
  }
  await pipeline(Readable.from(lines()), copy)
  await client.query('analyze staged')
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
