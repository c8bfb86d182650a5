import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { PROGRAMME } from './example/programme.ts'
import { writeExample } from './example/write.ts'

/*
 * The pictures of the README, made of the example: `npx tsx scripts/example-pictures.ts`. Needs a
 * built zvit, LibreOffice, poppler's pdftoppm and pdftotext, and Chromium.
 */

const TARGET = resolve('docs/pictures')
const ZVIT = resolve('dist/zvit.cjs')
const KNOWN = ['--roster', 'bodies.csv', '--plan', 'plan.docx', '--manifest', 'facts.csv']
const EVIDENCE = 'докази/reports/04 соцзахист.docx.html'
const COLOURS = 64
/** Pixels of the footer at the end of a page, and of the white edge of a picture. */
const FOOTER = 55
const EDGE = 12
const WHITE = 'white'

const folder = mkdtempSync(join(tmpdir(), 'zvit-pictures-'))
await writeExample(folder)
zvit('import', 'reports', '--out', 'out', '--manifest', 'facts.csv')
zvit('consolidate', 'out', '--out', 'w.xlsx', '--evidence', 'докази', ...KNOWN)
zvit('stats', 'out', '--charts', 'pictures', ...KNOWN)
mkdirSync(TARGET, { recursive: true })
office('w.xlsx')
await picture('workbook-summary', pagesOf('w.pdf', 'Підсумок'))
await picture('workbook-bodies', pagesOf('w.pdf', 'Зведення'))
await picture('workbook-matrix', pagesOf('w.pdf', 'Матриця 2024'))
await picture('evidence', [screenshot(EVIDENCE, '900,1400')])
await picture('chart-bodies', [screenshot(`pictures/За органами. ${PROGRAMME}.svg`, '1000,560')])
rmSync(folder, { recursive: true })

function zvit(...args: readonly string[]): void {
  run(process.execPath, [ZVIT, ...args])
}

function office(file: string): void {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  run('soffice', [profile, '--headless', '--convert-to', 'pdf', '--outdir', folder, file])
}

/** The printed pages of a sheet, by the name in their footers. */
function pagesOf(pdf: string, sheet: string): readonly string[] {
  const pages = run('pdftotext', ['-layout', pdf, '-']).split('\f')
  return pages.flatMap((text, index) => {
    const last = text.trimEnd().split('\n').at(-1)?.trim() ?? ''
    if (last.replace(/\s+\d+ \/ \d+$/, '') !== sheet) return []
    const number = String(index + 1)
    const name = `page-${number}`
    run('pdftoppm', ['-r', '90', '-f', number, '-l', number, '-singlefile', '-png', pdf, name])
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

/** One under the other without their footers, with a white edge, in few colours. */
async function picture(name: string, parts: readonly string[]): Promise<void> {
  if (parts.length === 0) throw new Error(`There is no page for ${name}.`)
  const trimmed = await Promise.all(parts.map(trim))
  const width = Math.max(...trimmed.map(({ info }) => info.width))
  const height = trimmed.reduce((sum, { info }) => sum + info.height, 0)
  let top = EDGE
  const placed = trimmed.map(({ data, info }) => {
    const at = { input: data, top, left: EDGE }
    top += info.height
    return at
  })
  const size = { width: width + 2 * EDGE, height: height + 2 * EDGE }
  await sharp({ create: { ...size, channels: 3, background: WHITE } })
    .composite(placed)
    .png({ palette: true, colours: COLOURS, compressionLevel: 9 })
    .toFile(join(TARGET, `${name}.png`))
}

async function trim(part: string) {
  const image = sharp(join(folder, part)).flatten({ background: WHITE })
  const { width = 0, height = 0 } = await image.metadata()
  const kept = part.startsWith('page') ? height - FOOTER : height
  const cut = await image.extract({ left: 0, top: 0, width, height: kept }).png().toBuffer()
  return sharp(cut).trim({ background: WHITE }).png().toBuffer({ resolveWithObject: true })
}

function run(program: string, args: readonly string[]): string {
  const { status, stdout } = spawnSync(program, [...args], { cwd: folder, encoding: 'utf8' })
  // zvit says 1 of an import in which a file failed, and one of the ten is empty.
  if (status !== 0 && !(program === process.execPath && status === 1))
    throw new Error(`${program} ended with ${status}: ${args.join(' ')}`)
  return stdout
}
