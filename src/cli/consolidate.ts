import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Links } from '../stats/consolidated.ts'
import type { Engine } from '../stats/engine.ts'
import { fileNames } from '../stats/file-names.ts'
import { addressOf } from '../write/evidence.ts'
import { type LetterFields, letterDocument, letterFields } from '../write/letter.ts'
import { workbook } from '../write/workbook.ts'
import { type Arguments, textOf } from './command.ts'
import { openStatistics } from './engine.ts'
import { readKnown } from './known.ts'
import { saveFile, saveFolder } from './save.ts'
import { sourceFinder } from './settings.ts'
import { tell } from './streams.ts'
import { readTemplate } from './template.ts'
import { words } from './words.ts'

/** What is asked for; undefined where it is not. */
interface Wanted {
  readonly out: string | undefined
  readonly template: string | undefined
  readonly letters: string | undefined
  readonly evidence: string | undefined
  /** Null where the number of bodies decides. */
  readonly isBrief: boolean | null
}

/** `zvit consolidate DIR`, with --out, --letters, --evidence or several of them. */
export async function run(given: Arguments): Promise<void> {
  const wanted = readWanted(given)
  const folder = given.positionals[0] ?? ''
  const make = wanted.out === undefined ? null : await maker(wanted.out, wanted)
  const letterhead = textOf(given, 'letter-template')
  const template = letterhead === undefined ? null : await readTemplate(letterhead, 'letter')
  const known = await readKnown(given)
  const engine = await openStatistics(folder, known)
  // What makes the consolidated report closes the engine: it comes last.
  // What options tell of all letters, a row of the roster tells of those to one body.
  const told = letterFields((field) => textOf(given, `letter-${field}`))
  const fieldsOf = (body: string) => ({
    ...told,
    ...known.roster?.find((row) => row.body === body)?.fields,
  })
  if (wanted.letters !== undefined)
    await saveLetters(wanted.letters, letterFiles(engine, template, fieldsOf))
  const find = await sourceFinder(folder)
  const pages: Pages = { folder: wanted.evidence ?? '.', find, places: new Map() }
  if (wanted.evidence !== undefined) await saveEvidence(engine, folder, pages)
  if (make !== null && wanted.out !== undefined) {
    const links = await linksFrom(path.dirname(wanted.out), pages)
    await saveFile(wanted.out, await make(engine, links))
    tell(words('consolidate.report', { file: wanted.out }))
  }
  engine.close()
}

function readWanted(given: Arguments): Wanted {
  const [out, template, letters, evidence] = ['out', 'template', 'letters', 'evidence'].map(
    (name) => textOf(given, name),
  )
  if (out === undefined && letters === undefined && evidence === undefined)
    throw new ZvitError(
      'USAGE',
      'What for? Give --out FILE.xlsx, --out FILE.docx, --letters FOLDER or --evidence FOLDER.',
    )
  if (template !== undefined && !isWord(out) && !given.assumed?.has('template'))
    throw new ZvitError('USAGE', '--template is for a Word document: give --out FILE.docx with it.')
  const { brief, full } = given.options
  if (brief === true && full === true)
    throw new ZvitError('USAGE', 'Give one of --brief and --full.')
  const isBrief = brief === true ? true : full === true ? false : null
  return { out, template, letters, evidence, isBrief }
}

type Make = (engine: Engine, links: Links) => Promise<Uint8Array>

/** Reads the template before anything is counted: a mistake in it is told at once. */
async function maker(out: string, { template, isBrief }: Wanted): Promise<Make> {
  if (isWord(out)) {
    const read = template === undefined ? null : await readTemplate(template, 'report')
    return (engine) => consolidatedDocument(engine, { template: read, isBrief })
  }
  if (path.extname(out).toLowerCase() === '.xlsx') return consolidatedWorkbook
  throw new ZvitError('USAGE', `Give --out FILE.xlsx or --out FILE.docx, and not '${out}'.`)
}

