import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { readTruth } from '../fixtures/truth.ts'
import type { Built } from './built-package.ts'
import { rowsRight } from './fixture.ts'
import { peerOf } from './peers.ts'
import { medianTimes, type Rounds, shownTime } from './timing.ts'

/** The fixture that stands in every format. */
const NAME = 'e-youth'
const DOCX = 'auto.docx'
const FORMS = [DOCX, 'auto.doc', 'auto.rtf', 'auto.odt', 'word.html', 'word.mht', 'report.xlsx']

const HEAD = [
  'document',
  'rows right',
  'zvit, ms',
  '× docx',
  'reading, ms',
  'peer',
  'peer, ms',
  'zvit : peer',
  'reading : peer',
]

const FIXTURES = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/**
 * Table of the same report in each office format: its time, warm, against that of the docx; and
 * against another library that gives the text of the same bytes, as does zvit's reading alone. All
 * take turns in one process.
 */
export async function otherFormatsTable(
  built: Built,
  rounds: Rounds,
): Promise<readonly string[][]> {
  const rows = [[...HEAD]]
  const truth = readTruth(join(FIXTURES, 'truth', NAME))
  const docx = readFileSync(join(FIXTURES, 'documents', NAME, DOCX))
  for (const form of FORMS) {
    const bytes = readFileSync(join(FIXTURES, 'documents', NAME, form))
    const peer = peerOf(form)
    const times = await medianTimes(
      [
        { name: 'docx', run: () => built.library.parse(docx, { name: DOCX }) },
        { name: 'own', run: () => built.library.parse(bytes, { name: form }) },
        { name: 'reading', run: () => built.read(bytes, form) },
        ...(peer ? [{ name: 'peer', run: () => peer.run(bytes) }] : []),
      ],
      rounds,
    )
    const [own = 0, base = 0, reading = 0, other] = ['own', 'docx', 'reading', 'peer'].map((name) =>
      times.get(name),
    )
    rows.push([
      form,
      await rowsRight(built, bytes, truth),
      shownTime(own),
      (own / base).toFixed(2),
      shownTime(reading),
      peer?.name ?? '–',
      other === undefined ? '–' : shownTime(other),
      other === undefined ? '–' : (own / other).toFixed(2),
      other === undefined ? '–' : (reading / other).toFixed(2),
    ])
  }
  return rows
}
