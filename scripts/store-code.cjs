/*
 * Runs the built program on a document of each kind and stores V8's code of what ran, for
 * `src/zvit.cts`.
 */
const { writeFileSync } = require('node:fs')
const { join } = require('node:path')
const { CODE, loadProgram } = require(join(__dirname, '../dist/zvit.cjs'))

const DOCUMENTS = ['typed.docx', 'auto.docx', 'report.txt', 'report.pdf'].map((name) =>
  join(__dirname, '../fixtures/documents/twin-of-the-seed', name),
)

async function store() {
  const { program, script } = loadProgram()
  for (const document of DOCUMENTS)
    if ((await program.main(['parse', document])) !== 0) throw new Error(`${document} failed`)
  writeFileSync(CODE, script.createCachedData())
}

store().then(() => process.exit())
