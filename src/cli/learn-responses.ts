import { measuresOf } from '../model/measures-of.ts'
import type { Report } from '../model/report.ts'
import type { Detail } from '../model/vocabulary.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'

/** A wording that the classes are not sure of, as a phrase of the grammar. */
export interface WordingProposal {
  readonly phrase: string
  readonly detail: Detail
  /** A response as it was given. */
  readonly example: string
  readonly times: number
  /** Document and measure where it stood first. */
  readonly place: string
}

interface Met {
  readonly example: string
  readonly place: string
  readonly details: Map<Detail, number>
  times: number
}

/** Doubtful wordings of any number of reports, by their phrase. */
export type Wordings = Map<string, Met>

const MOST_WORDS = 10
/** Of a longer response the first words are taken. */
const FIRST_WORDS = 6
const LONGEST = 300
const WORD = new RegExp(`\\d+(?:[.,]\\d+)*|[${LETTERS}'’ʼ-]+`, 'g')
const NEITHER_WORD_NOR_COMMA = new RegExp(`[^${LETTERS}\\d'’ʼ,\\s.!-]`)

/** Adds the responses of a report that no rule decided or that it is not sure of. */
export function meetWordings(wordings: Wordings, report: Report): void {
  for (const { id, response } of measuresOf(report)) {
    const { text, detail, needsReview, status } = response
    if (status === 'blank' || !needsReview) continue
    const phrase = phraseOf(text)
    if (phrase === null) continue
    const met = wordings.get(phrase) ?? {
      example: text.replace(/\s+/g, ' ').trim(),
      place: `${report.source.name} ${id}`,
      details: new Map(),
      times: 0,
    }
    met.details.set(detail, (met.details.get(detail) ?? 0) + 1)
    met.times += 1
    wordings.set(phrase, met)
  }
}

/** The wordings met at least so many times, the most frequent first. */
export function proposeWordings(wordings: Wordings, least: number): readonly WordingProposal[] {
  return [...wordings]
    .filter(([, { times }]) => times >= least)
    .map(([phrase, { example, place, details, times }]) => {
      const [[detail] = ['unclear' as Detail]] = [...details].sort(
        (left, right) => right[1] - left[1],
      )
      return { phrase, detail, example, times, place }
    })
    .sort((left, right) => right.times - left.times || (left.phrase < right.phrase ? -1 : 1))
}

/** «^закуплено # дерев$»: the words with numbers left open; null where there are too few. */
function phraseOf(text: string): string | null {
  if (text.length > LONGEST) return null
  const folded = fold(text)
  const words = (folded.match(WORD) ?? []).filter((word) => word !== '-')
  if (words.length < 2) return null
  const isPlain = !NEITHER_WORD_NOR_COMMA.test(folded) && !/[.!]\s+\S/.test(folded)
  const isWhole = isPlain && words.length <= MOST_WORDS
  if (!isPlain && NEITHER_WORD_NOR_COMMA.test(firstWords(folded, FIRST_WORDS))) return null
  const kept = isWhole ? words : words.slice(0, FIRST_WORDS)
  return `^${kept.map((word) => (/^\d/.test(word) ? '#' : word)).join(' ')}${isWhole ? '$' : ''}`
}

function firstWords(text: string, count: number): string {
  return text.split(/\s+/).slice(0, count).join(' ')
}
