import { readSources } from '../corpus/sources.ts'
import type {
  TruthDeadline,
  TruthExecutors,
  TruthHeading,
  TruthResponse,
} from '../fixtures/truth.ts'
import { programmeNames, readYaml, WORDS } from './space.ts'

/** A measure before any form. */
export interface Said {
  readonly text: string
  readonly deadline: TruthDeadline
  readonly executors: TruthExecutors
  readonly response: TruthResponse
}

/** A title and what stands under it: titles or, under the lowest, measures. */
export interface Titled {
  readonly title: string
  readonly below: readonly Titled[]
  readonly measures: readonly Said[]
}

/** A written report with four levels of titles above its measures. */
export interface Written {
  readonly name: string
  readonly heading: TruthHeading
  readonly tops: readonly Titled[]
}

interface Programme {
  readonly title: string
  readonly programme: string
  readonly respondent: string
  readonly period: { readonly from: string; readonly to: string }
  readonly directions: readonly {
    readonly title: string
    readonly goals: readonly {
      readonly title: string
      readonly tasks: readonly { readonly title: string; readonly measures: readonly Line[] }[]
    }[]
  }[]
}

type Line = readonly [string, string, readonly string[], string, string]

/** The programmes written for forms, and the reports of the fixtures that have titles. */
export function writtenReports(): readonly Written[] {
  return [...programmeNames().map(readProgramme), ...fixtureReports()]
}

function readProgramme(file: string): Written {
  const { title, programme, respondent, period, directions } = readYaml(
    `programmes/${file}`,
  ) as Programme
  const tops = directions.map(
    (direction): Titled =>
      titled(
        direction.title,
        direction.goals.map((goal) =>
          titled(
            goal.title,
            goal.tasks.map((task) => ({
              title: task.title,
              below: [],
              measures: task.measures.map(said),
            })),
          ),
        ),
      ),
  )
  return {
    name: file.replace('.yaml', ''),
    heading: { title, programme, respondent, period },
    tops: underSupers(tops),
  }
}

function titled(title: string, below: readonly Titled[]): Titled {
  return { title, below, measures: [] }
}

/** The uppermost titles, which no report writes itself. */
function underSupers(tops: readonly Titled[]): readonly Titled[] {
  const half = Math.ceil(tops.length / 2)
  return [tops.slice(0, half), tops.slice(half)]
    .filter((part) => part.length > 0)
    .map((part, at) => titled(WORDS.supers[at] ?? '', part))
}

const BY_CONSENT = ' (за згодою)'

function said(line: Line): Said {
  const [text, deadline, bodies, response, status] = line
  const isWhole = line.length === 5 && Array.isArray(bodies)
  if (!isWhole) throw new Error(`A measure has five parts, its commas quoted: «${text}».`)
  const facts = WORDS.deadlines[deadline]
  if (!facts) throw new Error(`words.yaml does not tell the deadline «${deadline}».`)
  const [name, detail] = status.split('/')
  return {
    text,
    deadline: {
      ...{ from: null, to: null, every: null, ...facts, text: deadline },
      kind: facts.kind as TruthDeadline['kind'],
    },
    executors: {
      text: bodies.join(', '),
      bodies: bodies.map((body) => ({
        name: body.replace(BY_CONSENT, ''),
        scope: null,
        byConsent: body.endsWith(BY_CONSENT),
      })),
      respondent: null,
    },
    response: {
      text: response,
      status: name as TruthResponse['status'],
      detail: detail as TruthResponse['detail'],
    },
  }
}

/** Sections become goals; the titles above them are made up. Flat lists have too few titles. */
function fixtureReports(): readonly Written[] {
  return readSources()
    .filter(({ truth }) => truth.sections.every(({ title }) => title !== ''))
    .map(({ name, truth }) => {
      const goals = truth.sections.map(({ title, items }) =>
        titled(
          title,
          items.map((item) => ({ title: item.title, below: [], measures: item.measures })),
        ),
      )
      const pairs = goals.flatMap((_, at) => (at % 2 === 0 ? [goals.slice(at, at + 2)] : []))
      const tops = pairs.map((pair, at) => titled(WORDS.tops[at] ?? '', pair))
      return { name, heading: truth.heading, tops: underSupers(tops) }
    })
}
