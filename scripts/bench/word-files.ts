import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { splitRuns } from '../corpus/docx-dialects.ts'
import { randomOf } from '../corpus/random.ts'
import { planDocument } from '../fixtures/document.ts'
import { docxParts } from '../fixtures/docx.ts'
import { readLayout } from '../fixtures/layout.ts'
import { readTruth } from '../fixtures/truth.ts'
import { zip } from '../fixtures/zip.ts'
import { withOtherAnswers } from './other-answers.ts'
import { latentStyles } from './word-styles.ts'

const TRUTH = fileURLToPath(new URL('../../fixtures/truth/', import.meta.url))

/**
 * So many docx as an archive holds them: the reports of the fixtures in turns, each with answers of
 * its own, in the runs, fonts, spelling marks and list of styles of a file that was written by hand in
 * Word; numbers typed in one half and automatic in the other.
 */
export function* wordFiles(count: number): Generator<Uint8Array> {
  const sources = readdirSync(TRUTH)
    .sort()
    .map((name) => ({
      truth: readTruth(join(TRUTH, name)),
      layout: readLayout(join(TRUTH, name)),
    }))
  for (let index = 0; index < count; index += 1) {
    const source = sources[index % sources.length]
    if (!source) return
    const { truth, layout } = source
    const plan = planDocument(withOtherAnswers(truth, index), layout, 'office')
    const labels = Math.floor(index / sources.length) % 2 === 0 ? 'typed' : 'automatic'
    const parts = docxParts(plan, layout, { page: layout.page, labels, hyphenation: 'none' })
    const random = randomOf(String(index))
    yield zip(latentStyles(splitRuns(parts, random), random))
  }
}
