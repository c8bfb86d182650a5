import type { Measure, Section } from './report.ts'

/** Any report, or what of one is made so far. */
interface WithSections {
  readonly sections: readonly Section[]
}

/** All measures of a report, in its order. */
export function measuresOf({ sections }: WithSections): readonly Measure[] {
  return sections.flatMap(({ items }) => items.flatMap(({ measures }) => measures))
}
