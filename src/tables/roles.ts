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
/** A word of headings with the letters that it has. */
interface Word {
  readonly text: string
  readonly letters: number
}

/** The columns of a grammar with their words, and what was asked of them. */
interface Prepared {
  readonly columns: readonly (ColumnRole & { readonly known: readonly Word[] })[]
  readonly memory: Memory<readonly Match[]>
}

const preparedColumns = new WeakMap<readonly ColumnRole[], Prepared>()
const NOTHING: readonly Match[] = []

/** The role whose words explain most of a heading; one wrong letter in six is forgiven. */
export function matchRole(heading: string, columns: readonly ColumnRole[]): Match | null {
  return matchRoles(heading, columns)[0] ?? null
}

/** Each role whose words explain some of a heading, the one that explains most of it first. */
export function matchRoles(heading: string, columns: readonly ColumnRole[]): readonly Match[] {
  if (heading.length > LONGEST_HEADING) return NOTHING
  let prepared = preparedColumns.get(columns)
  if (!prepared) {
    prepared = prepare(columns)
    preparedColumns.set(columns, prepared)
  }
  const { memory, columns: known } = prepared
  return recall(memory, heading, () => {
    const letters = headingLetters(heading)
    return letters === '' ? NOTHING : findRoles(letters, known)
  })
}

function prepare(columns: readonly ColumnRole[]): Prepared {
  const known = columns.map((column) => ({
    ...column,
    known: column.words.map((text) => ({ text, letters: lettersIn(text) })),
  }))
  return { columns: known, memory: openMemory(REMEMBERED) }
}

function findRoles(letters: string, columns: Prepared['columns']): readonly Match[] {
  const found: Match[] = []
  const cell = { text: letters, letters: lettersIn(letters) }
  for (const { role, known, exact } of columns) {
    let most = exact.includes(letters) ? wholeLetters(letters) : 0
    let isHead = false
    for (const word of known) {
      // Most cells are no headings: a word with more letters that a cell lacks than are forgiven is not in it.
      const lacking = word.letters & ~cell.letters
      if (lacking !== 0 && countOnes(lacking) > forgiven(word.text)) continue
      const explained = explainedLetters(cell, word)
      most = Math.max(most, explained)
      isHead ||= explained > 0 && letters.startsWith(word.text)
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
function explainedLetters(cell: Word, { text: word, letters: own }: Word): number {
  const letters = cell.text
  if (letters === word) return wholeLetters(word)
  // A long word is telling also as a third of a heading, a short one only where it is most of it.
  const least = word.length >= LONG_WORD ? letters.length / 3 : letters.length * 0.6
  if (word.length >= SHORTEST_PART && word.length >= least && letters.includes(word))
    return word.length
  const limit = forgiven(word)
  // The sign is no letter that a hand mistypes: «заходу» is not «№ заходу».
  if (word.includes(SIGN) !== letters.includes(SIGN)) return 0
  if (limit === 0 || countOnes(cell.letters & ~own) > limit) return 0
  if (editDistance(letters, word, limit) <= limit) return word.length - limit
  return 0
}

/** Wrong letters of a word that are forgiven. */
function forgiven({ length }: string): number {
  return Math.floor(length / 6)
}

/** Which letters a text has, a bit for each (and for others that end in the same five bits). */
function lettersIn(text: string): number {
  let bits = 0
  for (let at = 0; at < text.length; at += 1) bits |= 1 << (text.charCodeAt(at) & 31)
  return bits
}

function countOnes(bits: number): number {
  let count = 0
  for (let left = bits; left !== 0; left &= left - 1) count += 1
  return count
}

function wholeLetters({ length }: string): number {
  return length + 0.5
}

/** Folded letters, digits and №, nothing else: a heading broken by hyphens and blanks is whole. */
export function headingLetters(heading: string): string {
  return fold(heading).replace(OTHER, '')
}
