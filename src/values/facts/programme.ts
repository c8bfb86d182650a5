import type { ProgrammeNoun } from '../../model/language.ts'
import { fold } from '../../text/fold.ts'
import { type PreparedLanguage, rememberBy } from '../../text/language.ts'
import { capitalised, LETTERS, likeWritten } from '../../text/letters.ts'

const WORD = new RegExp(`[${LETTERS}'’ʼ-]+`, 'g')
const MOST_ADJECTIVES = 6
const LONGEST = 400
const GENDERS = ['feminine', 'masculine'] as const

/**
 * The programme that a title is about, in the nominative: «про виконання Обласної програми розвитку
 * культури на 2016-2017 роки за 2016 рік» is about «Обласна програма розвитку культури на 2016-2017
 * роки». Null where no programme, plan or strategy is named.
 */
export const readProgramme = rememberBy<string | null>((text, language) => {
  const field = readProgrammeField(text, language)
  if (field !== null) return field
  const line = text.replace(/\s+/g, ' ')
  const folded = fold(line)
  for (const lead of folded.matchAll(language.every('programmeLead'))) {
    const start = lead.index + lead[0].length
    const name = readName(line.slice(start, start + LONGEST), language)
    if (name !== null) return name
  }
  const act = language.pattern('actAbout').exec(folded)
  return act && readName(insideQuotes(line.slice(act.index + act[0].length)), language)
})

/** The programme that a field of its own names: «Назва програми: …». */
export function readProgrammeField(text: string, language: PreparedLanguage): string | null {
  const line = text.replace(/\s+/g, ' ')
  const label = language.pattern('programmeField').exec(fold(line))?.[0].length
  const name = label === undefined ? '' : line.slice(label).trim().slice(0, LONGEST)
  return name === '' ? null : name
}

/** The programme that a line is which says nothing else: «Обласна програма «Діти» на 2021-2025 роки». */
export function readProgrammeTitle(text: string, language: PreparedLanguage): string | null {
  const line = text.replace(/\s+/g, ' ')
  const start = language.pattern('programmeTitle').exec(fold(line))?.[0].length
  return start === undefined ? null : readName(line.slice(start, start + LONGEST), language)
}

/** What stands before the mark that closes an opened quotation, quotations in it kept. */
function insideQuotes(text: string): string {
  let depth = 0
  for (const { 0: mark, index } of text.slice(0, LONGEST).matchAll(/[«»"“”„]/g)) {
    if (mark === '«' || mark === '„') depth += 1
    else if (depth === 0) return text.slice(0, index)
    else depth -= 1
  }
  return text.slice(0, LONGEST)
}

/** Adjectives, then a noun that names a programme, and what belongs to them. */
function readName(text: string, language: PreparedLanguage): string | null {
  const { programmeNouns } = language.language
  const folded = fold(text)
  const adjectives: string[] = []
  let from = 0
  for (const { 0: written, index } of text.matchAll(WORD)) {
    if (/\S/.test(text.slice(from, index))) return null
    from = index + written.length
    const word = folded.slice(index, from)
    const noun = programmeNouns.find(
      ({ forms, nominative: plain }) => plain === word || forms.includes(word),
    )
    if (noun) {
      const behind = text.slice(from)
      const rest = behind.slice(0, endOfProgramme(behind, language))
      // «виконання Програми» alone names none.
      if (adjectives.length === 0 && rest === '') return null
      const name = nominative({ adjectives, written, noun, language }) + rest
      return capitalised(name)
    }
    const isAdjective = GENDERS.some((gender) => endingOf(word, gender, language))
    if (!isAdjective || adjectives.length === MOST_ADJECTIVES) return null
    adjectives.push(written)
  }
  return null
}

interface Found {
  readonly adjectives: readonly string[]
  readonly written: string
  readonly noun: ProgrammeNoun
  readonly language: PreparedLanguage
}

function nominative({ adjectives, written, noun, language }: Found): string {
  const words = adjectives.map((adjective) => {
    const found = endingOf(adjective.toLowerCase(), noun.gender, language)
    if (!found) return adjective
    const end = adjective.length - found.size
    return adjective.slice(0, end) + likeWritten(found.nominative, adjective.slice(end))
  })
  return [...words, likeWritten(noun.nominative, written)].join(' ')
}

/** The ending of an adjective in another case, and that of its nominative; null where it has none. */
function endingOf(
  word: string,
  gender: ProgrammeNoun['gender'],
  { language }: PreparedLanguage,
): { readonly size: number; readonly nominative: string } | null {
  for (const { endings, nominative } of language.programmeEndings[gender]) {
    const ending = [...endings, nominative].find((one) => word.endsWith(one))
    if (ending !== undefined) return { size: ending.length, nominative }
  }
  return null
}

/** Where the name ends: before the period, who approved it, the next clause. */
export function endOfProgramme(rest: string, language: PreparedLanguage): number {
  const quoted = /^\s*[«"„][^»"“]*[»"“]/.exec(rest)?.[0] ?? ''
  const tail = rest.slice(quoted.length)
  const end = language.pattern('programmeEnd').exec(fold(tail))?.index ?? tail.length
  return (quoted + tail.slice(0, end)).trimEnd().length
}
