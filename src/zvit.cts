#!/usr/bin/env node
const fs: typeof import('node:fs') = require('node:fs')
const path: typeof import('node:path') = require('node:path')
const vm: typeof import('node:vm') = require('node:vm')

/*
 * The command `zvit`. Compiling the program would take a short command as long as its work does, so
 * the build keeps V8's code beside it. It is for this very version of Node: V8 takes code of a
 * neighbouring one and goes wrong. Under others the program is compiled as usual.
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

const PROGRAM = path.join(__dirname, 'program.cjs')
const CODE = path.join(__dirname, `program-${process.version}-${process.arch}.code`)

function loadProgram(): Loaded {
  const source = `(function (module, require, __filename) {${fs.readFileSync(PROGRAM, 'utf8')}\n})`
  const options = fs.existsSync(CODE) ? { cachedData: fs.readFileSync(CODE) } : {}
  const script = new vm.Script(source, { filename: PROGRAM, ...options })
  const module = { exports: {} }
  const define: Define = script.runInThisContext()
  define(module, require, PROGRAM)
  return { program: module.exports as Program, script }
}

// Ends at once: for Node to take the heap apart takes longer than many a command.
if (require.main === module)
  loadProgram()
    .program.main(process.argv.slice(2))
    .then((code) => process.exit(code))

module.exports = { CODE, loadProgram }
