import { verifyFolder } from '../run/verify.ts'
import { type Arguments, DIFFERENT, DONE } from './command.ts'
import { print, tell } from './streams.ts'
import { terminalTable } from './table.ts'
import { words } from './words.ts'

/** `zvit verify DIR`. */
export async function run(given: Arguments): Promise<number> {
  const [folder = ''] = given.positionals
  const { documents, wrong } = await verifyFolder(folder)
  if (given.options.json === true)
    await print(`${JSON.stringify({ schema: 'zvit.verify/1', documents, wrong })}\n`)
  else if (wrong.length > 0)
    await print(
      terminalTable(
        [words('verify.file'), words('verify.source')],
        wrong.map(({ file, source }) => [file, source]),
      ),
    )
  tell(
    wrong.length === 0
      ? words('verify.whole', { count: documents })
      : words('verify.wrong', { count: wrong.length }),
  )
  return wrong.length > 0 ? DIFFERENT : DONE
}
