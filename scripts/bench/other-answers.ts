import type { Truth, TruthMeasure } from '../fixtures/truth.ts'
import type { Built } from './built-package.ts'
import { LAYOUT, TRUTH } from './fixture.ts'
import { longReport } from './long-report.ts'
import { peerOf } from './peers.ts'
import { medianTimes, type Rounds, shownTime } from './timing.ts'

const NAME = 'report.docx'

/** Rows of a report to the same programme: what differs from round to round. */
const DIFFERENT: Readonly<Record<string, (measure: TruthMeasure, round: number) => TruthMeasure>> =
  {
    nothing: (measure) => measure,
    answers: withOtherAnswer,
    'answers, measures': (measure, round) => ({
      ...withOtherAnswer(measure, round),
      text: `${measure.text} у ${round} громадах`,
    }),
  }

/**
 * Table of the time from docx to report where no round sees the document of another: zvit remembers
 * what became of a text, and bodies that report on one programme write only the answers themselves.
 */
export async function otherAnswersTable(
  built: Built,
  { counted, warmUp }: Rounds,
): Promise<readonly string[][]> {
  const rows = [['what differs', 'zvit, ms', 'peer', 'peer, ms', 'zvit : peer']]
  const peer = peerOf(NAME)
  if (peer === null) return rows
  for (const [what, change] of Object.entries(DIFFERENT)) {
    const documents = Array.from({ length: warmUp + counted }, (_, round) =>
      longReport(
        changed(TRUTH, (measure) => change(measure, round)),
        LAYOUT,
        1,
      ),
    ).map(({ docx }) => docx)
    const taking = (run: (bytes: Uint8Array) => unknown) => {
      const left = documents.values()
      return () => run(left.next().value ?? new Uint8Array())
    }
    const times = await medianTimes(
      [
        { name: 'zvit', run: taking((bytes) => built.library.parse(bytes, { name: NAME })) },
        { name: peer.name, run: taking(peer.run) },
      ],
      { counted, warmUp },
    )
    const [own = 0, other = 0] = ['zvit', peer.name].map((name) => times.get(name))
    rows.push([what, shownTime(own), peer.name, shownTime(other), (own / other).toFixed(2)])
  }
  return rows
}

/** The report of another body on the same programme. */
export function withOtherAnswers(truth: Truth, round: number): Truth {
  return changed(truth, (measure) => withOtherAnswer(measure, round))
}

function withOtherAnswer(measure: TruthMeasure, round: number): TruthMeasure {
  const { response } = measure
  if (response.text.length < SHORT) return measure
  return { ...measure, response: { ...response, text: `${response.text} Усього ${round} разів.` } }
}

/** Fillers stay what they are. */
const SHORT = 12

function changed(truth: Truth, change: (measure: TruthMeasure) => TruthMeasure): Truth {
  const sections = truth.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({ ...item, measures: item.measures.map(change) })),
  }))
  return { ...truth, sections }
}
