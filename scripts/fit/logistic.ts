/** Doubts that speak against an example, each 0 to 1, and whether it is right all the same. */
export interface Doubted {
  readonly doubts: Float64Array
  readonly isRight: boolean
}

/** What speaks for an example without doubts, and what each doubt weighs against it, 0 or more. */
export interface Fitted {
  readonly always: number
  readonly weights: Float64Array
}

/** Passes over all weights. */
const SWEEPS = 60
/** Pull of each weight towards nothing: by its square, and by itself, which leaves the idle ones out. */
const RIDGE = 3
const LASSO = 1.5
/** Smaller ones are left out. */
const LEAST = 0.15

/**
 * Logistic regression with weights that only speak against: Newton steps, a weight at a time, none
 * below 0 (J. Friedman et al., J. Stat. Softw. 2010). Those that are left out in a first round, drawn
 * towards 0, stay out in the second, that is not.
 */
export function fitDoubts(examples: readonly Doubted[]): Fitted {
  const size = examples[0]?.doubts.length ?? 0
  const all = Array.from({ length: size }, (_, at) => at)
  const first = descend(examples, all, LASSO)
  return descend(
    examples,
    all.filter((at) => (first.weights[at] ?? 0) >= LEAST),
    0,
  )
}

function descend(examples: readonly Doubted[], asked: readonly number[], lasso: number): Fitted {
  const weights = new Float64Array(examples[0]?.doubts.length ?? 0)
  const odds = new Float64Array(examples.length)
  const everyone = examples.map((_, index) => [index, 1] as const)
  let always = 0
  /** Slope and bend of the loss by what each example gives. */
  const look = (given: readonly Share[]) => {
    let slope = 0
    let bend = 0
    for (const [index, share] of given) {
      const chance = 1 / (1 + Math.exp(-(odds[index] ?? 0)))
      slope += share * (chance - Number(examples[index]?.isRight))
      bend += share * share * Math.max(chance * (1 - chance), 1e-4)
    }
    return { slope, bend }
  }
  const move = (by: number, given: readonly Share[]) => {
    if (by !== 0) for (const [index, share] of given) odds[index] = (odds[index] ?? 0) + by * share
  }
  const columns = asked.map((at) => ({ at, given: given(examples, at) }))
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const { slope, bend } = look(everyone)
    always -= slope / bend
    move(-slope / bend, everyone)
    for (const { at, given } of columns) {
      const step = look(given)
      const weight = weights[at] ?? 0
      const pulled = step.slope + RIDGE * weight + lasso
      const next = Math.max(0, weight - pulled / (step.bend + RIDGE))
      move(next - weight, given)
      weights[at] = next
    }
  }
  return { always, weights }
}

/** An example by its index, and what it gives: a doubt speaks against it. */
type Share = readonly [index: number, share: number]

/** The examples that have a doubt. */
function given(examples: readonly Doubted[], at: number): readonly Share[] {
  return examples.flatMap(({ doubts }, index) => {
    const doubt = doubts[at] ?? 0
    return doubt === 0 ? [] : [[index, -doubt] as const]
  })
}

/** Natural logarithm of the odds that an example is right. */
export function oddsOf({ doubts }: Pick<Doubted, 'doubts'>, { always, weights }: Fitted): number {
  return doubts.reduce((sum, doubt, at) => sum - doubt * (weights[at] ?? 0), always)
}
