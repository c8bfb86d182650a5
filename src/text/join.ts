import { keepsHyphen } from './hyphen.ts'
import type { PreparedLanguage, Spelling } from './language.ts'
import { CAPITALS, LETTERS, SMALLS } from './letters.ts'
import { append } from './lists.ts'

const LINE_END = /(\r\n|[\n\r\v\f\u2028\u2029])/
/** Anything that cleaning would change: most cells have nothing of it. */
const UNCLEAN = /[^\S ]|\u00ad| {2}|^ | $/
const SOFT_HYPHEN = /\u00ad/g
/** Longer words are not looked at whole, so that a line of one letter costs no more than others. */
const LONGEST_WORD = 60
const SHORTEST_BROKEN = 4
/** So much may stand on the next line of a word that is in no list. */
const LONGEST_STRANGE_END = 6
/** A word that is all of its line, or the last one of a compound that is. */
const ALONE = new RegExp(`^[«"“(]?(?:[${LETTERS}]+-)?([${LETTERS}]+(?:['’ʼ][${LETTERS}]+)?)$`)
const ADDRESS = /^(?:https?:\/\/|www\.)\S+$/
const HYPHEN_AND_LETTER = new RegExp(`^-[${LETTERS}]`)
/** Lines that end in a number, and how its rest begins: dates, decimals, addresses. */
const BROKEN_NUMBER: readonly (readonly [first: RegExp, rest: RegExp])[] = [
  [/^\d{1,2}\.\d{1,2}\.$/, /^(?:19|20)\d\d(?!\d)/],
  [/^\d{1,2}\.\d{1,2}\.\d$/, /^\d{3}(?!\d)/],
  [/^\d{1,2}\.\d{1,2}\.\d\d$/, /^\d\d(?!\d|[.,]\d)/],
  [/^\d{1,2}\.\d{1,2}\.\d{3}$/, /^\d(?!\d|[.,)]\d?)/],
  [/^\d+,$/, /^\d{1,3}(?![\d.,])/],
  [/^https?:\/\/\S+$/, /^[a-z\d/?=&#_.%-]*[/?=&#_%]/],
]
const IN_WORD = `[${LETTERS}\\d'’ʼ\u00ad]`
const WORD_AND_HYPHEN = new RegExp(`(?<!${IN_WORD})(${IN_WORD}+)[-‐‑]$`)
const WORD_AT_START = new RegExp(`^${IN_WORD}+`)
/** A dash without a blank before it, as in «2016–⏎2017», «Київ–⏎Львів»: none follows. */
const TIGHT_DASH = new RegExp(`[${LETTERS}\\d][–—]$`)
const DASH_LAST = /[–—]$/
const SMALLS_FIRST = new RegExp(`^[${SMALLS}]+(?!['’ʼ])`)
const CAPITALS_FIRST_ALONE = new RegExp(`^[${CAPITALS}]+(?!['’ʼ${SMALLS}])`)
const IN_CAPITALS = new RegExp(`^[${CAPITALS}]+$`)
const WORD_FIRST = new RegExp(`^[${LETTERS}\\d]`)
const CAPITAL_FIRST = new RegExp(`^[${CAPITALS}\\d]`)

/**
 * The text of one paragraph as the contract wants it: white space collapsed to single blanks, soft
 * hyphens gone, wrapped lines joined, words hyphenated at a line end whole again. Inside a line
 * nothing but white space changes («веб- сайтах» stays). `\v` ends a line that a word fills. No
 * character is lost but hyphens at line ends and soft hyphens.
 */
export function cleanText(raw: string, spelling: Spelling): string {
  if (!UNCLEAN.test(raw)) return raw
  const pieces: string[] = []
  let [last, before, isFilled] = ['', '', false]
  // Every second piece is what ends the line before it.
  for (const [index, piece] of raw.split(LINE_END).entries()) {
    if (index % 2 === 1) {
      isFilled = piece === '\v'
      continue
    }
    const line = collapse(piece)
    if (line.replace(SOFT_HYPHEN, '') === '') continue
    if (last !== '') {
      const glued = glue(last, line, { spelling, isFilled, before })
      append(pieces, glued)
      const isGlued = glued[1] === '' && !last.includes(' ')
      before = isGlued ? (before + glued[0]).slice(-LONGEST_WORD) : ''
    }
    last = line
  }
  pieces.push(last)
  return collapse(pieces.join('').replace(SOFT_HYPHEN, ''))
}

/** The paragraphs of one cell as one value: those that are not empty, joined by `\n`. */
export function joinParagraphs(texts: readonly string[]): string {
  return texts.filter((text) => text !== '').join('\n')
}

function collapse(line: string): string {
  return line.replace(/\s+/g, ' ').trim()
}

interface LineFacts {
  readonly spelling: Spelling
  /** True where the left line had no room for one letter more. */
  readonly isFilled: boolean
  /** Lines that the left line, a piece of a word, goes on with. */
  readonly before: string
}

/** The left line and what stands between it and the right one. */
function glue(left: string, right: string, facts: LineFacts): readonly [string, string] {
  const { spelling } = facts
  const tail = `${facts.before}${left}`.slice(-LONGEST_WORD)
  const head = right.slice(0, LONGEST_WORD)
  if (tail.endsWith('\u00ad')) return [left, '']
  const first = WORD_AND_HYPHEN.exec(tail)?.[1]
  const second = WORD_AT_START.exec(head)?.[0]
  if (first === undefined || second === undefined)
    return [
      left,
      isTight(tail, head, spelling.language) || isBroken(`${facts.before}${left}`, head, facts)
        ? ''
        : ' ',
    ]
  const bare = (word: string) => word.replace(SOFT_HYPHEN, '')
  const hyphen = keepsHyphen(bare(first), bare(second), spelling)
  if (hyphen === 'drop') return [left.slice(0, -1), '']
  return [left, hyphen === 'keep' ? '' : ' ']
}

/**
 * A word or number longer than its column is broken without a hyphen: its beginning fills a line
 * alone, and is nothing by itself, or nothing that its end could follow.
 */
function isBroken(left: string, head: string, { spelling, isFilled }: LineFacts): boolean {
  const { isWord, language } = spelling
  if (isFilled && (ADDRESS.test(left) || HYPHEN_AND_LETTER.test(head))) return true
  if (BROKEN_NUMBER.some(([first, rest]) => first.test(left) && rest.test(head))) return true
  const word = ALONE.exec(left)?.[1]
  if (word === undefined || word.length < SHORTEST_BROKEN) return false
  const rest = (IN_CAPITALS.test(word) ? CAPITALS_FIRST_ALONE : SMALLS_FIRST).exec(head)?.[0]
  if (rest === undefined) return false
  if (isWord(word + rest)) {
    const isLikely = isFilled && rest.length < SHORTEST_BROKEN
    return isLikely || !isWord(word) || !isWord(rest) || !mayFollow(rest, language)
  }
  if (isWord(word)) return false
  const isShort = rest.length < SHORTEST_BROKEN
  const isWordApart = rest.length > 1 && language.has('followers', rest)
  if (isFilled && isShort && !isWordApart) return true
  return !isWord(rest) && (isFilled || rest.length <= LONGEST_STRANGE_END)
}

/** «А» and «ом» are endings too; what is longer than an ending may follow another word. */
function mayFollow(word: string, language: PreparedLanguage): boolean {
  return word.length > 2 || language.has('followers', word)
}

function isTight(tail: string, head: string, language: PreparedLanguage): boolean {
  if (/^[,;:.)!?»”\]…]/.test(head) || /[(«„[]$/.test(tail)) return true
  if (/\S\/$/.test(tail) && WORD_FIRST.test(head)) return true
  if (/\d$/.test(tail) && /^[-‐‑–—]\d/.test(head)) return true
  const isMonth = DASH_LAST.test(tail) && language.pattern('monthFirst').test(head.toLowerCase())
  if (isMonth && language.pattern('monthBeforeDash').test(tail.toLowerCase())) return true
  return TIGHT_DASH.test(tail) && CAPITAL_FIRST.test(head)
}
