import { readFileSync } from 'node:fs'
import type { Built } from './built-package.ts'
import { documentFile, rowsRight, TRUTH } from './fixture.ts'
import { peerOf } from './peers.ts'
import { medianTimes, type Rounds, shownTime } from './timing.ts'

const FORMS = ['typed.docx', 'auto.docx', 'report.txt', 'report.pdf', 'portrait.pdf'] as const

/**
 * Table of the time from bytes to report, warm, and of a peer on the same bytes, taking turns in
 * one process. A peer gives text only.
 */
export async function formatsTable(built: Built, rounds: Rounds): Promise<readonly string[][]> {
  const rows = [['document', 'rows right', 'zvit, ms', 'peer', 'peer, ms', 'zvit : peer']]
  for (const form of FORMS) {
    const bytes = readFileSync(documentFile(form))
    const peer = peerOf(form)
    const times = await medianTimes(
      [
        { name: 'zvit', run: () => built.library.parse(bytes, { name: form }) },
        ...(peer ? [{ name: peer.name, run: () => peer.run(bytes) }] : []),
      ],
      rounds,
    )
    const own = times.get('zvit') ?? 0
    const right = await rowsRight(built, bytes, TRUTH)
    rows.push([form, right, shownTime(own), ...peerColumns(own, peer?.name, times)])
  }
  return rows
}

function peerColumns(
  own: number,
  peer: string | undefined,
  times: ReadonlyMap<string, number>,
): readonly string[] {
  const other = peer === undefined ? undefined : times.get(peer)
  if (peer === undefined || other === undefined) return ['–', '–', '–']
  return [peer, shownTime(other), (own / other).toFixed(2)]
}
