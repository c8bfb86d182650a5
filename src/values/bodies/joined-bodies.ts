import { CAPITALS, LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { begins, beginsBody, beginsNominative, beginsOfMany, firstNoun } from './body-beginnings.ts'
import { matchesOf } from './body-parts.ts'
import type { Piece } from './body-pieces.ts'
import { isWhole } from './lost-commas.ts'
import type { Prepared } from './prepared-lexicon.ts'

const CAPITAL = new RegExp(`^\\s*[${CAPITALS}]`)
/** «ГУНП», «Мінекономіки»: a whole name in one word. */
const SHORT_NAME = new RegExp(`^(?:[${CAPITALS}]{2,8}|(?:Мін|Держ|Нац|Укр)[${LETTERS}]+)$`)
/** «КП «Водоканал»». */
const FORM_AND_NAME = new RegExp(`^\\s*[${CAPITALS}]{2,5}\\s+["«„“]`)
/** The others («за участю», «разом із») ask for a case. */
const CONJUNCTION = /^(?:та|і|й|и|а також)$/
/** «управління майном»: what is done, not who does it. */
const OVER_WHAT = /^\s*управління [а-яіїєґ']+(?:ом|ем|єм|ям|ами|ями|ою|ею|єю)(?![а-яіїєґ'])/

/** «X та Y» where each is a whole body or a unit; the notes belong to the last. */
export function splitJoined(piece: Piece, prepared: Prepared): readonly Piece[] {
  const folded = fold(piece.name)
  const lead = prepared.phrases.joins.endOfFirst(folded)
  if (lead >= 0 && /^\s/.test(folded.slice(lead)))
    return splitJoined({ ...piece, name: piece.name.slice(lead).trim() }, prepared)
  for (const { start, end } of matchesOf(prepared.phrases.joins, folded)) {
    if (start === 0 || !/^\s/.test(folded.slice(end))) continue
    const isGoverned = !CONJUNCTION.test(folded.slice(start, end))
    const sides: Sides = {
      left: folded.slice(0, start).trim(),
      right: folded.slice(end).trim(),
      before: piece.name.slice(0, start).trim(),
      after: piece.name.slice(end).trim(),
    }
    if (!(isGoverned ? isJoined(sides, prepared) : areTwo(sides, prepared))) continue
    // «ТЦК та СП».
    if (prepared.same.isWhole(folded)) break
    const rest = { ...piece, name: sides.after }
    return [
      { ...piece, name: sides.before, notes: [] },
      ...(isGoverned
        ? splitGoverned({ ...rest, isGoverned }, prepared)
        : splitJoined(rest, prepared)),
    ]
  }
  return [piece]
}

/** What stands on both sides of a join, folded and as written. */
interface Sides {
  readonly left: string
  readonly right: string
  readonly before: string
  readonly after: string
}

/** «Департамент освіти за участю батьків», «… спільно з Національною поліцією». */
function isJoined({ left, right, after }: Sides, prepared: Prepared): boolean {
  const isNamed = CAPITAL.test(after) || beginsBody(right, prepared)
  return isNamed || beginsBody(left, prepared) || beginsOfMany(right, prepared)
}

/** «за участю громадських організацій, закладів освіти»: a list in the genitive. */
function splitGoverned(piece: Piece, prepared: Prepared): readonly Piece[] {
  const { name } = piece
  for (const { index } of name.matchAll(/,\s/g)) {
    if (!beginsOfMany(fold(name.slice(index + 1)), prepared)) continue
    const rest = { ...piece, name: name.slice(index + 1).trim() }
    const first = { ...piece, name: name.slice(0, index), notes: [] }
    return [...splitJoined(first, prepared), ...splitGoverned(rest, prepared)]
  }
  return splitJoined(piece, prepared)
}

function areTwo({ left, right, before, after }: Sides, prepared: Prepared): boolean {
  const { heads, opens } = prepared.phrases
  if (heads.isWhole(left) && begins(heads, right)) return true
  if (begins(opens, right) && isWhole(before, prepared)) return true
  if (FORM_AND_NAME.test(after)) return /["»”]$/.test(before)
  const isCapital = CAPITAL.test(after)
  if (SHORT_NAME.test(before) && (isCapital || beginsBody(right, prepared))) return true
  const isBody = beginsBody(left, prepared) || FORM_AND_NAME.test(before)
  if (!isBody || OVER_WHAT.test(right)) return false
  if (/["»”]$/.test(before)) return beginsBody(right, prepared)
  const noun = firstNoun(right, prepared)
  // «управління» is a nominative of one and of many, «ради» of many and a genitive.
  if (!noun?.isNominative) return false
  if (beginsNominative(right, prepared)) return true
  if (!noun.isMany) return true
  if (noun.noun.gender !== 'neuter') return false
  return isCapital || noun.noun === firstNoun(left, prepared)?.noun
}
