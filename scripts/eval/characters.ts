import type { Pair } from '../../test/support/truth.ts'

const FIELDS = ['text', 'deadlineText', 'executorsText', 'responseText'] as const

/** Characters that must be put in, taken out or changed, and characters of the truth. */
export interface CharacterErrors {
  readonly errors: number
  readonly of: number
}

/** Over the texts of all measures; a measure that was not found is wrong in every character. */
export function characterErrors(measures: readonly Pair[]): CharacterErrors {
  let [errors, of] = [0, 0]
  for (const { expected, got } of measures) {
    for (const field of FIELDS) {
      const wanted = expected.values[field] ?? ''
      of += wanted.length
      errors += got ? distance(wanted, got.values[field] ?? '') : wanted.length
    }
  }
  return { errors, of }
}

/** `1.23 %`. */
export function shownErrors({ errors, of }: CharacterErrors): string {
  return of === 0 ? '–' : `${((100 * errors) / of).toFixed(2)} %`
}

/** Method: V. Levenshtein (1965), by R. Wagner and M. Fischer (1974), two rows. */
function distance(left: string, right: string): number {
  if (left === right) return 0
  let above = Array.from({ length: right.length + 1 }, (_, at) => at)
  for (let row = 1; row <= left.length; row += 1) {
    const here = [row]
    for (let column = 1; column <= right.length; column += 1) {
      const changed = left[row - 1] === right[column - 1] ? 0 : 1
      here.push(
        Math.min(
          (above[column] ?? 0) + 1,
          (here[column - 1] ?? 0) + 1,
          (above[column - 1] ?? 0) + changed,
        ),
      )
    }
    above = here
  }
  return above[right.length] ?? 0
}
