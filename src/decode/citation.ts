import type { Grammar, LevelName } from '../model/grammar.ts'
import { labelsIn } from '../tables/openings.ts'
import { matchText } from '../tables/row-words.ts'
import { fold } from '../text/fold.ts'
import { withoutSoftHyphens } from '../text/hyphen.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'

/*
 * «По пункту I.1.1 …», «пункту 1.1 розділу I», «підпункту 2 пункту 1 розділу I»: words of levels, each
 * with a number, in any order; together they are a path from the section down.
 */

/** A place of the plan that a text begins with. */
export interface Citation {
  /** Numbers from the top down. */
  readonly path: readonly number[]
  /** True where the first of them is a section's. */
  readonly hasSection: boolean
  /** True where words lead to it («По», «Щодо»). */
  readonly isLed: boolean
  /** Where it ends in the text. */
  readonly end: number
}

/** The levels that a citation may name, from the top down. */
export const CITED: readonly LevelName[] = ['section', 'item', 'measure']
const DASH = /^[–—-]\s/
const LONGEST = 240
const LONGEST_LEAD = 24
const ROMAN_FIRST = /^[ivxіх]/iu
const NUMBER = String.raw`(?:[ivxlіх]{1,7}(?:\.\d{1,3}){0,4}|\d{1,3}(?:\.\d{1,3}){0,4})`
/** «розділу II «Довкілля»»: the name of a level. */
const NAMES = /\([^()]*\)|«[^«»]*»/gu
/** … before that of the point itself. */
const NAME_ABOVE = /^[\s,]*(?:\([^()]*\)|«[^«»]*»)(?=\s*[«(])/u
const END = String.raw`(?=\s?[.)]?(?:[\s,:;–—(-]|$))`

interface Finder {
  readonly expression: RegExp
  /** Each reading of a row asks. */
  readonly known: Memory<Citation | null>
}

const finders = new WeakMap<Grammar, Finder>()

/** The place that a text cites with its first words; null where it cites none. */
export function citationOf(text: string, grammar: Grammar): Citation | null {
  const { expression, known } = finderOf(grammar)
  const head = text.slice(0, LONGEST)
  return recall(known, head, () => findCitation(head, expression, grammar) ?? bareNumber(head))
}

/** «1.1. – виконано»: a number, and what is said of it. */
function bareNumber(head: string): Citation | null {
  const label = labelsIn(head).find(
    ({ numbers, rest }) => numbers.length > 0 && DASH.test(head.slice(rest)),
  )
  return label ? { path: label.numbers, hasSection: false, isLed: false, end: label.end } : null
}

function findCitation(head: string, finder: RegExp, grammar: Grammar): Citation | null {
  const folded = fold(withoutSoftHyphens(head))
  if (folded.length !== head.length) return null
  const numbers: Record<string, readonly number[]> = {}
  let isRoman = false
  let [start, end, lowest, last] = [-1, 0, 0, 0]
  for (const match of folded.matchAll(finder)) {
    const { index, groups = {} } = match
    const between = head.slice(end, index).replace(NAMES, '')
    if (start < 0 ? index > LONGEST_LEAD : /[^\s,)]/.test(between)) break
    last = CITED.findIndex((one) => groups[one] !== undefined)
    const level = CITED[last]
    const printed = groups.number ?? ''
    const behind = index + match[0].length
    const number = `${head.slice(behind - printed.length, behind)}.`
    const label = labelsIn(number).find(({ rest }) => rest >= number.length)
    if (!level || !label || numbers[level]) break
    numbers[level] = label.numbers
    lowest = Math.max(lowest, last)
    isRoman ||= level !== 'section' && ROMAN_FIRST.test(printed) && label.numbers.length > 1
    if (start < 0) start = index
    end = behind
  }
  if (!numbers.item && !numbers.measure) return null
  const lead = head.slice(0, start)
  // «• Пункт 1.», «1) По пункту 2»
  const isLed = /\p{L}/u.test(lead)
  if (isLed && !matchText(lead, grammar).includes('answer')) return null
  const behind = head.slice(end)
  const above = last < lowest ? NAME_ABOVE.exec(behind) : null
  const [rest = ''] = above ?? /^\s?[.)]/.exec(behind) ?? []
  return { ...pathOf(numbers, isRoman), isLed, end: end + rest.length }
}

function pathOf(
  { section = [], item = [], measure = [] }: Record<string, readonly number[]>,
  isRoman: boolean,
): Pick<Citation, 'path' | 'hasSection'> {
  // «Пункту 2.1 розділу II»: the point names its section again.
  const named =
    section.length > 0 && item.length > 1 && item[0] === section[0] ? item.slice(1) : item
  return { path: [...section, ...named, ...measure], hasSection: isRoman || section.length > 0 }
}

function finderOf(grammar: Grammar): Finder {
  let finder = finders.get(grammar)
  if (!finder) {
    const words = CITED.flatMap((level) => {
      const { cited } = grammar.levels[level]
      return cited === null ? [] : [`(?<${level}>${cited})`]
    })
    const expression = new RegExp(
      `(?:${words.join('|')})\\s*(?:№\\s*)?(?<number>${NUMBER})${END}`,
      'gu',
    )
    finder = { expression, known: openMemory() }
    finders.set(grammar, finder)
  }
  return finder
}
