import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/* What tests of bulk runs share. */

const BAD_READER = fileURLToPath(new URL('./bad-reader.cjs', import.meta.url))

/** Makes documents come to grief as their names say, and logs each that is begun. */
export function badReader(folder: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    NODE_OPTIONS: `--require ${BAD_READER}`,
    ZVIT_TEST_LOG: join(folder, 'log.txt'),
  }
}

/** All files under a folder but those of the run itself, with `/`, sorted. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((name) => !name.startsWith('.zvit/'))
    .sort()
}

/** Everything in an output folder but what tells of times. */
export function contentsOf(out: string): Record<string, string> {
  const names = filesOf(out).filter((name) => name !== 'run.json')
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(out, name), 'utf8')]))
}

/** The lines of an NDJSON file. */
export function linesOf(folder: string, name: string): Record<string, unknown>[] {
  const text = readFileSync(join(folder, name), 'utf8')
  return text
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line) as Record<string, unknown>)
}
