import { planDocument } from '../fixtures/document.ts'
import type { Layout } from '../fixtures/layout.ts'
import type { PlanBlock } from '../fixtures/plan.ts'
import { measuresOf } from '../fixtures/truth.ts'
import type { CorpusDocument } from './document.ts'
import type { Look } from './layouts.ts'
import { type Random, randomOf } from './random.ts'
import type { Source } from './sources.ts'

/** What is to be made. */
export interface Order {
  readonly sources: readonly Source[]
  readonly seed: string
  /** Reports a flavour and format. */
  readonly each: number
  readonly tell: (line: string) => void
}

/** A written report laid out for one document. */
export interface Plan {
  readonly source: Source
  readonly layout: Layout
  readonly blocks: readonly PlanBlock[]
}

/** One way to write a report without an office suite. */
export interface OwnFlavour {
  readonly name: string
  readonly ending: string
  readonly look: Look
  readonly form: 'office' | 'text'
  /** The bytes, or null where this report cannot be written so. */
  readonly write: (plan: Plan, random: Random) => Uint8Array | null
  /** What this way of writing prints otherwise. */
  readonly says?: (source: Source) => Source['truth'] | null
}

/** Each flavour over as many reports as asked for, drawn by the seed. */
export function ownFiles(
  format: CorpusDocument['format'],
  flavours: readonly OwnFlavour[],
  order: Order,
): readonly CorpusDocument[] {
  return flavours.flatMap((flavour) => {
    const random = randomOf(`${order.seed}/${format}/${flavour.name}`)
    const made: CorpusDocument[] = []
    for (const source of shuffled(order.sources, random.below)) {
      if (made.length >= order.each) break
      const document = write(source, flavour, format, random)
      if (document) made.push(document)
    }
    return made
  })
}

function write(
  source: Source,
  flavour: OwnFlavour,
  format: CorpusDocument['format'],
  random: Random,
): CorpusDocument | null {
  const layout = flavour.look(source)
  const truth = flavour.says ? flavour.says(source) : source.truth
  if (!layout || !truth) return null
  const blocks = planDocument(source.truth, layout, flavour.form)
  const bytes = flavour.write({ source, layout, blocks }, random)
  if (!bytes) return null
  return {
    format,
    report: source.name,
    flavour: flavour.name,
    maker: 'zvit',
    ending: flavour.ending,
    bytes,
    truth,
    relabelled: labelsOf(truth) !== labelsOf(source.truth),
  }
}

function labelsOf(truth: Source['truth']): string {
  return JSON.stringify(measuresOf(truth).map(({ measure }) => measure.label))
}

/** The things in an order of chance. */
export function shuffled<Thing>(
  things: readonly Thing[],
  below: (limit: number) => number,
): readonly Thing[] {
  const rest = [...things]
  return things.flatMap(() => rest.splice(below(rest.length), 1))
}
