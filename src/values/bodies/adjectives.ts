import { CAPITALS, LETTERS } from '../../text/characters.ts'
import { type AdjectiveForm, formOfEnding, type Prepared } from './prepared-lexicon.ts'

const OF_PLACE = new RegExp(
  `^([${LETTERS}'-]{2,30}(?:ськ|цьк|зьк))(ий|ого|ому|им|а|ої|ій|у|ою|е|і|их|ими)$`,
)

const CAPITAL = new RegExp(`^[${CAPITALS}]`)

/** A known adjective, or one of a place («Яснодарська»), which its ending tells. */
export function adjectiveOf(
  { text, folded }: { readonly text: string; readonly folded: string },
  { adjectives }: Prepared,
): AdjectiveForm | undefined {
  const known = adjectives.get(folded)
  if (known) return known
  const [, stem = '', ending = ''] = OF_PLACE.exec(folded) ?? []
  return stem === '' ? undefined : { stem: likeFirst(stem, text), ...formOfEnding(ending) }
}

/** A capital where the name as written begins with one. */
export function likeFirst(word: string, written: string): string {
  return CAPITAL.test(written) ? word.charAt(0).toUpperCase() + word.slice(1) : word
}
