/*
 * npm run forms -- --seed N [--count M] [--formats docx,html,pdf,xlsx,txt,doc,rtf,odt] --out DIR
 * Draws forms from a space (scripts/forms/dimensions.yaml) and renders a written report in each, with the truth beside
 * the document and the drawn dimensions in the list. The same seed gives the same documents. docs/evaluation.md.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { manifestCsv } from './fixtures/manifest.ts'
import { drawForms, type MadeForm, makeForms } from './forms/make.ts'
import { FORM_FORMATS, type FormFormat } from './forms/space.ts'

const { values: options } = parseArgs({
  options: {
    seed: { type: 'string', default: '2' },
    count: { type: 'string', default: '60' },
    formats: { type: 'string', default: 'docx,html,pdf,xlsx,txt' },
    out: { type: 'string' },
  },
})

function main(): void {
  if (!options.out) throw new Error('--out DIR is missing.')
  const folder = resolve(options.out)
  const formats = options.formats.split(',').map(formatNamed)
  const order = { seed: options.seed, count: Number(options.count), formats }
  const made = makeForms(drawForms(order), (line) => console.error(line))
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const form of made) save(folder, form)
  const rows = made.map((form) => [fileOf(form), (form.truths[0] ?? never()).heading] as const)
  writeFileSync(join(folder, 'manifest.csv'), manifestCsv(rows))
  writeFileSync(
    join(folder, 'manifest.ndjson'),
    made.map((form) => `${JSON.stringify(entryOf(form))}\n`).join(''),
  )
  console.log(`${made.length} forms in ${options.out}, seed «${options.seed}»`)
}

function never(): never {
  throw new Error('A form has no truth.')
}

function formatNamed(name: string): FormFormat {
  const format = FORM_FORMATS.find((known) => known === name)
  if (!format) throw new Error(`unknown format '${name}'. Known: ${FORM_FORMATS.join(', ')}.`)
  return format
}

function fileOf({ name, choice }: MadeForm): string {
  return `${name}.${choice.format}`
}

function truthFile(form: MadeForm, at: number): string {
  return `${fileOf(form)}.truth${at === 0 ? '' : `-${at + 1}`}.json`
}

function save(folder: string, form: MadeForm): void {
  writeFileSync(join(folder, fileOf(form)), form.bytes)
  form.truths.forEach((truth, at) => {
    writeFileSync(join(folder, truthFile(form, at)), `${JSON.stringify(truth, null, 1)}\n`)
  })
}

function entryOf(form: MadeForm) {
  const { report, choice, headings, isPlan } = form
  const [truth, ...others] = form.truths.map((_, at) => truthFile(form, at))
  const { format } = choice
  return {
    file: fileOf(form),
    truth,
    others,
    format,
    report,
    flavour: choice.layout,
    seed: options.seed,
    isPlan,
    headings,
    choice,
  }
}

main()
