import type { Arguments } from './command.ts'
import { refuse } from './decisions.ts'
import { ledgersOf } from './engine.ts'
import { print } from './streams.ts'
import { percent } from './train.ts'
import { words } from './words.ts'

/** `zvit eval --corrections DIR…`: how often zvit was right where people did not see what it says. */
export async function run({ options, positionals }: Arguments): Promise<void> {
  if (options.corrections !== true) return refuse('By what? Give --corrections DIR….')
  const { blindAccuracy } = await import('../learn/office.ts')
  const accuracy = blindAccuracy(await ledgersOf(positionals))
  const { answers, right, from, to } = accuracy
  if (options.json === true)
    await print(`${JSON.stringify({ schema: 'zvit.accuracy/1', ...accuracy })}\n`)
  else if (answers === 0) await print(`${words('eval.none')}\n`)
  else
    await print(
      `${words('eval.accuracy', { answers, right: percent(right / answers), from: percent(from), to: percent(to) })}\n`,
    )
}
