import { existsSync } from 'node:fs'
import path from 'node:path'
import type { Fare } from '../learn/office.ts'
import { type Arguments, textOf } from './command.ts'
import { refuse } from './decisions.ts'
import { ledgersOf, loadGrammar } from './engine.ts'
import { DONE, SOME_FAILED } from './exit-code.ts'
import { saveFile, saveFolder } from './save.ts'
import { tell } from './streams.ts'
import { words } from './words.ts'

const GRAMMAR = 'grammar.yaml'

/** `zvit train --corrections DIR… --out FOLDER`: FOLDER is the office's grammar, with a model of its own. */
export async function run(given: Arguments): Promise<number> {
  const out = textOf(given, 'out')
  if (given.options.corrections !== true || out === undefined)
    return refuse('From what, and where to? Give --corrections DIR… --out FOLDER.')
  const isNew = !existsSync(path.join(out, GRAMMAR))
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
  if (isNew) await saveFile(path.join(out, GRAMMAR), GRAMMAR_TEXT)
  await saveFile(path.join(out, MODEL_FILE), storeModel(model))
  tell(words('train.written', { folder: out }))
  return DONE
}

const GRAMMAR_TEXT = `extends: programme-report
grammar: our-office
version: 1.0.0
`

function told({ answers, right, sure, silent }: Fare) {
  const share = (count: number) => percent(count / answers)
  return { answers, right: share(right), sure: share(sure), silent: share(silent) }
}

/** A share in per cent, one decimal. */
export function percent(share: number): string {
  return (100 * share).toFixed(1)
}
