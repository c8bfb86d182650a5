import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

const SOURCES = fileURLToPath(new URL('../../src/', import.meta.url))
/** The one place of `src` where Ukrainian letters are data. */
const LETTERS = join('text', 'letters.ts')

/** A file of `src`, as the house test looks at it. */
export interface SourceFile {
  /** Relative to `src`. */
  readonly name: string
  readonly room: string
  readonly lines: number
  readonly exports: number
  /** Constants that are named numbers. */
  readonly numbers: number
  /** Lines of code with a word in Cyrillic letters, as `line: text`. */
  readonly ukrainian: readonly string[]
  /** Files of `src` that it imports, relative to `src`. */
  readonly imports: readonly string[]
  readonly text: string
}

/** Every TypeScript file of `src`, by name. */
export function readSources(): readonly SourceFile[] {
  return readdirSync(SOURCES, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map(readSource)
}

function readSource(path: string): SourceFile {
  const text = readFileSync(path, 'utf8')
  const name = relative(SOURCES, path)
  const lines = text.split('\n')
  const [first = ''] = name.split(sep)
  return {
    name,
    room: first.replace(/\.ts$/, ''),
    lines: lines.length - 1,
    exports: lines.filter((line) => line.startsWith('export ')).length,
    numbers: lines.filter((line) => /^(?:export )?const [A-Z][A-Z\d_]* = -?[\d.]/.test(line))
      .length,
    ukrainian: name === LETTERS ? [] : lines.flatMap(ukrainianWord),
    imports: [...text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].map((match) =>
      relative(SOURCES, join(dirname(path), match[1] ?? '')),
    ),
    text,
  }
}

function ukrainianWord(line: string, index: number): readonly string[] {
  const isComment = /^\s*(?:\/\/|\/\*|\*)/.test(line)
  const code = line.replace(/ \/\/ .*$/, '')
  return !isComment && /\p{Script=Cyrillic}{3}/u.test(code) ? [`${index + 1}: ${line.trim()}`] : []
}

/**
 * Files that import each other in a circle, largest first; type imports count. Method: Tarjan's
 * strongly connected components.
 */
export function circlesOf(files: readonly SourceFile[]): readonly (readonly string[])[] {
  const byName = new Map(files.map((file) => [file.name, file]))
  const order = new Map<string, number>()
  const low = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const visit = (name: string): void => {
    order.set(name, order.size)
    low.set(name, order.get(name) ?? 0)
    stack.push(name)
    for (const next of byName.get(name)?.imports ?? []) {
      if (!byName.has(next)) continue
      if (!order.has(next)) visit(next)
      else if (!stack.includes(next)) continue
      low.set(name, Math.min(low.get(name) ?? 0, low.get(next) ?? 0))
    }
    if (low.get(name) !== order.get(name)) return
    const circle = stack.splice(stack.indexOf(name))
    if (circle.length > 1) circles.push(circle.sort())
  }
  for (const { name } of files) if (!order.has(name)) visit(name)
  return circles.sort((one, two) => two.length - one.length)
}
