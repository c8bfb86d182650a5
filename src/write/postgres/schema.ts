import type { Client } from 'pg'
import { ZvitError } from '../../model/error.ts'

/**
 * Brings the schema `zvit` to the newest version; the migration at index n leads to version n + 1
 * and writes that number itself. Throws `DATABASE_NEWER` where a later zvit was here.
 */
export async function migrate(client: Client, migrations: readonly string[]): Promise<void> {
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
