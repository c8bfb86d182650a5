import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'

/** Builds `dist/` once, so that the tests of the command line run what users run. */
export function setup(): void {
  const root = fileURLToPath(new URL('..', import.meta.url))
  const run = (...args: readonly string[]) =>
    execFileSync(process.execPath, [...args], { cwd: root, stdio: 'inherit' })
  run('node_modules/typescript/bin/tsc')
  run('--import', 'tsx', 'scripts/build-grammars.ts')
  run('--import', 'tsx', 'scripts/bundle.ts')
}
