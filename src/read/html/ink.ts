import { compose } from '../../text/compose.ts'
/** Text while it is set: white space collapsed as it comes (CSS Text 3, 4.1), lines ended by `\n`. */
export interface Ink {
  readonly parts: string[]
  /** Code of the last character; that of a line end at the beginning. */
  last: number
}

/** How white space is treated: as one blank; kept; kept only where it ends a line. */
export type WhiteSpace = 'collapse' | 'keep' | 'lines'

const BLANK = 0x20
const LINE_END = 0x0a
const RUN = /[ \t\n\r\f]+/g
const NEEDS_COLLAPSING = /[\t\n\r\f]| {2}/

export function openInk(): Ink {
  return { parts: [], last: LINE_END }
}

/** Adds characters of one line; blanks at its beginning go, and a run of them becomes one. */
export function addCollapsed(ink: Ink, raw: string): void {
  const text = NEEDS_COLLAPSING.test(raw) ? raw.replace(RUN, ' ') : raw
  const isDoubled = text.charCodeAt(0) === BLANK && (ink.last === BLANK || ink.last === LINE_END)
  addKept(ink, isDoubled ? text.slice(1) : text)
}

/** Adds characters as they are. */
export function addKept(ink: Ink, text: string): void {
  if (text === '') return
  ink.parts.push(text)
  ink.last = text.charCodeAt(text.length - 1)
}

/** Ends a line; false where the line is empty, so that a paragraph ends with it. */
export function endLine(ink: Ink): boolean {
  if (ink.last === LINE_END) return false
  const last = ink.parts.at(-1)
  if (ink.last === BLANK && last !== undefined) ink.parts[ink.parts.length - 1] = last.trimEnd()
  addKept(ink, '\n')
  return true
}

/** The text so far, NFC, without white space around it. */
export function textOf({ parts }: Ink): string {
  return compose((parts.length === 1 ? (parts[0] ?? '') : parts.join('')).trim())
}
