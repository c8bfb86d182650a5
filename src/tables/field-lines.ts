import type { Block, Document, Paragraph } from '../model/document.ts'
import type { CoreRole, Grammar } from '../model/grammar.ts'
import { CAPITALS, LETTERS } from '../text/letters.ts'
import { textLooksLike } from './content.ts'
import { headingLetters, isFieldRole, matchRole } from './roles.ts'

/*
 * Reports without a table: a numbered measure, then a line for each field («Строк: …», «Виконавці: …»,
 * «Стан виконання: …»). The field words are the column headings of the grammar.
 */

/** A line that begins with a field word: `text.slice(start, end)` is the value. */
export interface FieldLine {
  /** An answer, or what becomes an extra of the measure («Примітка: …»). */
  readonly role: string
  readonly start: number
  /** Where the value ends, but for what closes it: `)`, `;`. The end of the text where not given. */
  readonly end?: number
}

/** «Відповідальні: …; термін: …», «(Відповідальні: …, термін: …)» */
const NEXT_PART = `(?<=[.;,]\\s{1,3})[${LETTERS}]`
/** «… рік. Виконавці: …»: a field may begin within a line. */
const FIELD_START = fieldStart('[.;]\\s{1,3}', '–—', '\\n')
/** In a cell of a printed text the ends of lines are lost, and part words that belong together. */
const FIELD_START_IN_CELL = fieldStart('\\s', '–—-', '')
const LONGEST_WORD = 60
const FIELD = /^\(?[^:–—]{3,60}?\s?(?::|\s[–—-]\s|\.{3,}|…)\s*/u
/** «Стан виконання. Прокладено 4 км.» */
const SENTENCE_FIELD = /^([^.:;–—\n]{3,60})\.\s+(?=[\p{Lu}\d])/u
/** Share of the words before the colon that a heading of the grammar must explain. */
const MOST = 0.8
const IN_BRACKETS = /\([^()]*\)/g
const NEGATION = /^\(?не\s/iu
const EXTRA = 'note'
const ANSWERS: readonly CoreRole[] = ['deadline', 'executors', 'response']

/** A capital behind what stands `before`, ahead of it a few words and a colon or a dash; or a next part. */
function fieldStart(before: string, dashes: string, end: string): RegExp {
  const lead = `[^.;:–—${end}]{2,50}(?::|\\s[${dashes}]\\s)`
  return new RegExp(
    `(?<=${before})[${CAPITALS}](?=${lead})|${NEXT_PART}(?=[^.;:${end}]{2,50}:)`,
    'g',
  )
}

function isAnswer(role: string): boolean {
  return ANSWERS.some((one) => one === role)
}

/** What may stand before a lead: the end of a sentence, a number. */
const BEFORE = `[.;]\\s{1,3}|\\d\\.\\d{1,2}\\s{1,3}|(?<![${LETTERS}\\d])[${LETTERS}\\d]{1,2}\\)\\s{1,3}`
/** A word, or a few, before a colon or a dash, and what they lead to. */
const led = (blank: string) =>
  `(?=((?:[${CAPITALS}]|${NEXT_PART})[${LETTERS}'’ʼ${blank}-]{2,40}?)\\s?(?::|\\s[–—-])\\s+(\\S[^;\\n]{0,120}))`
const LEAD = new RegExp(`(?:^|\\n|${BEFORE})[^\\S\\n]*\\(?${led(' ')}`, 'g')
/** The same in a cell. */
const LEAD_IN_CELL = new RegExp(`(?:^|${BEFORE}|\\s)\\(?${led('\\s')}`, 'g')
/** How a lead begins that a number stands before: «1. Намічено: …», «1.1 Намічено: …», «1) Намічено: …». */
const NUMBERED = new RegExp(`^(?:[^]?\\d\\.|[^]?[${LETTERS}\\d]{1,2}\\))`)
/** A line that begins with a number. */
const NUMBER = /^[^\S\n]*\d[\d.]*[.)]\s/gm
/** «(до 1 травня; …»: who and when behind a measure tell nothing of its word. */
const OPEN_BRACKET = /\([^()]*$/
/** Fewer lines that begin alike may do so by chance. */
const LEAST_LEADS = 3
/** Share of their values that must look like what they then lead to. */
const LEAST_ALIKE = 0.4

/** A word that leads lines of a document, with what it leads to. */
interface Lead {
  readonly letters: string
  readonly values: string[]
  /** Before how many a number stands. */
  numbered: number
  /** What it leads to, as the grammar knows or the document shows. */
  role: string | null
}

/**
 * The grammar with the words that lead lines of this document again and again: by their values or their
 * place among the others to who, when, an answer or a measure. The same grammar where there are none.
 */
export function withOwnFields({ blocks }: Document, grammar: Grammar): Grammar {
  const leads = leadsOf(blocks, grammar)
  const own = leads.filter(({ role }) => role === null)
  if (own.length > 0) giveRoles(leads, { own, numbers: numbersIn(blocks) }, grammar)
  if (own.every(({ role }) => role === null)) return grammar
  const columns = grammar.columns.map((column) => {
    const words = own.filter(({ role }) => role === column.role).map(({ letters }) => letters)
    return words.length === 0 ? column : { ...column, exact: [...column.exact, ...words] }
  })
  return { ...grammar, columns }
}

/** The words that come often enough, in the order in which they first do. */
function leadsOf(blocks: readonly Block[], { columns }: Grammar): readonly Lead[] {
  const leads = new Map<string, Lead>()
  for (const [{ text, marker }, pattern] of paragraphsOf(blocks, LEAD))
    for (const { index, 0: found, 1: word = '', 2: value = '' } of text.matchAll(pattern)) {
      const letters = headingLetters(word)
      const role = matchRole(letters, columns)?.role ?? null
      const lead = leads.get(letters) ?? { letters, values: [], numbered: 0, role }
      leads.set(letters, lead)
      lead.values.push(value.replace(OPEN_BRACKET, ''))
      const before = text.slice(Math.max(index - 1, 0), index) + found
      if (NUMBERED.test(before) || (index === 0 && marker !== null)) lead.numbered += 1
    }
  return [...leads.values()].filter(({ values }) => values.length >= LEAST_LEADS)
}

/** How many lines begin with a number. */
function numbersIn(blocks: readonly Block[]): number {
  return blocks.reduce((count, block) => {
    if (block.kind !== 'paragraph') return count
    return count + (block.marker === null ? (block.text.match(NUMBER)?.length ?? 0) : 1)
  }, 0)
}

/** Each paragraph and what leads in it: below a measure its fields may stand in its own cell. */
function* paragraphsOf(blocks: readonly Block[], lead: RegExp): Iterable<[Paragraph, RegExp]> {
  for (const block of blocks)
    if (block.kind === 'paragraph') yield [block, lead]
    else
      for (const { cells } of block.rows)
        for (const cell of cells) yield* paragraphsOf(cell.blocks, LEAD_IN_CELL)
}

/**
 * Gives words of the document's own their roles, the surest first; no two words have the same. Of words
 * that come about as often as one another the first leads the measures and the last the answers; to one that
 * is left some likeness is enough.
 */
function giveRoles(
  leads: readonly Lead[],
  { own, numbers }: { readonly own: readonly Lead[]; readonly numbers: number },
  grammar: Grammar,
): void {
  const give = (lead: Lead | undefined, role: CoreRole) => {
    if (lead?.role === null && !leads.some((one) => one.role === role)) lead.role = role
  }
  const numbered = own.find((lead) => lead.numbered > lead.values.length / 2)
  give(numbered, 'measure')
  const ways = own.flatMap((lead) =>
    ANSWERS.map((role) => {
      const alike = lead.values.filter((text) => textLooksLike(text, role, grammar))
      return { lead, role, share: alike.length / lead.values.length }
    }),
  )
  for (const { lead, role, share } of ways.sort((left, right) => right.share - left.share))
    if (share >= LEAST_ALIKE) give(lead, role)
  const most = leads.reduce((count, { values }) => Math.max(count, values.length), 0)
  const often = leads.filter(({ values }) => values.length > most / 2)
  if (!often.some(({ role }) => role !== null && isAnswer(role))) return
  // Where measures have numbers, those lead them.
  if (numbers < most) give(often[0], 'measure')
  give(often.at(-1), 'response')
  const [left, ...others] = often.filter(({ role }) => role === null)
  const way = ways.find(({ lead, share }) => lead === left && share > 0)
  if (way && others.length === 0) give(left, way.role)
  // «Партнери: …» before the answer is a field of its own; «Зокрема: …» in it is none.
  const answer = often.findIndex(({ role }) => role === 'response')
  for (const lead of often.slice(0, Math.max(answer, 0))) lead.role ??= EXTRA
}

/** Where in a text, but for the beginnings of its lines, a field may begin: offsets. */
export function fieldStarts(text: string, isCell = false): readonly number[] {
  const start = isCell ? FIELD_START_IN_CELL : FIELD_START
  return [...text.matchAll(start)].map(({ index }) => index)
}

/** What field a line holds, null where it begins with no field word. */
export function fieldLine(text: string, grammar: Grammar): FieldLine | null {
  const named = namedField(text, grammar)
  return named && fieldOf(text, named)
}

function fieldOf(text: string, named: NamedField): FieldLine | null {
  // «Стан: …» has no column beside it that would say more.
  const role = named.role === 'status' ? 'response' : named.role
  if (isFieldRole(role) && !isAnswer(role)) return null
  // «Не виконано: …» says it by the word.
  const start = role === 'response' && NEGATION.test(text) ? 0 : named.start
  return { role, start, end: endOfValue(text, named.start) }
}

/**
 * «Строк виконання» alone in its line, the value below: what field it is, with the lines below that
 * stand in the same text; null for other lines.
 */
export function bareField(text: string, grammar: Grammar): FieldLine | null {
  const lead = text.length - text.trimStart().length
  const end = text.indexOf('\n', lead)
  const role = bareRole(text.slice(lead, end < 0 ? undefined : end).trim(), grammar)
  return role === null ? null : { role, start: end < 0 ? text.length : end + 1 }
}

/** Who, when or an answer, where words are those of a heading and no others. */
function bareRole(word: string, grammar: Grammar): string | null {
  // «Виконано» heads columns too, but alone it is an answer.
  if (word.length > LONGEST_WORD || textLooksLike(word, 'response', grammar)) return null
  const found = matchRole(word, grammar.columns)
  const role = found?.role === 'status' ? 'response' : found?.role
  if (!found || !role || !isAnswer(role)) return null
  return found.letters < headingLetters(word).length ? null : role
}

/** «Захід: …»: a measure that begins with the word for one. */
export function subjectLine(text: string, grammar: Grammar): FieldLine | null {
  const named = namedField(text, grammar)
  return named?.role === 'measure' ? { role: 'measure', start: named.start } : null
}

interface NamedField {
  readonly role: string
  readonly start: number
}

/** The role that the words before a colon or a dash name, and where the value begins. */
function namedField(text: string, grammar: Grammar): NamedField | null {
  const [lead = '', sentence = ''] = SENTENCE_FIELD.exec(text) ?? []
  const role = sentence === '' ? null : bareRole(sentence, grammar)
  if (role !== null) return { role, start: lead.length }
  const match = FIELD.exec(text)
  if (!match) return null
  const word = match[0].replace(/(?<![\s:–—.…-])[\s:–—.…-]+$/u, '')
  if (word.length > LONGEST_WORD) return null
  // «Обсяги фінансування (план/факт): …»
  for (const name of new Set([word, word.replace(IN_BRACKETS, ' ')])) {
    const found = matchRole(name, grammar.columns)
    if (found && found.letters >= headingLetters(name).length * MOST)
      return { role: found.role, start: match[0].length }
  }
  return null
}

/** «(Відповідальні: …; строк: …)»: a bracket that opens before the value, and the mark before the next. */
function endOfValue(text: string, start: number): number {
  const value = text.slice(start).trimEnd()
  const isClosing = value.endsWith(')') && count(value, ')') > count(value, '(')
  const kept = isClosing || value.endsWith(';') ? value.slice(0, -1).trimEnd() : value
  return kept === value ? text.length : start + kept.length
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1
}
