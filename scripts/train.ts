/*
 * npm run train
 * Makes `data/responses.model` from the labelled lines in `data/responses` and the rules of the
 * usual grammar, beside what `npm run train:archive` kept of an archive. The same lines and rules give the same bytes. docs/evaluation.md tells what it is.
 */
import { writeFileSync } from 'node:fs'
import { loadGrammar } from '../src/index.ts'
import { storeModel } from '../src/responses/model.ts'
import { archiveBytes, readArchiveRows } from './train/archive.ts'
import { casesOf } from './train/examples.ts'
import { digestOf, learntLines, readLines } from './train/lines.ts'
import { trainAll } from './train/train.ts'

const grammar = await loadGrammar()
const lines = readLines()
const cases = casesOf(learntLines(grammar.classes), grammar)
const archive = readArchiveRows()
const authors = new Set(lines.flatMap(({ author }) => author ?? [])).size
console.log(
  `${lines.length} lines, ${authors} authors, ${cases.length} whose words decide, ${archive.length} of an archive`,
)
const madeFrom = digestOf(lines, grammar.classes, archiveBytes())
const model = trainAll(cases, archive, madeFrom)
const bytes = storeModel(model)
writeFileSync(new URL('../data/responses.model', import.meta.url), bytes)
console.log(`data/responses.model: ${bytes.length} bytes, review below ${model.reviewBelow}`)
