/**
 * The results of `work` for each input, in the order of the inputs; up to `most` are under way
 * while one is looked at. Rejects where `work` does; what is under way then comes to its end unseen.
 */
export async function* inOrder<Input, Result>(
  inputs: readonly Input[],
  most: number,
  work: (input: Input) => Promise<Result>,
): AsyncGenerator<Result> {
  const underWay: Promise<Result>[] = []
  for (const input of inputs) {
    const result = work(input)
    result.catch(unseen)
    underWay.push(result)
    if (underWay.length >= most) yield* first(underWay)
  }
  while (underWay.length > 0) yield* first(underWay)
}

/** A rejection reaches whoever takes the result; after a stop that is nobody. */
function unseen(): void {}

async function* first<Result>(underWay: Promise<Result>[]): AsyncGenerator<Result> {
  const next = underWay.shift()
  if (next) yield await next
}
