import { LETTERS } from '../../text/characters.ts'
import { fold } from '../../text/fold.ts'
import { adjectiveOf, likeFirst } from './adjectives.ts'
import { beginsBody, GENITIVE } from './body-beginnings.ts'
import type { Prepared } from './prepared-lexicon.ts'

const UNITS = new RegExp(`^\\s*([${LETTERS}'’ʼ]+)\\s*:\\s*(?=[${LETTERS}])`)
const ADJECTIVE_ASIDE = new RegExp(
  `(?<![${LETTERS}'-])([${LETTERS}'-]+)\\s+\\(([${LETTERS}'-]+)\\)(?=\\s+[${LETTERS}])`,
  'g',
)

const STATE_OR_MILITARY = /^(?:державн\S+ військов|військов\S+ державн)/
const FIRST_WORD = new RegExp(`^\\s*[${LETTERS}'’ʼ]+\\s+`)
const MOST_FIELDS = 8
const AND = /\s(?:та|і|й)\s/
/** The owner at the end of the last field is one body. */
const OF_ONE = /(?:адміністрації|ради|комітету|виконкому|ода|ова|рда|рва)$/

/**
 * The list with what is told once told each time: «департаменти: освіти; фінансів» are «департамент
 * освіти; департамент фінансів», «районні (міські) центри» are «районні, міські центри».
 */
export function tellEach(text: string, prepared: Prepared): string {
  const told = tellUnits(tellAdjectives(text, prepared), prepared)
  return tellFields(told, prepared)
}

/** Only where the whole list is fields in the genitive: nothing else tells where it ends. */
function tellUnits(text: string, prepared: Prepared): string {
  const match = UNITS.exec(text)
  const form = prepared.nouns.get(fold(match?.[1] ?? ''))
  const unit = form?.noun.one[0]
  if (!match || !form?.isMany || !form.isNominative || unit === undefined) return text
  const rest = text.slice(match[0].length)
  const mark = rest.includes(';') ? ';' : ','
  const fields = rest.split(mark).map((field) => field.trim())
  const areFields = fields.every((field) => {
    const folded = fold(field)
    return GENITIVE.test(folded) && !beginsBody(folded, prepared)
  })
  if (!areFields) return text
  const named = likeFirst(unit, match[1] ?? '')
  // The owner that the last field ends with is the owner of all.
  const last = fields.at(-1) ?? ''
  const start = prepared.phrases.owners.startOfLast(fold(last))
  const owner = start < 1 ? '' : ` ${last.slice(start)}`
  return fields.map((field) => `${named} ${field}${field === last ? '' : owner}`).join('; ')
}

/**
 * «департаменти освіти, культури, фінансів облдержадміністрації»: several units of one owner. With
 * «та» before the last field nothing tells whether that is one unit more; of many owners
 * («райдержадміністрацій») each may have one unit with all the fields.
 */
function tellFields(text: string, prepared: Prepared): string {
  const [units = ''] = FIRST_WORD.exec(text) ?? []
  const form = prepared.nouns.get(fold(units.trim()))
  const unit = form?.noun.one[0]
  if (!form?.isMany || !form.isNominative || unit === undefined || unit === form.noun.many[0])
    return text
  const fields: string[] = []
  let end = units.length
  for (const written of text.slice(end).split(',', MOST_FIELDS)) {
    const folded = fold(written)
    if (!GENITIVE.test(folded) || beginsBody(folded, prepared)) return text
    fields.push(written.trim())
    end += written.length + (fields.length > 1 ? 1 : 0)
    const start = prepared.phrases.owners.startOfLast(folded.trim())
    if (start < 0) continue
    const owner = written.trim().slice(start)
    if (fields.length < 2 || AND.test(folded) || !OF_ONE.test(fold(owner))) return text
    const named = fields.map((field) => `${likeFirst(unit, units.trim())} ${field}`)
    return `${named.slice(0, -1).join(` ${owner}; `)} ${owner}; ${named.at(-1)}${text.slice(end)}`
  }
  return text
}

function tellAdjectives(text: string, prepared: Prepared): string {
  if (!text.includes('(')) return text
  return text.replace(ADJECTIVE_ASIDE, (written, before: string, inside: string) => {
    const [first, second] = [before, inside].map((word) =>
      adjectiveOf({ text: word, folded: fold(word) }, prepared),
    )
    // «державна (військова) адміністрація» is one body under two names.
    if (STATE_OR_MILITARY.test(`${fold(before)} ${fold(inside)}`)) return before
    const areAlike = first?.agreement != null && first.agreement === second?.agreement
    return areAlike && first.isNominative && second.isNominative ? `${before}, ${inside}` : written
  })
}
