import {
  appendFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import type { Random } from '../corpus/random.ts'
import { ARCHIVES } from '../hostile/archives.ts'
import { OFFICE } from '../hostile/office.ts'
import { OLD_OFFICE } from '../hostile/old-office.ts'
import { PAGES } from '../hostile/pages.ts'
import { TEXTS } from '../hostile/texts.ts'

/* What is read: healthy and hostile files, drawn at random, and what becomes of them under a run. */

/** A file that may be drawn: its name, and its bytes when they are asked for. */
export interface Sample {
  readonly name: string
  readonly bytes: () => Uint8Array
}

/** Samples of which a third of the draws take the second kind. */
export interface Stock {
  readonly healthy: readonly Sample[]
  readonly hostile: readonly Sample[]
}

const HOSTILE_SHARE = 0.3
const FEWEST = 4
const SPREAD = 14
/** A larger file would make the rounds few. */
const LARGEST = 8 * 1024 * 1024

/** The files of the folders, and those that `npm run hostile` makes. */
export function stockOf(folders: readonly string[]): Stock {
  const healthy = folders.flatMap((folder) =>
    filesOf(folder)
      .filter((name) => !/\.(?:json|ndjson|csv|md)$/.test(name))
      .map((name) => ({ name, bytes: () => readFileSync(join(folder, name)) })),
  )
  const makers = { ...ARCHIVES, ...OFFICE, ...OLD_OFFICE, ...PAGES, ...TEXTS }
  const hostile = Object.entries(makers).map(([name, bytes]) => ({ name, bytes }))
  return { healthy, hostile }
}

/** Everything under a folder that is no folder itself, relative to it, with `/`, sorted. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort()
}

/** Names that file systems allow, around one that is usual. */
const DISGUISES: readonly ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => `Звіт № 1 (копія) ${name}`,
  (name) => `\u0438\u0306-\u0439 ${name}`,
  (name) => ` $(touch x) '";%s\u001b[31m\n${name}`,
  (name) => `${'д'.repeat(100)}${name}`.slice(-120),
  (name) => `~$${name}`,
  (name) => `../${name}`.replace('../', '..'),
  (name) => `${name}.tmp`,
]
const FOLDERS = ['', '2016/', 'Управління/', 'a/b/c/d/', 'reports/', '.hidden/', 'x.zip/']
const DISGUISED_SHARE = 0.35

/** Lays files drawn at random into the folder. In each folder lies one that stays. */
export function layInputs(folder: string, stock: Stock, random: Random): void {
  for (const place of FOLDERS)
    if (place === '' || random.chance(0.3)) put(folder, `${place}stays.txt`, 'Добрий день.\n')
  const count = FEWEST + random.below(SPREAD)
  for (let index = 0; index < count; index += 1) layOne(folder, stock, random)
}

function layOne(folder: string, stock: Stock, random: Random): void {
  const { name, bytes } = random.pick(random.chance(HOSTILE_SHARE) ? stock.hostile : stock.healthy)
  const content = bytes()
  if (content.length > LARGEST) return
  const places = FOLDERS.filter((place) => existsSync(join(folder, place, 'stays.txt')))
  const own = name.replaceAll('/', '-').slice(-80)
  const called = random.chance(DISGUISED_SHARE) ? random.pick(DISGUISES)(own) : own
  put(folder, `${random.pick(places)}${called}`, content)
}

function put(folder: string, name: string, content: Uint8Array | string): void {
  const file = join(folder, name)
  mkdirSync(dirname(file), { recursive: true })
  // A folder may stand where a change has put one.
  rmSync(file, { recursive: true, force: true })
  writeFileSync(file, content)
}

/** What another process may do to a file while it is read. */
const CHANGES: readonly ((file: string, random: Random) => void)[] = [
  (file) => rmSync(file),
  (file, random) => truncateSync(file, random.below(lstatSync(file).size + 1)),
  (file) => appendFileSync(file, 'ще'),
  (file, random) => {
    const bytes = readFileSync(file)
    if (bytes.length > 0) bytes[random.below(bytes.length)] = random.below(256)
    writeFileSync(file, bytes)
  },
  (file) => {
    rmSync(file)
    mkdirSync(file)
  },
  (file) => {
    rmSync(file)
    symlinkSync('/etc/passwd', file)
  },
  (file) => renameSync(file, `${file}.txt`),
  (file) => {
    const bytes = readFileSync(file)
    writeFileSync(`${file}.new`, bytes)
    renameSync(`${file}.new`, file)
  },
]
const NEW_SHARE = 0.2

/** One change to a file drawn at random, or one that is new; those called `stays.txt` stay. */
export function changeInputs(folder: string, stock: Stock, random: Random): void {
  if (random.chance(NEW_SHARE)) {
    layOne(folder, stock, random)
    return
  }
  const files = filesOf(folder).filter(
    (name) => !name.endsWith('stays.txt') && lstatSync(join(folder, name)).isFile(),
  )
  if (files.length > 0) random.pick(CHANGES)(join(folder, random.pick(files)), random)
}
