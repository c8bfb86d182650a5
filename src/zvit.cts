#!/usr/bin/env node
const fs: typeof import('node:fs') = require('node:fs')
const path: typeof import('node:path') = require('node:path')
const util: typeof import('node:util') = require('node:util')
const v8: typeof import('node:v8') = require('node:v8')
const vm: typeof import('node:vm') = require('node:vm')

/*
 * The command `zvit`. Compiling the program would take a short command as long as its work does, so
 * the build keeps V8's code beside it. It is for this very version of Node: V8 takes code of a
 * neighbouring one and goes wrong, and for the flags that `run/pool` starts Node with, since V8 refuses
 * code of others. Without it the program is compiled as usual.
 */

/** What `cli/main.ts` exports. */
interface Program {
  readonly main: (given: readonly string[]) => Promise<number>
}

interface Loaded {
  readonly program: Program
  readonly script: import('node:vm').Script
}

type Define = (module: object, require: NodeJS.Require, file: string) => void

const NEEDED = ['node:crypto', 'node:url', 'node:zlib']
/** Bytes of bytecode that a function runs before V8 optimises it: nine times what is usual. */
const LATE = 600_000
/** … in a process that reads for an import: others like it want the cores that V8 optimises on. */
const LATER = 1_500_000
/** By the first argument; null leaves V8 as it is, for thousands of responses pay for what it optimises. */
const BUDGETS: ReadonlyMap<string, number | null> = new Map([
  ['--worker', LATER],
  ['classify', null],
])
const PROGRAM = path.join(__dirname, 'program.cjs')
const FLAGS = process.execArgv.filter((flag) => flag.startsWith('--single-threaded')).join('')
const CODE = path.join(__dirname, `program-${process.version}-${process.arch}${FLAGS}.code`)

function loadProgram(): Loaded {
  const source = `(function (module, require, __filename) {${fs.readFileSync(PROGRAM, 'latin1')}\n})`
  const options = fs.existsSync(CODE) ? { cachedData: fs.readFileSync(CODE) } : {}
  const script = new vm.Script(source, { filename: PROGRAM, ...options })
  const module = { exports: {} }
  const define: Define = script.runInThisContext()
  define(module, require, PROGRAM)
  return { program: module.exports as Program, script }
}

/**
 * V8 optimises what has run for long, which pays in a server: here a first parse lost a third of its
 * processor time to it, and a run over a thousand files still some. V8 refuses stored code that was
 * made under other settings, Node's own too, so what the commands need is loaded before.
 */
function optimiseLate(budget: number): void {
  for (const name of NEEDED) require(name)
  // Both are loaded when they are first looked at.
  void util.parseArgs
  void process.stdout
  v8.setFlagsFromString(`--interrupt-budget=${budget}`)
}

// Ends at once: for Node to take the heap apart takes longer than many a command.
if (require.main === module) {
  const { program } = loadProgram()
  const given = process.argv.slice(2)
  const budget = BUDGETS.get(given[0] ?? '')
  if (budget !== null) optimiseLate(budget ?? LATE)
  program.main(given).then((code) => process.exit(code))
}

module.exports = { CODE, loadProgram }
