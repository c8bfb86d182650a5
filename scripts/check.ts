import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/*
 * What `npm test` does: the tests, and beside them format, lint and types, which are told when the
 * tests have ended. Ends with 1 where anything was found. Arguments go to vitest: names of tests.
 */

const STATIC = [
  ['@biomejs/biome/bin/biome', 'ci', '.'],
  ['typescript/bin/tsc', '-p', 'test'],
  ['typescript/bin/tsc', '-p', 'src/serve/client'],
]
const TESTS = ['vitest/vitest.mjs', 'run', ...process.argv.slice(2)]

const tests = once(start(TESTS, 'inherit'), 'close')
let faults = ''
for (const command of STATIC) {
  const run = start(command, 'pipe')
  const ended = once(run, 'close')
  const said = await Promise.all([run.stdout, run.stderr].map((out) => (out ? text(out) : '')))
  const [code] = await ended
  if (code !== 0) faults += said.join('') || `${command.join(' ')}: ${code}\n`
}
const [failed] = await tests
process.stdout.write(faults)
process.exitCode = faults === '' && failed === 0 ? 0 : 1

function start([program, ...args]: readonly string[], output: 'inherit' | 'pipe') {
  return spawn(process.execPath, [`node_modules/${program}`, ...args], {
    stdio: ['ignore', output, output],
  })
}
