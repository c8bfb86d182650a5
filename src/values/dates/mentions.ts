import {
  type Extent,
  type Grain,
  numeralOf,
  type OpenDay,
  type Relative,
  signAt,
} from './extent.ts'
import { explain, readExtent } from './extents.ts'
import type { Token } from './time-tokens.ts'
import type { Sign } from './time-words.ts'

/** How a mention stands to the one before it. */
export type Link = 'none' | 'list' | 'range'

export type Role = 'at' | 'to' | 'from'

/** One mention of time as written, before years are shared and ranges joined. */
export interface Mention {
  readonly first: OpenDay
  readonly last: OpenDay
  readonly grain: Grain
  readonly role: Role
  readonly link: Link
  /** What of the report's time it leans on; null where it tells its own. */
  readonly relative: Relative | null
  /** True where «рік» or the like stands by, so that the number cannot be anything else. */
  readonly isNamed: boolean
  /** Offset in the text. */
  readonly start: number
}

/** Mentions of time in reading order; numbers that only a later word explains are explained. */
export function readMentions(tokens: readonly Token[]): readonly Mention[] {
  const mentions: Mention[] = []
  let pending: { at: number; value: number }[] = []
  let end = 0
  for (let at = 0; at < tokens.length; at += 1) {
    const extent = readExtent(tokens, at)
    if (extent) {
      for (const earlier of pending) {
        const told = explain(earlier.value, extent)
        if (told) {
          mentions.push(
            place(tokens, { at: earlier.at, before: mentions.at(-1), end, extent: told }),
          )
          end = earlier.at + 1
        }
      }
      pending = []
      mentions.push(place(tokens, { at, before: mentions.at(-1), end, extent }))
      at += extent.size - 1
      end = at + 1
    } else {
      const token = tokens[at]
      const value = token ? numeralOf(token) : -1
      if (value > 0 && value <= 31 && !isCounted(tokens, at)) pending.push({ at, value })
      else if (token && !isConnector(token)) pending = []
    }
  }
  return mentions
}

/** True where a number or a word of time belongs to no mention: «2016-13», «V квартал 2016». */
export function hasUnexplained(tokens: readonly Token[]): boolean {
  let pending: number[] = []
  for (let at = 0; at < tokens.length; at += 1) {
    const token = tokens[at]
    const extent = readExtent(tokens, at)
    if (extent) {
      if (pending.some((value) => explain(value, extent) === null)) return true
      pending = []
      at += extent.size - 1
    } else if (token && numeralOf(token) > 0) pending.push(numeralOf(token))
    else if (token && (token.kind === 'number' || isOfTime(token))) return true
  }
  return pending.length > 0
}

function isOfTime(token: Token): boolean {
  return token.meaning !== null && token.meaning.sign !== 'keyword' && !isConnector(token)
}

interface Placing {
  readonly at: number
  readonly before: Mention | undefined
  /** Where the mention before it ends. */
  readonly end: number
  readonly extent: Extent
}

/** Looks back from a mention for «до», «з», a dash or a comma, as far as the mention before it. */
function place(tokens: readonly Token[], { at, before, end, extent }: Placing): Mention {
  const { first, last, grain } = extent
  let role: Role | null = null
  let hasDash = false
  let hasComma = false
  let index = at - 1
  for (; index >= end; index -= 1) {
    const token = tokens[index]
    if (!token || !isConnector(token)) break
    const sign = token.meaning?.sign
    if (sign === 'to' || sign === 'end') role ??= 'to'
    else if (sign === 'from') role ??= 'from'
    else if (/[-/…]/.test(token.text) || isEllipsis(tokens, index)) hasDash = true
    else if (sign === 'and' || token.text === ',' || token.text === ';') hasComma = true
  }
  const isConnected = end > 0 && index < end
  const isRange = isConnected && !hasComma && (hasDash || role === 'to')
  // «до 15 лютого, 15 квітня»: the second is an end too.
  const isListed = isConnected && !isRange && before?.grain === 'day' && grain === 'day'
  return {
    first,
    last,
    grain,
    role: role ?? (isListed && before?.role === 'to' ? 'to' : 'at'),
    link: isRange ? 'range' : isConnected ? 'list' : 'none',
    relative: extent.relative ?? null,
    isNamed: extent.isNamed ?? grain !== 'year',
    start: tokens[at]?.start ?? 0,
  }
}

/** «2016..2017». */
function isEllipsis(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '.' && tokens[at - 1]?.text === '.'
}

const CONNECTORS: readonly Sign[] = ['to', 'from', 'end', 'and', 'neutral', 'during']

function isConnector(token: Token): boolean {
  if (token.kind === 'mark') return /[-/,;:"'(.…]/.test(token.text)
  return token.meaning !== null && CONNECTORS.includes(token.meaning.sign)
}

/** «5 числа», «3 рази», «10 днів», «№ 58»: a number of something else. */
function isCounted(tokens: readonly Token[], at: number): boolean {
  const sign = signAt(tokens, at + 1)
  if (sign === 'day' || sign === 'time' || sign === 'week' || sign === 'months') return true
  return tokens[at - 1]?.text === '№'
}
