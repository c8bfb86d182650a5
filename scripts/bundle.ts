import { readdirSync, rmSync } from 'node:fs'
import { build } from 'esbuild'

/*
 * Bundles the command line into `dist/zvit.js` and a few chunks beside it. A hundred modules take
 * Node longer to find and link than a parse takes to run; packages stay where npm puts them.
 */

const DIST = 'dist'

for (const file of readdirSync(DIST)) if (file.startsWith('chunk-')) rmSync(`${DIST}/${file}`)
await build({
  entryPoints: { zvit: `${DIST}/cli/main.js` },
  outdir: DIST,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  chunkNames: 'chunk-[hash]',
  logLevel: 'warning',
})
