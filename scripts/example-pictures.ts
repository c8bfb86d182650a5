import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { PROGRAMME } from './example/programme.ts'
import { writeExample } from './example/write.ts'

/*
 * The pictures of the README, made of the example: `npx tsx scripts/example-pictures.ts`. Needs a
 * built zvit, LibreOffice, poppler's pdftoppm and pdftotext, ImageMagick and Chromium.
 */

const TARGET = resolve('docs/pictures')
const ZVIT = resolve('dist/zvit.cjs')
const KNOWN = ['--roster', 'bodies.csv', '--plan', 'plan.docx', '--manifest', 'facts.csv']
const EVIDENCE = 'докази/reports/04 соцзахист.docx.html'
const COLOURS = '64'

const folder = mkdtempSync(join(tmpdir(), 'zvit-pictures-'))
await writeExample(folder)
zvit('import', 'reports', '--out', 'out', '--manifest', 'facts.csv')
zvit('consolidate', 'out', '--out', 'w.xlsx', '--evidence', 'докази', ...KNOWN)
zvit('stats', 'out', '--charts', 'pictures', ...KNOWN)
mkdirSync(TARGET, { recursive: true })
office('w.xlsx')
picture('workbook-summary', pagesOf('w.pdf', 'Підсумок'))
picture('workbook-bodies', pagesOf('w.pdf', 'Зведення'))
picture('workbook-matrix', pagesOf('w.pdf', 'Матриця 2024'))
picture('evidence', [screenshot(EVIDENCE, '900,1400')])
picture('chart-bodies', [screenshot(`pictures/За органами. ${PROGRAMME}.svg`, '1000,560')])
rmSync(folder, { recursive: true })

function zvit(...args: readonly string[]): void {
  run(process.execPath, [ZVIT, ...args])
}

function office(file: string): void {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file])
}

/** The printed pages of a sheet, by the name in their footers, without the footers. */
function pagesOf(pdf: string, sheet: string): readonly string[] {
  const pages = run('pdftotext', ['-layout', pdf, '-']).split('\f')
  return pages.flatMap((text, index) => {
    const last = text.trimEnd().split('\n').at(-1)?.trim() ?? ''
    if (last.replace(/\s+\d+ \/ \d+$/, '') !== sheet) return []
    const number = String(index + 1)
    const name = `page-${number}`
    run('pdftoppm', ['-r', '90', '-f', number, '-l', number, '-singlefile', '-png', pdf, name])
    run('magick', [`${name}.png`, '-gravity', 'south', '-chop', '0x75', '-trim', `${name}.png`])
    return [`${name}.png`]
  })
}

function screenshot(page: string, size: string): string {
  const name = join(folder, 'screen.png')
  run('chromium', [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--hide-scrollbars',
    `--user-data-dir=${folder}/chromium`,
    `--window-size=${size}`,
    `--screenshot=${name}`,
    join(folder, page),
  ])
  return 'screen.png'
}

/** One under the other, with a white edge, in few colours. */
function picture(name: string, parts: readonly string[]): void {
  if (parts.length === 0) throw new Error(`There is no page for ${name}.`)
  const look = ['-trim', '-bordercolor', 'white', '-border', '12', '-colors', COLOURS, '-strip']
  run('magick', [...parts, '-append', ...look, `png8:${join(TARGET, `${name}.png`)}`])
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(program, [...args], { cwd: folder, encoding: 'utf8' })
  // zvit says 1 of an import in which a file failed, and one of the ten is empty.
  if (status !== 0 && !(program === process.execPath && status === 1))
    throw new Error(`${program} ended with ${status}: ${args.join(' ')}`)
  return stdout
}
