/*
 * npm run test:nodes -- [--allow-skip]
 * Runs what `npm run build` built on every fixture document and on a scanned page under the oldest
 * Node that is promised and the newer lines, and compares each report, byte for byte, with the one
 * of the present Node; and the rows of an import, whose processes run with flags of V8.
 * The binaries come from npm (`node-<platform>-<arch>`) into .cache/nodes. Fails where one cannot
 * be fetched, unless --allow-skip is given.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { copyBuiltPackage } from './bench/built-package.ts'
import { writePng } from './corpus/picture-files.ts'
import { renderPages } from './corpus/render.ts'

/** The oldest version of `engines` in package.json, and the lines after it. */
const VERSIONS = ['20.19.0', '22', '24'] as const

const ROOT = fileURLToPath(new URL('..', import.meta.url))
const CACHE = join(ROOT, '.cache', 'nodes')
const DOCUMENTS = join(ROOT, 'fixtures', 'documents')
const FORMATS = /\.(?:docx?|rtf|odt|html|mht|xlsx|pdf|txt)$/
/** One page of a fixture is scanned: recognising it takes as long as all others together. */
const PRINTED = join(DOCUMENTS, 'e-youth', 'report.pdf')
const RESOLUTION = 200
const IMPORTED = join(DOCUMENTS, 'e-youth')
/** By its own name, as a user imports it. */
const LIBRARY = `import { parse } from 'zvit'; process.stdout.write(typeof parse)`
const LIMITS = { maxBuffer: 64 * 1024 * 1024, timeout: 600_000 } as const

const { values: options } = parseArgs({
  options: { 'allow-skip': { type: 'boolean', default: false } },
})

const built = await copyBuiltPackage()

async function main(): Promise<void> {
  const files = [...documentFiles(), await scannedPage()]
  const wanted = files.map((file) => parse(process.execPath, file))
  const failed = wanted.filter(({ status }) => status !== 0).length
  console.log(`Node ${process.version}: ${files.length - failed} of ${files.length} documents read`)
  const rows = importedRows(process.execPath)
  let isGood = failed === 0 && rows !== ''
  for (const version of VERSIONS) {
    const node = fetchNode(version)
    if (node === null) {
      console.error(`Node ${version}: SKIPPED, its binary could not be fetched`)
      isGood &&= options['allow-skip']
      continue
    }
    isGood = checkNode(node, files, wanted, rows) && isGood
  }
  process.exitCode = isGood ? 0 : 1
}

function documentFiles(): readonly string[] {
  return readdirSync(DOCUMENTS, { recursive: true, encoding: 'utf8' })
    .filter((file) => FORMATS.test(file))
    .sort()
    .map((file) => join(DOCUMENTS, file))
}

async function scannedPage(): Promise<string> {
  const [page] = await renderPages(readFileSync(PRINTED), RESOLUTION)
  if (!page) throw new Error(`${PRINTED} has no page.`)
  mkdirSync(CACHE, { recursive: true })
  const file = join(CACHE, 'scan.png')
  writeFileSync(file, writePng(page))
  return file
}

interface Outcome {
  readonly status: number | null
  readonly output: string
  readonly complaint: string
}

function parse(node: string, file: string): Outcome {
  return run(node, [built.main, 'parse', file])
}

/** Rows of the measures of an import with a process a core; empty where it fails. */
function importedRows(node: string): string {
  const folder = join(CACHE, 'import')
  rmSync(folder, { recursive: true, force: true })
  const { status, complaint } = run(node, [built.main, 'import', IMPORTED, '--out', folder])
  if (status === 0) return readFileSync(join(folder, 'measures.ndjson'), 'utf8')
  console.error(complaint.trim())
  return ''
}

function run(command: string, given: readonly string[]): Outcome {
  const { status, stdout, stderr, error } = spawnSync(command, given, {
    ...LIMITS,
    cwd: built.folder,
    encoding: 'utf8',
  })
  return { status, output: stdout ?? '', complaint: error?.message ?? stderr ?? '' }
}

/** Path of the binary of a version, fetched where it is not in the cache; null where that fails. */
function fetchNode(version: string): string | null {
  const name = `node-${version}`
  const windows = process.platform === 'win32'
  const node = join(CACHE, name, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')
  if (!existsSync(node)) {
    const platform = `node-${windows ? 'win' : process.platform}-${process.arch}`
    const place = ['--prefix', join(CACHE, name)]
    const quiet = ['--no-save', '--no-audit', '--no-fund', '--ignore-scripts']
    const { complaint } = npm(['install', ...place, ...quiet, `node@npm:${platform}@${version}`])
    if (!existsSync(node)) console.error(complaint.trim())
  }
  const { status, output } = run(node, ['--version'])
  return status === 0 && `${output.trim()}.`.startsWith(`v${version}.`) ? node : null
}

function npm(given: readonly string[]): Outcome {
  // `npm run` tells where it stands; without it the command is looked for.
  const script = process.env.npm_execpath
  return script ? run(process.execPath, [script, ...given]) : run('npm', given)
}

/** Whether a Node gives the same reports and rows, and loads the library; what differs is told. */
function checkNode(
  node: string,
  files: readonly string[],
  wanted: readonly Outcome[],
  rows: string,
): boolean {
  const version = run(node, ['--version']).output.trim()
  const different = files.filter((file, at) => {
    const { status, output } = parse(node, file)
    return status !== wanted[at]?.status || output !== wanted[at]?.output
  })
  for (const file of different) console.error(`Node ${version}: ${file.slice(ROOT.length)} differs`)
  const library = run(node, ['--input-type=module', '--eval', LIBRARY])
  if (library.output !== 'function') console.error(`Node ${version}: ${library.complaint.trim()}`)
  const imports = importedRows(node) === rows
  const same = `${files.length - different.length} of ${files.length} reports the same`
  const loads = library.output === 'function' ? 'the library loads' : 'the library does not load'
  const imported = imports ? 'the rows of an import too' : 'the rows of an import differ'
  console.log(`Node ${version}: ${same}, ${imported}, ${loads}`)
  return different.length === 0 && imports && library.output === 'function'
}

await main()
