import path from 'node:path'
import { ZvitError } from '../model/error.ts'
import type { Engine } from '../stats/engine.ts'
import { type Arguments, textOf } from './command.ts'
import { consolidatedDocument, consolidatedWorkbook, openStatistics } from './engine.ts'
import { DONE } from './exit-code.ts'
import { readKnown } from './known.ts'
import { saveFile } from './save.ts'
import { tell } from './streams.ts'

const MAKERS: Readonly<Record<string, (engine: Engine) => Promise<Uint8Array>>> = {
  '.xlsx': consolidatedWorkbook,
  '.docx': consolidatedDocument,
}

/** `zvit consolidate DIR --out FILE.xlsx|FILE.docx`. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  const make = MAKERS[path.extname(out ?? '').toLowerCase()]
  if (out === undefined || make === undefined)
    throw new ZvitError('USAGE', 'Where to? Give --out FILE.xlsx or --out FILE.docx.')
  const engine = await openStatistics(given.positionals[0] ?? '', await readKnown(given))
  await saveFile(out, await make(engine))
  engine.close()
  tell(`The consolidated report is ${out}.`)
  return DONE
}
