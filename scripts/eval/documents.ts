import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Facts } from '../../src/model/report.ts'
import { loadGrammar } from '../../src/resources.ts'
import { readManifest } from '../../src/run/manifest.ts'
import { readCsv } from '../../src/text/csv.ts'
import { readPeriod } from '../../src/values/dates/dates.ts'
import { type FlatRow, flattenSeed, flattenTruth, type SeedTree } from '../../test/support/flat.ts'
import { hasOffice } from '../fixtures/office.ts'
import { fixtureNames, readTruth, type TruthHeading } from '../fixtures/truth.ts'

const ROOT = fileURLToPath(new URL('../../', import.meta.url))
const FIXTURES = join(ROOT, 'fixtures')
const SEED = join(ROOT, '..', 'shared', 'seed')
const { language } = await loadGrammar()

/** A document whose tree is known. */
export interface KnownDocument {
  /** `twin-of-the-seed/auto.docx`. */
  readonly name: string
  /** What it is counted with: `auto.docx`, `seed report.txt`. */
  readonly form: string
  readonly bytes: Uint8Array
  /** What the importer tells. */
  readonly facts: Facts
  readonly truth: readonly FlatRow[]
  /** What stands before the measures, null where nothing does. */
  readonly heading: TruthHeading | null
}

/** Every fixture in every form that is built, with the facts of the manifest. */
export function fixtureDocuments(): readonly KnownDocument[] {
  const rows = readCsv(readFileSync(join(FIXTURES, 'manifest.csv'), 'utf8'))
  const manifest = readManifest(rows, (text) => readPeriod(text, language), console.error)
  return fixtureNames(join(FIXTURES, 'truth')).flatMap((fixture) => {
    const truth = readTruth(join(FIXTURES, 'truth', fixture))
    const folder = join(FIXTURES, 'documents', fixture)
    return readdirSync(folder)
      .sort()
      .map((form) => ({
        name: `${fixture}/${form}`,
        form,
        bytes: readFileSync(join(folder, form)),
        facts: manifest.get(`${fixture}/${form}`)?.facts ?? {},
        truth: flattenTruth(truth),
        heading: truth.heading.title === null ? null : truth.heading,
      }))
  })
}

/**
 * The one real report as text and, with LibreOffice, in every other format; none where it is not beside
 * the project. It must not lie in the project, so it is rendered into a folder that is removed.
 */
export function seedDocuments(tell: (line: string) => void): readonly KnownDocument[] {
  if (!existsSync(join(SEED, 'report.txt'))) {
    tell('The real report is not beside the project (../shared/seed): skipped.')
    return []
  }
  const tree = JSON.parse(readFileSync(join(SEED, 'expected.json'), 'utf8')) as SeedTree
  const truth = flattenSeed(tree)
  const known = (form: string, bytes: Uint8Array): KnownDocument => ({
    name: `seed/${form}`,
    form: `seed ${form}`,
    bytes,
    facts: {},
    truth,
    heading: null,
  })
  const report = known('report.txt', readFileSync(join(SEED, 'report.txt')))
  if (!hasOffice()) {
    tell('LibreOffice (soffice) is missing: the real report is read as text only.')
    return [report]
  }
  return [report, ...renderSeed().map(([form, bytes]) => known(form, bytes))]
}

function renderSeed(): readonly (readonly [string, Uint8Array])[] {
  const folder = mkdtempSync(join(tmpdir(), 'zvit-seed-'))
  try {
    const script = join(ROOT, 'scripts', 'seed-documents.ts')
    execFileSync(process.execPath, ['--import', 'tsx', script, folder], { cwd: ROOT })
    return readdirSync(folder)
      .filter((form) => form !== 'report.txt')
      .sort()
      .map((form) => [form, readFileSync(join(folder, form))])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
