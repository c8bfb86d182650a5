import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import sharp from 'sharp'
import { writeExample } from './example/write.ts'

/*
 * The pictures of docs/uk/za-godynu.md, made of the example: `npx tsx scripts/road-pictures.ts`. Needs a built zvit,
 * LibreOffice, poppler's pdftoppm and Chromium.
 */

const TARGET = resolve('docs/pictures')
const ZVIT = resolve('dist/zvit.cjs')
const COLOURS = 32

const folder = mkdtempSync(join(tmpdir(), 'zvit-road-'))
await writeExample(folder)
writeFileSync(
  join(folder, 'zvit.yaml'),
  'мова: uk\nперелік органів: bodies.csv\nплан: plan.docx\nперелік файлів: facts.csv\n',
)
const typed = 'import reports --out результат'
terminal('road-import', `$ zvit ${typed}\n${zvit(typed)}`)
zvit('consolidate результат --out зведений.docx --letters листи --evidence докази')
run('chromium', [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars'],
  `--user-data-dir=${folder}/chromium`,
  '--window-size=1000,700',
  `--screenshot=${join(folder, 'road-index.png')}`,
  join(folder, 'докази', 'index.html'),
])
await picture('road-index', 'road-index.png')
await page('road-document', 'зведений.docx')
const [letter = ''] = readdirSync(join(folder, 'листи')).sort()
await page('road-letter', join('листи', letter))
rmSync(folder, { recursive: true })

function zvit(words: string): string {
  const { stdout, stderr } = spawnSync(process.execPath, [ZVIT, ...words.split(' ')], {
    cwd: folder,
    encoding: 'utf8',
  })
  return stdout + stderr
}

/** The first page of a document as it is printed. */
async function page(name: string, file: string): Promise<void> {
  const profile = `-env:UserInstallation=file://${folder}/profile`
  run('soffice', [profile, '--headless', '--convert-to', 'pdf:writer_pdf_Export', file])
  const pdf = `${file
    .split('/')
    .at(-1)
    ?.replace(/\.docx$/, '')}.pdf`
  run('pdftoppm', ['-r', '80', '-l', '1', '-singlefile', '-png', pdf, name])
  await picture(name, `${name}.png`)
}

/** In few colours, with a narrow white edge. */
async function picture(name: string, file: string): Promise<void> {
  await sharp(join(folder, file))
    .flatten({ background: 'white' })
    .trim({ background: 'white' })
    .extend({ top: 12, bottom: 12, left: 12, right: 12, background: 'white' })
    .png({ palette: true, colours: COLOURS, compressionLevel: 9 })
    .toFile(join(TARGET, `${name}.png`))
}

/** What stands on a terminal as a drawing; times, which depend on the machine, are left out. */
function terminal(name: string, text: string): void {
  const lines = text
    .split(/\nнайдовше/)[0]
    ?.trimEnd()
    .split('\n')
    .filter((line) => !/^файлів \d+ із /.test(line)) ?? ['']
  const [size, leading, edge] = [14, 20, 16]
  const width = Math.max(...lines.map((line) => line.length)) * size * 0.61 + 2 * edge
  const height = lines.length * leading + 2 * edge
  const escaped = (line: string) => line.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
  const rows = lines.map(
    (line, index) =>
      `<text xml:space="preserve" x="${edge}" y="${edge + (index + 0.8) * leading}">${escaped(line)}</text>`,
  )
  writeFileSync(
    join(TARGET, `${name}.svg`),
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${Math.ceil(width)} ${height}" width="${Math.ceil(width)}">\n` +
      `<title>Термінал: ${escaped(lines[0] ?? '')}</title>\n<rect width="100%" height="100%" rx="8" fill="#1e2227"/>\n` +
      `<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="${size}" fill="#e6e6e6">\n${rows.join('\n')}\n</g>\n</svg>\n`,
  )
}

function run(program: string, args: readonly string[]): void {
  const { status, stderr } = spawnSync(program, [...args], { cwd: folder, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`)
}
