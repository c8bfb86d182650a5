import { ZvitError } from '../model/error.ts'
import { type Arguments, textOf } from './command.ts'
import { consolidatedWorkbook, openStatistics } from './engine.ts'
import { DONE } from './exit-code.ts'
import { readKnown } from './known.ts'
import { saveFile } from './save.ts'
import { tell } from './streams.ts'

/** `zvit consolidate DIR --out FILE.xlsx`. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (out === undefined || !/\.xlsx$/i.test(out))
    throw new ZvitError('USAGE', 'Where to? Give --out FILE.xlsx.')
  const engine = await openStatistics(given.positionals[0] ?? '', await readKnown(given))
  await saveFile(out, await consolidatedWorkbook(engine))
  engine.close()
  tell(`The workbook is ${out}.`)
  return DONE
}
