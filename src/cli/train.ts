import { existsSync, readdirSync } from 'node:fs'
import path from 'node:path'
import type { Fare } from '../learn/office.ts'
import { loadGrammar } from '../resources.ts'
import { type Arguments, DONE, SOME_FAILED, textOf } from './command.ts'
import { refuse } from './decisions.ts'
import { ledgersOf } from './engine.ts'
import { saveFile, saveFolder } from './save.ts'
import { tell } from './streams.ts'
import { words } from './words.ts'

/** What says in the folder of an office's grammar what it extends. */
export const GRAMMAR = 'grammar.yaml'
export const GRAMMAR_HEADER = {
  extends: 'programme-report',
  grammar: 'our-office',
  version: '1.0.0',
}

/** `zvit train --corrections DIR… --out FOLDER`: FOLDER is the office's grammar, with a model of its own. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (given.options.corrections !== true || out === undefined)
    return refuse('From what, and where to? Give --corrections DIR… --out FOLDER.')
  const isNew = !holdsGrammar(out)
  const [{ teach }, { storeModel }, { MODEL_FILE, responseAids }] = await Promise.all([
    import('../learn/office.ts'),
    import('../responses/model.ts'),
    import('../resources.ts'),
  ])
  const { classes } = await loadGrammar(isNew ? undefined : out)
  const taught = teach(await ledgersOf(given.positionals), classes, responseAids)
  if (taught === null) return refuse('Nobody has decided yet what answers say.')
  const { model, before, after } = taught
  tell(words('train.before', told(before)))
  tell(words('train.after', told(after)))
  if (after.right < before.right) {
    tell(words('train.worse'))
    return SOME_FAILED
  }
  await saveFolder(out)
  if (isNew)
    await saveFile(path.join(out, GRAMMAR), (await import('yaml')).stringify(GRAMMAR_HEADER))
  await saveFile(path.join(out, MODEL_FILE), storeModel(model))
  tell(words('train.written', { folder: out }))
  return DONE
}

/** True of a folder that is an office's grammar already. */
export function holdsGrammar(folder: string): boolean {
  return existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.yaml'))
}

function told({ answers, right, sure, silent }: Fare) {
  const share = (count: number) => percent(count / answers)
  return { answers, right: share(right), sure: share(sure), silent: share(silent) }
}

/** A share in per cent, one decimal. */
export function percent(share: number): string {
  return (100 * share).toFixed(1)
}
