import { spawnSync } from 'node:child_process'
import type { Built } from './built-package.ts'
import { documentFile } from './fixture.ts'
import { median, shownTime } from './timing.ts'

/** A program for Node, as arguments. */
export interface Program {
  readonly name: string
  readonly given: readonly string[]
}

/** Table of the time of whole processes, which take turns, and of Node doing nothing. */
export function processesTable(built: Built, rounds: number): readonly string[][] {
  const evaluated = (name: string, statements: string): Program => ({
    name,
    given: ['--eval', `(async () => { ${statements} })()`],
  })
  const programs: readonly Program[] = [
    { name: 'node -e 0', given: ['-e', '0'] },
    { name: 'zvit --version', given: [built.main, '--version'] },
    ...['typed.docx', 'report.txt', 'report.pdf'].map((form) => ({
      name: `zvit parse ${form}`,
      given: [built.main, 'parse', documentFile(form)],
    })),
    evaluated('mammoth, typed.docx', readOnce('mammoth', documentFile('typed.docx'))),
    evaluated('pdf-parse, report.pdf', readOnce('pdf-parse', documentFile('report.pdf'))),
  ]
  const times = new Map(programs.map((program) => [program, [] as number[]]))
  for (let round = 0; round < rounds; round += 1) {
    for (const [program, values] of times) values.push(timeOf(program))
  }
  const medians = [...times].map(([{ name }, values]) => [name, median(values)] as const)
  const none = medians[0]?.[1] ?? 0
  return [
    ['whole process', 'ms', 'above node'],
    ...medians.map(([name, time]) => [name, shownTime(time), shownTime(time - none)]),
  ]
}

function timeOf(program: Program): number {
  const start = performance.now()
  runNode(program)
  return performance.now() - start
}

/** What a program prints. Throws where it fails: a time of a failure is worth nothing. */
export function runNode({ name, given }: Program): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, given, {
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  if (status !== 0) throw new Error(`${name} ended with ${status}: ${stderr}`)
  return stdout
}

/** Statements that read a document once, by a peer or by zvit's library at a URL. */
export function readOnce(reader: string, file: string): string {
  const bytes = `require('node:fs').readFileSync(${JSON.stringify(file)})`
  switch (reader) {
    case 'mammoth':
      return `await require('mammoth').convertToHtml({ buffer: ${bytes} })`
    case 'pdf-parse':
      return `const { PDFParse } = await import('pdf-parse')
        await new PDFParse({ data: new Uint8Array(${bytes}) }).getText()`
    default:
      return `const { parse } = await import(${JSON.stringify(reader)})
        await parse(${bytes}, { name: 'document' })`
  }
}
