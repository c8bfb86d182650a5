import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readKnown } from '../../src/cli/known.ts'
import { parse, ZvitError } from '../../src/index.ts'
import { openStatistics } from '../../src/stats/prepare.ts'
import { flatten } from '../../src/write/flatten.ts'
import { ndjson, reportJson } from '../../src/write/json.ts'
import { type AlignmentScores, scoreAlignment } from '../programmes/alignment.ts'
import {
  PROGRAMMES,
  type ProgrammesTruth,
  readProgrammes,
  type WrittenReport,
  writtenReports,
} from '../programmes/truth.ts'

/**
 * How well the measures of the two programmes of `fixtures/programmes` are matched; null, told
 * aloud, where the SQL engine has no binary.
 */
export async function evaluateAlignment(
  tell: (line: string) => void,
): Promise<AlignmentScores | null> {
  const truth = readProgrammes()
  const folder = mkdtempSync(join(tmpdir(), 'zvit-alignment-'))
  try {
    await readReports(folder, truth)
    const engine = await openStatistics(folder, await readKnown({ options: {}, positionals: [] }))
    const scores = await scoreAlignment(engine, truth)
    engine.close()
    return scores
  } catch (error) {
    if (!(error instanceof ZvitError) || error.code !== 'ENGINE_MISSING') throw error
    tell(`The alignment is not measured: ${error.message}`)
    return null
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** One line: F1 of zvit, what it is made of, and what numbers or words alone would give. */
export function alignmentLine({ byNumber, byWords, ...own }: AlignmentScores): string {
  const counts = `${own.right} pairs right of ${own.expected} true and ${own.found} found`
  const others = `by equal numbers ${byNumber.f1.toFixed(3)}, by equal words ${byWords.f1.toFixed(3)}`
  return `alignment  F1 ${own.f1.toFixed(3)}: ${counts}; ${others}`
}

/** A results folder as `import` writes it, without the scan. */
async function readReports(folder: string, truth: ProgrammesTruth): Promise<void> {
  const rows: object[] = []
  for (const report of writtenReports(truth)) {
    if (report.broken) continue
    const read = await readReport(truth, report)
    const file = join(folder, 'reports', `${report.file}.json`)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, reportJson(read))
    rows.push(...flatten(read))
  }
  writeFileSync(join(folder, 'measures.ndjson'), ndjson(rows))
  writeFileSync(join(folder, 'failures.ndjson'), '')
}

function readReport(truth: ProgrammesTruth, { file, of: [programme, year, body] }: WrittenReport) {
  return parse(readFileSync(join(PROGRAMMES, 'documents', file)), {
    name: file,
    programme: truth.programmes[programme]?.title ?? '',
    respondent: truth.bodies[body] ?? '',
    period: { from: `${year}-01-01`, to: `${year}-12-31` },
  })
}
