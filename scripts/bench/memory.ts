import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Built } from './built-package.ts'
import { documentFile, LAYOUT, TRUTH } from './fixture.ts'
import { longReport } from './long-report.ts'
import { readOnce, runNode } from './processes.ts'
import { COPIES } from './scaling.ts'

/** Table of the peak memory of a process that reads one document, and of one that does nothing. */
export function memoryTable(built: Built): readonly string[][] {
  const none = peakMemory('')
  const row = (name: string, moduleText: string) => {
    const peak = peakMemory(moduleText)
    return [name, peak.toFixed(0), (peak - none).toFixed(0)]
  }
  return [
    ['process', 'peak, MiB', 'above node'],
    ['node', none.toFixed(0), '–'],
    ...['typed.docx', 'report.txt', 'report.pdf'].map((form) =>
      row(`zvit, ${form}`, readOnce(built.url, documentFile(form))),
    ),
    row('mammoth, typed.docx', readOnce('mammoth', documentFile('typed.docx'))),
    row('pdf-parse, report.pdf', readOnce('pdf-parse', documentFile('report.pdf'))),
    ...longFiles((name, file) => row(`zvit, ${name}`, readOnce(built.url, file))),
  ]
}

function longFiles(row: (name: string, file: string) => string[]): readonly string[][] {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-bench-'))
  try {
    const copies = COPIES[COPIES.length - 1] ?? 1
    const report = longReport(TRUTH, LAYOUT, copies)
    return (['docx', 'txt'] as const).map((format) => {
      const file = join(folder, `long.${format}`)
      writeFileSync(file, report[format])
      return row(`${format} of ${copies} times the measures`, file)
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

// The kernel's maxRSS of a child begins with what its parent held at the fork; VmHWM begins anew.
const TELL = `
const status = (() => {
  try { return require('node:fs').readFileSync('/proc/self/status', 'utf8') } catch { return '' }
})()
const peak = /VmHWM:\\s*(\\d+)/.exec(status)?.[1] ?? process.resourceUsage().maxRSS
process.stdout.write(String(peak))`

const KIBIBYTES = 1024

/** Peak resident memory of a process that runs a text of statements, mebibytes. */
function peakMemory(statements: string): number {
  const program = `(async () => { ${statements} })().then(() => {${TELL}})`
  return Number(runNode({ name: 'memory', given: ['--eval', program] })) / KIBIBYTES
}