/** The engine is closed before anything is written, since writing takes memory. */
async function consolidatedWorkbook(engine: Engine, links: Links): Promise<Uint8Array> {
  const { consolidatedSheets } = await import('../stats/consolidated.ts')
  const { front, sheets } = await consolidatedSheets(engine, links)
  engine.close()
  return workbook(sheets, front)
}

async function consolidatedDocument(
  engine: Engine,
  { template, isBrief }: { readonly template: Uint8Array | null; readonly isBrief: boolean | null },
): Promise<Uint8Array> {
  const [{ digests }, { templateTexts }, { digestDocument, fillTemplate }] = await Promise.all([
    import('../stats/digest.ts'),
    import('../stats/template-texts.ts'),
    import('../write/digest.ts'),
  ])
  const all = await digests(engine, isBrief)
  const texts = template === null ? null : await templateTexts(engine)
  engine.close()
  if (template === null || texts === null) return digestDocument(all)
  return fillTemplate(template, { texts, digests: all })
}

/** The return letters with the names of their files, one at a time, in an office's own letterhead. */
async function* letterFiles(
  engine: Engine,
  template: Uint8Array | null,
  fieldsOf: (body: string) => LetterFields,
) {
  const { returnLetters } = await import('../stats/letters.ts')
  const letters = await returnLetters(engine)
  const names = letters.map(({ body }) => body)
  const files = fileNames(names, '.docx')
  for (const [index, { body, letter }] of letters.entries()) {
    const fields = { addressee: body, ...fieldsOf(body) }
    yield { file: files[index] ?? '', bytes: await letterDocument(letter, { fields, template }) }
  }
}

function isWord(out: string | undefined): boolean {
  return path.extname(out ?? '').toLowerCase() === '.docx'
}

type Find = Awaited<ReturnType<typeof sourceFinder>>

/** The way from a folder to a file, as a relative address. */
function wayTo(file: string, folder: string): string {
  return path.relative(folder, file).replaceAll(path.sep, '/')
}

/** Pages of evidence, the files they are of, and where in the pages each answer stands. */
interface Pages {
  readonly folder: string
  readonly find: Find
  readonly places: Map<string, string>
}

/** The links of a workbook in the folder `beside`: to the files, and to the pages where there are some. */
async function linksFrom(beside: string, { folder, find, places }: Pages): Promise<Links> {
  const { placeOf } = await import('../stats/evidence.ts')
  const files = new Map<string, string | null>()
  return (row) => {
    const source = String(row.sourceName)
    if (!files.has(source)) files.set(source, find(source)?.file ?? null)
    const [file, page] = [files.get(source), placeOf(row, places)]
    return {
      file: file ? addressOf(wayTo(file, beside)) : null,
      page: page && addressOf(path.posix.join(wayTo(folder, beside), page)),
    }
  }
}

/** Writes `reports/<name>.html` for every report of the folder, and `index.html` that leads to them. */
async function saveEvidence(engine: Engine, results: string, { folder, find, places }: Pages) {
  await saveFolder(folder)
  const fileOf = (source: string) => {
    const file = find(source)?.file ?? null
    return file && wayTo(file, folder)
  }
  const { evidencePages } = await import('../stats/evidence.ts')
  let pages = -1
  for await (const { file, text } of evidencePages(results, { engine, fileOf, places })) {
    const target = path.join(folder, file)
    await saveFolder(path.dirname(target))
    await saveFile(target, text)
    pages += 1
  }
  tell(words('consolidate.evidence', { folder, pages, first: path.join(folder, 'index.html') }))
}

const ENDING = '.docx'

/** Writes a return letter for every body that has something to mend, and tells how many there are. */
async function saveLetters(folder: string, letters: ReturnType<typeof letterFiles>) {
  await saveFolder(folder)
  const before = (await readdir(folder)).filter((name) => name.endsWith(ENDING))
  const written = new Set<string>()
  for await (const { file, bytes } of letters) {
    await saveFile(path.join(folder, file), bytes)
    written.add(file)
  }
  tell(words('consolidate.letters', { folder, count: written.size }))
  const stale = before.filter((name) => !written.has(name))
  if (stale.length > 0) tell(words('consolidate.stale', { folder, files: stale.join(', ') }))
}
