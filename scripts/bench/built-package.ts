import { cpSync, existsSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import type * as Digest from '../../src/grammar/file.ts'
import type * as Library from '../../src/index.ts'
import type * as Reading from '../../src/read/index.ts'
import type * as Resources from '../../src/resources.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const CACHE = join(ROOT, '.cache')
const PUBLISHED = ['package.json', 'dist', 'grammars', 'api', 'locales', 'sql', 'data'] as const

/** What users run. */
export interface Built {
  readonly folder: string
  /** The file behind the command `zvit`. */
  readonly main: string
  /** Where `import … from 'zvit'` leads, a URL. */
  readonly url: string
  readonly library: typeof Library
  /** Bytes to document, without what comes after. */
  readonly read: (typeof Reading)['read']
}

/**
 * A copy of what is published, `name` among those kept, so that no build changes it under a run. Throws where nothing is
 * built, or where the grammar was edited since: zvit would compile it at each start.
 */
export async function copyBuiltPackage(name = 'package'): Promise<Built> {
  const copy = join(CACHE, name)
  const built = join(ROOT, 'dist', 'grammars', 'programme-report.json')
  if (!existsSync(built)) throw new Error('Nothing is built; run `npm run build` first.')
  rmSync(copy, { recursive: true, force: true })
  for (const part of PUBLISHED) cpSync(join(ROOT, part), join(copy, part), { recursive: true })
  if (await isStale(copy))
    throw new Error('The grammar was edited since; run `npm run build` again.')
  const url = pathToFileURL(join(copy, 'dist', 'index.js')).href
  const reading = pathToFileURL(join(copy, 'dist', 'read', 'index.js')).href
  return {
    folder: copy,
    main: join(copy, 'dist', 'zvit.cjs'),
    url,
    library: (await import(url)) as typeof Library,
    read: ((await import(reading)) as typeof Reading).read,
  }
}

async function isStale(copy: string): Promise<boolean> {
  const url = (file: string) => pathToFileURL(join(copy, 'dist', file)).href
  const { digestOf } = (await import(url('grammar/file.js'))) as typeof Digest
  const { grammarFiles } = (await import(url('resources.js'))) as typeof Resources
  const stored = readFileSync(join(copy, 'dist', 'grammars', 'programme-report.json'), 'utf8')
  const { digest } = JSON.parse(stored) as { readonly digest: string }
  return digest !== digestOf(grammarFiles('programme-report'))
}
