import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const BUILT = join(ROOT, 'dist')
const NO_DOCUMENT = /\.(?:json|ndjson|csv|ya?ml|md|tiff?|png|jpe?g)$/i

/** A stretch of built code that no document runs. */
export interface Unreached {
  readonly room: string
  /** Of `dist`, with the line. */
  readonly place: string
  readonly code: string
}

interface Range {
  readonly startOffset: number
  readonly endOffset: number
  readonly count: number
}
interface Script {
  readonly url: string
  readonly functions: readonly { readonly ranges: readonly Range[] }[]
}

/**
 * The branches of some rooms that no document of the folders runs, by V8's block coverage of the built
 * library in a process of its own. Of stretches inside one another the outermost counts.
 * Wants `dist/`.
 */
export function unreachedBranches(
  rooms: readonly string[],
  folders: readonly string[],
): readonly Unreached[] {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-reach-'))
  try {
    const program = join(folder, 'read.mjs')
    writeFileSync(program, programText(folders.flatMap(documentsOf)))
    execFileSync(process.execPath, [program], {
      env: { ...process.env, NODE_V8_COVERAGE: join(folder, 'coverage') },
      stdio: ['ignore', 'ignore', 'inherit'],
    })
    const scripts = readdirSync(join(folder, 'coverage')).flatMap(
      (file) =>
        (JSON.parse(readFileSync(join(folder, 'coverage', file), 'utf8')) as { result: Script[] })
          .result,
    )
    return scripts.flatMap((script) => unreachedOf(script, rooms))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

function documentsOf(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !NO_DOCUMENT.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

function programText(documents: readonly string[]): string {
  const module = (name: string) => JSON.stringify(pathToFileURL(join(BUILT, name)).href)
  return `
import { readFileSync } from 'node:fs'
import { loadGrammar } from ${module('resources.js')}
import { explain, parseParts } from ${module('parse.js')}
const grammar = await loadGrammar()
for (const name of ${JSON.stringify(documents)}) {
  const bytes = readFileSync(name)
  for (const read of [parseParts, explain])
    await read(bytes, { name: 'report', grammar }).catch(() => null)
}
process.exit(0)
`
}

function unreachedOf({ url, functions }: Script, rooms: readonly string[]): readonly Unreached[] {
  if (!url.startsWith(pathToFileURL(BUILT).href)) return []
  const file = fileURLToPath(url)
  const name = relative(BUILT, file)
  const room = rooms.find((one) => name.startsWith(`${one}/`))
  if (room === undefined) return []
  const text = readFileSync(file, 'utf8')
  const never = functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ count }) => count === 0)
    .sort((one, two) => one.startOffset - two.startOffset || two.endOffset - one.endOffset)
  const found: Unreached[] = []
  let end = 0
  for (const { startOffset, endOffset } of never) {
    if (endOffset <= end) continue
    end = endOffset
    const code = text.slice(startOffset, endOffset)
    // V8 lists what follows a return as a stretch of its own: brackets alone are no branch.
    if (!/[\p{L}\d]/u.test(code)) continue
    const line = text.slice(0, startOffset).split('\n').length
    found.push({ room, place: `${name}:${line}`, code: code.replace(/\s+/g, ' ').slice(0, 90) })
  }
  return found
}
