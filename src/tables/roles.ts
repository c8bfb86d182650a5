import { CORE_ROLES, type ColumnRole, type CoreRole, type FieldRole } from '../model/grammar.ts'
import { fold } from '../text/fold.ts'
import { LETTERS } from '../text/letters.ts'
import { type Memory, openMemory, recall } from '../text/memory.ts'
import { editDistance } from '../text/similarity.ts'

const OTHER = new RegExp(`[^${LETTERS}\\d№%]`, 'g')

export interface Match {
  readonly role: string
  /** Letters of the heading that the grammar's word explains. */
  readonly letters: number
  /** True where it begins with the word: «Відповідальний орган | влади» is one who answers for it. */
  readonly isHead: boolean
}

const CORE: ReadonlySet<string> = new Set(CORE_ROLES)

const FURTHER: ReadonlySet<string> = new Set<FieldRole>([
  'measureNumber',
  'direction',
  'part',
  'upperPart',
])

/** Levels above the measures that have columns of their own, the lowest first. */
export const LEVEL_ROLES = ['item', 'direction', 'part', 'upperPart'] as const

/** Roles whose cells are fields of a row; cells of other roles are extras. */
export function isFieldRole(role: string): role is FieldRole {
  return isCoreRole(role) || FURTHER.has(role)
}

/** The role of a column that nothing is known of; its cells are extras. */
export const UNKNOWN_ROLE = 'other'

export function isCoreRole(role: string): role is CoreRole {
  return CORE.has(role)
}

const LONGEST_HEADING = 160
const REMEMBERED = 2000
const matchCache = new WeakMap<readonly ColumnRole[], Memory<readonly Match[]>>()
const NOTHING: readonly Match[] = []

/** The role whose words explain most of a heading; one wrong letter in six is forgiven. */
export function matchRole(heading: string, columns: readonly ColumnRole[]): Match | null {
  return matchRoles(heading, columns)[0] ?? null
}

/** Each role whose words explain some of a heading, the one that explains most of it first. */
export function matchRoles(heading: string, columns: readonly ColumnRole[]): readonly Match[] {
  if (heading.length > LONGEST_HEADING) return NOTHING
  let cache = matchCache.get(columns)
  if (!cache) {
    cache = openMemory(REMEMBERED)
    matchCache.set(columns, cache)
  }
  return recall(cache, heading, () => {
    const letters = headingLetters(heading)
    return letters === '' ? NOTHING : findRoles(letters, columns)
  })
}

function findRoles(letters: string, columns: readonly ColumnRole[]): readonly Match[] {
  const found: Match[] = []
  for (const { role, words, exact } of columns) {
    let most = exact.includes(letters) ? wholeLetters(letters) : 0
    let isHead = false
    for (const word of words) {
      const explained = explainedLetters(letters, word)
      most = Math.max(most, explained)
      isHead ||= explained > 0 && letters.startsWith(word)
    }
    if (most > 0) found.push({ role, letters: most, isHead })
  }
  // Of roles that explain as much the one that stands first in the grammar counts.
  return found.sort((left, right) => right.letters - left.letters)
}

const SHORTEST_PART = 5
const LONG_WORD = 11
const SIGN = '№'

/** Whole heading: its length (and half a letter more); a part that is most of it: the part. */
function explainedLetters(letters: string, word: string): number {
  if (letters === word) return wholeLetters(word)
  // A long word is telling also as a third of a heading, a short one only where it is most of it.
  const least = word.length >= LONG_WORD ? letters.length / 3 : letters.length * 0.6
  if (word.length >= SHORTEST_PART && word.length >= least && letters.includes(word))
    return word.length
  const limit = Math.floor(word.length / 6)
  // The sign is no letter that a hand mistypes: «заходу» is not «№ заходу».
  if (word.includes(SIGN) !== letters.includes(SIGN)) return 0
  if (limit > 0 && editDistance(letters, word, limit) <= limit) return word.length - limit
  return 0
}

function wholeLetters({ length }: string): number {
  return length + 0.5
}

/** Folded letters, digits and №, nothing else: a heading broken by hyphens and blanks is whole. */
export function headingLetters(heading: string): string {
  return fold(heading).replace(OTHER, '')
}
