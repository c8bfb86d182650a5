import type { Place } from './place.ts'

/** How each row of a document was read; `zvit explain` prints it. */
export interface Explanation {
  readonly rows: readonly ExplainedRow[]
}

export interface ExplainedRow {
  /** 1-based, in reading order over the whole document. */
  readonly row: number
  readonly text: string
  readonly place: Place
  /** The reading chosen, a name of the grammar (`section`, `measure`, `page_furniture`, …). */
  readonly reading: string
  /** The number as it was understood, null where the reading has none. */
  readonly label: string | null
  /** What the reading cost, the step from the row before included; 0 is what the grammar expects. */
  readonly cost: number
  readonly reasons: readonly { readonly rule: string; readonly cost: number }[]
  /** The cheapest other reading; its cost is that of the whole path above the chosen path. */
  readonly next: { readonly reading: string; readonly cost: number } | null
  /** 0 to 1; 1 where no second reading came near. */
  readonly structure: number
  /** One sentence for each repair made here. */
  readonly repairs: readonly string[]
}
