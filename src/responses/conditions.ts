import { ACTORS, type ClauseCondition, LINKS, SHARES } from '../model/class-rule.ts'

/** What a condition may ask of a clause at no cost: the properties that every clause has. */
export type Traits = Required<
  Pick<
    ClauseCondition,
    'negated' | 'voice' | 'alone' | 'about' | 'named' | 'isExecutor' | 'knownRespondent'
  >
> & {
  readonly [Name in 'actor' | 'share' | 'link']: Required<ClauseCondition>[Name][number]
}

const EITHER = [false, true] as const
/** Each trait with all its values, each of which is a bit: 28 of the 31 that V8 computes fastest. */
const VALUES: { readonly [Name in keyof Traits]: readonly Traits[Name][] } = {
  negated: EITHER,
  voice: ['active', 'passive', 'own'],
  actor: ACTORS,
  share: SHARES,
  link: LINKS,
  alone: EITHER,
  about: EITHER,
  named: EITHER,
  isExecutor: EITHER,
  knownRespondent: EITHER,
}
const TRAITS = Object.keys(VALUES) as readonly (keyof Traits)[]

/** A condition, and the bits of the traits that it does not want. */
export interface PreparedCondition {
  readonly when: ClauseCondition
  readonly unwanted: number
}

export function prepareCondition(when: ClauseCondition): PreparedCondition {
  let unwanted = 0
  let bit = 1
  for (const name of TRAITS) {
    const wanted: readonly unknown[] | undefined = listOf(when[name])
    for (const value of VALUES[name]) {
      if (wanted && !wanted.includes(value)) unwanted |= bit
      bit <<= 1
    }
  }
  return { when, unwanted }
}

function listOf(asked: unknown): readonly unknown[] | undefined {
  return asked === undefined || Array.isArray(asked) ? asked : [asked]
}

/** The bits of the traits of a clause. */
export function traitBits(traits: Traits): number {
  let bits = 0
  let first = 0
  for (const name of TRAITS) {
    const values: readonly unknown[] = VALUES[name]
    bits |= 1 << (first + values.indexOf(traits[name]))
    first += values.length
  }
  return bits
}
