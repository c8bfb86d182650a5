import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Engine } from '../stats/engine.ts'
import type { Known } from '../stats/prepare.ts'
import { type Arguments, textOf } from './command.ts'
import {
  consolidatedDocument,
  consolidatedWorkbook,
  evidencePages,
  openStatistics,
  returnLetters,
} from './engine.ts'
import { DONE } from './exit-code.ts'
import { readKnown } from './known.ts'
import { saveFile, saveFolder } from './save.ts'
import { tell } from './streams.ts'
import { readTemplate } from './template.ts'

/** What is asked for; undefined where it is not. */
interface Wanted {
  readonly out: string | undefined
  readonly template: string | undefined
  readonly letters: string | undefined
  readonly evidence: string | undefined
}

/** `zvit consolidate DIR`, with --out, --letters, --evidence or several of them. */
export async function run(given: Arguments): Promise<number> {
  const wanted = readWanted(given)
  const folder = given.positionals[0] ?? ''
  const make = wanted.out === undefined ? null : await maker(wanted.out, wanted.template)
  if (make !== null || wanted.letters !== undefined)
    await fromTables(folder, await readKnown(given), { ...wanted, make })
  if (wanted.evidence !== undefined) await saveEvidence(folder, wanted.evidence)
  return DONE
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
  return { out, template, letters, evidence }
}

type Make = (engine: Engine) => Promise<Uint8Array>

/** Reads the template before anything is counted: a mistake in it is told at once. */
async function maker(out: string, template: string | undefined): Promise<Make> {
  if (isWord(out)) {
    const read = template === undefined ? null : await readTemplate(template)
    return (engine) => consolidatedDocument(engine, read)
  }
  if (path.extname(out).toLowerCase() === '.xlsx') return consolidatedWorkbook
  throw new ZvitError('USAGE', `Give --out FILE.xlsx or --out FILE.docx, and not '${out}'.`)
}

function isWord(out: string | undefined): boolean {
  return path.extname(out ?? '').toLowerCase() === '.docx'
}

async function fromTables(
  folder: string,
  known: Known,
  { out = '', make, letters }: Wanted & { readonly make: Make | null },
): Promise<void> {
  const engine = await openStatistics(folder, known)
  // Letters first: what makes the consolidated report closes the engine.
  if (letters !== undefined) await saveLetters(engine, letters)
  if (make !== null) {
    await saveFile(out, await make(engine))
    tell(`The consolidated report is ${out}.`)
  }
  engine.close()
}

/** Writes `reports/<name>.html` for every report of the folder, and `index.html` that leads to them. */
async function saveEvidence(results: string, folder: string): Promise<void> {
  await saveFolder(folder)
  let pages = -1
  for await (const { file, text } of evidencePages(results)) {
    const target = path.join(folder, file)
    await saveFolder(path.dirname(target))
    await saveFile(target, text)
    pages += 1
  }
  tell(`Pages in ${folder}: ${pages}; begin with ${path.join(folder, 'index.html')}.`)
}

const ENDING = '.docx'

/** Writes a return letter for every body that has something to mend, and tells how many there are. */
async function saveLetters(engine: Engine, folder: string): Promise<void> {
  await saveFolder(folder)
  const before = (await readdir(folder)).filter((name) => name.endsWith(ENDING))
  const written = new Set<string>()
  for await (const { file, bytes } of returnLetters(engine)) {
    await saveFile(path.join(folder, file), bytes)
    written.add(file)
  }
  tell(`Letters in ${folder}: ${written.size}. Bodies with nothing to mend have none.`)
  const stale = before.filter((name) => !written.has(name))
  if (stale.length > 0)
    tell(`Documents that were in ${folder} before and are not of this run: ${stale.join(', ')}.`)
}
