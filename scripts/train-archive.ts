/*
 * npm run train:archive -- FILE
 * Learns from the labelled answers of an archive, an object a line (`readArchive`), and keeps of them the weights alone, in
 * `data/archive.model.br`: no answer can be read back. `npm run train` goes on from there. data/README.md tells which archive.
 */
import { readFileSync } from 'node:fs'
import { loadGrammar } from '../src/index.ts'
import { learnModel } from '../src/learn/model.ts'
import { readArchive, writeArchiveModel } from './train/archive.ts'
import { casesOf } from './train/examples.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('npm run train:archive -- FILE')
const cases = casesOf(readArchive(readFileSync(file, 'utf8')), await loadGrammar())
const bytes = writeArchiveModel(learnModel(cases))
console.log(`${cases.length} answers learnt; data/archive.model.br: ${bytes} bytes`)
