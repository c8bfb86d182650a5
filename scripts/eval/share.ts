/** How many of how many. */
export interface Share {
  readonly right: number
  readonly of: number
}

/** Counts answers; null stands for a question that was not asked. */
export function shareOf(answers: readonly (boolean | null)[]): Share {
  const asked = answers.filter((answer) => answer !== null)
  return { right: asked.filter(Boolean).length, of: asked.length }
}

/** `34/35`, or a dash where nothing was asked. */
export function shownShare({ right, of }: Share): string {
  return of === 0 ? '–' : `${right}/${of}`
}
