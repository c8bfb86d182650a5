import type { Detail } from '../../src/model/vocabulary.ts'
import { fold } from '../../src/text/fold.ts'

/* A baseline: what a careful clerk's list of words would make of a response, the first hit counts. */

const LIST: readonly (readonly [Detail, RegExp])[] = [
  ['filler', /^[^\p{L}\p{N}]*$|^(?:х|x|0|н\/д|н\.д\.?)$|інформація відсутня|немає інформації/u],
  ['reference', /^див|аналогічно|те саме|без змін|додаєт|у додатку/u],
  ['disclaimed', /не (?:належ|віднос|вход|стосу)|не є виконавц|компетенц|повноваж/u],
  ['other_executor', /виконавець|виконавцем є|відповідальн|здійснює|проводять/u],
  ['partial', /частков|не в повному|лише|крім| з \d+|із \d+|%/u],
  ['planned', /заплан|планує|буде|передбачен|очікує|наступн/u],
  ['nothing_to_report', /не надход|не виявл|не зафікс|не було|випадків|звернень|відсутні/u],
  ['not_done', /не викон|не провод|не провед|не створ|через відсутн|перенес|скасов/u],
  ['ongoing', /постійно|триває|систематич|проводиться|здійснюєт|ється|ються/u],
  ['evidenced', /\d/u],
  ['stated', /(?:ено|ано|ито|ято)(?!\p{L})|виконан/u],
]

/** The detail of the first entry that fits; `unclear` where none does. */
export function byKeywords(response: string): Detail {
  const folded = fold(response).trim()
  return LIST.find(([, pattern]) => pattern.test(folded))?.[0] ?? 'unclear'
}
