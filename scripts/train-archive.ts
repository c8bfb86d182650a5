/*
 * npm run train:archive -- FILE
 * Keeps of the labelled answers of an archive, an object a line (`readArchive`), what `npm run train` learns from: the rows that
 * their words hash to, in `data/archive.rows.br`, without words or order. data/README.md tells which archive.
 */
import { readFileSync } from 'node:fs'
import { loadGrammar } from '../src/index.ts'
import { readArchive, writeArchiveRows } from './train/archive.ts'
import { casesOf } from './train/examples.ts'

const [file] = process.argv.slice(2)
if (file === undefined) throw new Error('npm run train:archive -- FILE')
const cases = casesOf(readArchive(readFileSync(file, 'utf8')), await loadGrammar())
const bytes = writeArchiveRows(cases)
console.log(`${cases.length} answers kept; data/archive.rows.br: ${bytes} bytes`)
