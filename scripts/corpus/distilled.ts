import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CorpusDocument } from './document.ts'
import { carriedFiles } from './office.ts'
import type { Order } from './order.ts'

const KEPT = ['typed', 'merged', 'page-tables']
const MINUTE = 60_000

/** PDF files that Ghostscript made anew, as printing into a file does. */
export function distilledFiles(order: Order): readonly CorpusDocument[] {
  if (spawnSync('gs', ['--version'], { stdio: 'ignore' }).status !== 0) {
    order.tell('Ghostscript (gs) is missing: no distilled PDF files are made.')
    return []
  }
  const files = carriedFiles('pdf', { ...order, seed: `${order.seed}/gs` })
  return files
    .filter(({ flavour }) => KEPT.includes(flavour))
    .map((one) => ({
      ...one,
      flavour: `distilled-${one.flavour}`,
      maker: 'Ghostscript' as const,
      bytes: distil(one.bytes),
    }))
}

function distil(pdf: Uint8Array): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-distil-'))
  try {
    const [from, to] = [join(folder, 'in.pdf'), join(folder, 'out.pdf')]
    writeFileSync(from, pdf)
    const settings = [
      '-q',
      '-dBATCH',
      '-dNOPAUSE',
      '-dSAFER',
      '-sDEVICE=pdfwrite',
      `-sOutputFile=${to}`,
    ]
    const run = spawnSync('gs', [...settings, from], { timeout: MINUTE, encoding: 'utf8' })
    if (run.status !== 0) throw new Error(`Ghostscript made no PDF: ${run.stderr}`)
    return readFileSync(to)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
