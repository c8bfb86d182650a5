import { reportJson } from '../write/json.ts'
import type { Arguments } from './command.ts'
import { parseParts } from './engine.ts'
import { parseOptions, readInput } from './input.ts'
import { withMeter } from './progress.ts'
import { print, tell } from './streams.ts'
import { words } from './words.ts'

/** `zvit parse FILE`: prints part 1 and tells of further ones. */
export async function run(given: Arguments): Promise<void> {
  const { name, bytes } = await readInput(given.positionals[0] ?? '')
  const options = await parseOptions(given, name)
  const [report, ...others] = await withMeter((onRecognised) =>
    parseParts(bytes, { ...options, onRecognised }),
  )
  if (report === undefined) throw new Error('no report and no failure')
  await print(reportJson(report, given.options.pretty === true))
  if (others.length > 0) tell(words('parse.several', { count: others.length + 1 }))
}
