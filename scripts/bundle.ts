import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { build } from 'esbuild'
import { READER_FLAGS } from '../src/run/pool/v8-flags.ts'

/*
 * Bundles the command line into `dist/program.cjs`, and keeps V8's code of it beside it. A hundred
 * modules take Node longer to find and link than a parse takes to run. Packages that bring files of
 * their own, and rare ones, stay where npm puts them.
 */

for (const file of readdirSync('dist')) if (file.endsWith('.code')) rmSync(`dist/${file}`)
await build({
  entryPoints: ['src/serve/client/page.ts', 'src/serve/client/page.css'],
  outdir: 'dist/serve',
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
})
const { warnings } = await build({
  entryPoints: ['dist/cli/main.js'],
  outfile: 'dist/program.cjs',
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20.19',
  external: [
    '@duckdb/*',
    '@embedpdf/*',
    '@tesseract.js-data/*',
    'docx',
    'fastify',
    'hucre',
    'libarchive-wasm',
    'mammoth',
    'pdf-parse',
    'pg',
    'pg-copy-streams',
    'postal-mime',
    'sharp',
    'tesseract.js',
    'typebox',
    'yaml',
  ],
  charset: 'ascii',
  supported: { 'dynamic-import': false },
  define: { 'import.meta.url': 'programUrl' },
  banner: { js: 'const programUrl = require("node:url").pathToFileURL(__filename).href;' },
  logLevel: 'warning',
})
// What esbuild only warns of would fail when it is run.
if (warnings.length > 0) throw new Error('the bundle would not work')
// All in ASCII, which Node reads in a tenth of the time; esbuild leaves expressions as they are.
const program = readFileSync('dist/program.cjs', 'utf8')
writeFileSync(
  'dist/program.cjs',
  program.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  ),
)
for (const flags of [[], READER_FLAGS])
  execFileSync(process.execPath, [...flags, 'scripts/store-code.cjs'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
