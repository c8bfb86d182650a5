import { readableBullet } from '../../document/numbering/bullet.ts'
import { formatNumber } from '../../document/numbering/format.ts'
import { isSymbolFont } from '../../document/symbols.ts'
import { compose } from '../../text/compose.ts'
import { flush, type Handler, own, printNothing, type Reading, type Words } from './reading.ts'

/** What `\pn` says of the number of a paragraph (RTF 1.9.1, «Bullets and Numbering»). */
export interface OldNumber {
  /** 0-based level of `\pnlvl`; `body` counts alone, `skipped` prints nothing and ends no list. */
  readonly level: number | 'body' | 'bullet' | 'skipped'
  /** A format of `formatNumber`. */
  readonly format: string
  readonly start: number
  readonly before: string
  readonly after: string
  /** The numbers of the levels above are printed before its own. */
  readonly hasOuter: boolean
}

type Draft = { -readonly [Key in keyof OldNumber]: OldNumber[Key] }

/** The numbers of one flow of text that paragraphs describe themselves. */
export interface OldCounters {
  /** By level the number that was printed last, and how. */
  readonly levels: (Counted | null)[]
  /** The same of those without a level, by what they print around it. */
  readonly bodies: Map<string, number>
}

interface Counted {
  readonly number: OldNumber
  readonly value: number
}

const LEVELS = 9
const LONGEST_TEXT = 64
const FORMATS: readonly (readonly [string, string])[] = [
  ['pndec', 'decimal'],
  ['pncard', 'decimal'],
  ['pnordt', 'decimal'],
  ['pnord', 'ordinal'],
  ['pnucltr', 'upperLetter'],
  ['pnlcltr', 'lowerLetter'],
  ['pnucrm', 'upperRoman'],
  ['pnlcrm', 'lowerRoman'],
]

/** `\pn`: what follows of the group describes the number of its paragraph and those after it. */
export function readOldNumber(reading: Reading): void {
  flush(reading)
  const outer = reading.group
  const group = own(reading)
  const draft: Draft = {
    level: 'body',
    format: 'decimal',
    start: 1,
    before: '',
    after: '',
    hasOuter: false,
  }
  Object.assign(group, { words: wordsOf(draft), write: printNothing })
  group.ending = () => {
    outer.oldNumber = draft
  }
}

function wordsOf(draft: Draft): Words {
  const set = (change: (value: number | null) => Partial<Draft>): Handler => {
    return (_, value) => {
      Object.assign(draft, change(value))
    }
  }
  return new Map<string, Handler>([
    ['pnlvl', set((value) => ({ level: Math.min(LEVELS, Math.max(1, value ?? 1)) - 1 }))],
    ['pnlvlbody', set(() => ({ level: 'body' }))],
    ['pnlvlblt', set(() => ({ level: 'bullet' }))],
    ['pnlvlcont', set(() => ({ level: 'skipped' }))],
    ['pnstart', set((value) => ({ start: Math.max(0, value ?? 1) }))],
    ['pnprev', set(() => ({ hasOuter: true }))],
    ['pnf', (reading, value) => Object.assign(own(reading), { font: value ?? 0 })],
    ...FORMATS.map(([word, format]): readonly [string, Handler] => [word, set(() => ({ format }))]),
    ['pntxtb', (reading) => readText(reading, (text) => Object.assign(draft, { before: text }))],
    ['pntxta', (reading) => readText(reading, (text) => Object.assign(draft, { after: text }))],
  ])
}

/** The text before or after a number. */
function readText(reading: Reading, take: (text: string) => void): void {
  flush(reading)
  const group = own(reading)
  const font = reading.fonts.byNumber.get(group.font)?.name.trim() ?? null
  let text = ''
  group.words = new Map()
  group.write = (_, more) => {
    if (text.length < LONGEST_TEXT) text += more
  }
  group.ending = () => {
    const isSymbol = isSymbolFont(font)
    take(readableBullet(compose(isSymbol ? text.replace(/[\u0021-\u00ff]/g, toPrivateUse) : text)))
  }
}

function toPrivateUse(character: string): string {
  return String.fromCharCode(0xf000 + character.charCodeAt(0))
}

/**
 * Counts a paragraph and gives what is printed before it, null where nothing is. A list ends with a
 * paragraph without a number: the next one begins with its start, as Word 6 does it.
 */
export function nextOldNumber({ levels, bodies }: OldCounters, number: OldNumber): string | null {
  const { level, before, after, start, format } = number
  if (level === 'skipped') return null
  if (level === 'bullet') return trimmed(`${before}${after}`)
  if (level === 'body') {
    const key = JSON.stringify([format, start, before, after])
    const value = (bodies.get(key) ?? start - 1) + 1
    bodies.set(key, value)
    return trimmed(`${before}${formatNumber(value, format)}${after}`)
  }
  const value = (levels[level]?.value ?? start - 1) + 1
  levels.length = level
  levels[level] = { number, value }
  const outer = number.hasOuter ? levels.slice(0, level).map(printOuter).join('') : ''
  return trimmed(`${outer}${before}${formatNumber(value, format)}${after}`)
}

/** A paragraph without a number ends the lists. */
export function endOldLists(counters: OldCounters): void {
  counters.levels.length = 0
  counters.bodies.clear()
}

function printOuter(counted: Counted | null): string {
  if (counted === null || counted === undefined) return ''
  const { number, value } = counted
  return `${formatNumber(value, number.format)}${number.after === '' ? '.' : number.after}`
}

function trimmed(text: string): string | null {
  const printed = text.replace(/\s+/g, ' ').trim()
  return printed === '' ? null : printed
}
