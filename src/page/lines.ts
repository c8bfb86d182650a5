import { BLANK, type Box, type Word } from '../document/page-content.ts'
import { compose } from '../text/compose.ts'
import { append } from '../text/lists.ts'

/** Along the reading direction, points. */
export interface Extent {
  readonly start: number
  readonly end: number
}

/** Words on one base line, in reading order. */
export interface Line extends Extent {
  readonly text: string
  readonly words: readonly Word[]
  readonly box: Box
  readonly baseline: number
  readonly size: number
}

/** Words whose base lines are nearer than this stand on one line; share of the font size. */
const SAME_LINE = 0.3
/** A raised or lowered number is at most this large and this far from its line, in line sizes. */
const SMALL = 0.8
const RAISED = 0.6
/** More small words than this on one line are a line of their own. */
const MOST_SCRIPTS = 40

/**
 * Lines in reading order, text of one direction after the other. Superscripts and subscripts stand
 * in the line they belong to; a line's text has one blank wherever the file or a gap shows one.
 */
export function buildLines(words: readonly Word[]): Line[] {
  if (words.every((word) => word.turn === 0)) return linesOf(words)
  return [0, 1, 2, 3].flatMap((turn) => linesOf(words.filter((word) => word.turn === turn)))
}

function linesOf(words: readonly Word[]): Line[] {
  return mergeScripts(groupByBaseline(words)).map(buildLine)
}

function groupByBaseline(words: readonly Word[]): Word[][] {
  const groups: Word[][] = []
  let baseline = Number.NEGATIVE_INFINITY
  let size = 0
  for (const word of words.toSorted((left, right) => left.baseline - right.baseline)) {
    const group = groups.at(-1)
    if (group && word.baseline - baseline <= SAME_LINE * Math.min(word.size, size)) group.push(word)
    else {
      groups.push([word])
      baseline = word.baseline
      size = word.size
    }
  }
  return groups
}

/** Puts a group of small words beside larger ones into the line that it was raised from. */
function mergeScripts(groups: readonly Word[][]): Word[][] {
  const merged: Word[][] = []
  let raised: Word[] = []
  for (const group of groups) {
    const previous = merged.at(-1)
    if (raised.length > 0) {
      if (isScriptOf(raised, group)) append(group, raised)
      else merged.push(raised)
      raised = []
    }
    const last = merged.at(-1)
    if (previous && last === previous && isScriptOf(group, previous)) append(previous, group)
    else raised = group
  }
  if (raised.length > 0) merged.push(raised)
  return merged
}

function isScriptOf(small: readonly Word[], line: readonly Word[]): boolean {
  const size = sizeOf(line)
  const [first] = small
  const [main] = line
  if (small.length > MOST_SCRIPTS) return false
  if (!first || !main || sizeOf(small) > SMALL * size) return false
  if (Math.abs(first.baseline - main.baseline) > RAISED * size) return false
  return small.every((word) =>
    line.every(
      (other) => word.start >= other.end - BLANK * size || word.end <= other.start + BLANK * size,
    ),
  )
}

function sizeOf(words: readonly Word[]): number {
  return words.reduce((size, word) => Math.max(size, word.size), 0)
}

function buildLine(group: readonly Word[]): Line {
  const words = group.toSorted((left, right) => left.start - right.start)
  const size = sizeOf(words)
  const main = words.find((word) => word.size === size)
  const { start, end } = extentOf(words)
  return {
    text: joinWords(words),
    words,
    box: boundsOf(words),
    start,
    end,
    baseline: main?.baseline ?? 0,
    size,
  }
}

/** From the first beginning to the last end of the words or lines; 0 to 0 for none. */
export function extentOf(parts: readonly Extent[]): Extent {
  if (parts.length === 0) return { start: 0, end: 0 }
  let [start, end] = [Infinity, -Infinity]
  for (const part of parts) {
    if (part.start < start) start = part.start
    if (part.end > end) end = part.end
  }
  return { start, end }
}

/** The smallest box around the boxes of words or lines. */
export function boundsOf(parts: readonly { readonly box: Box }[]): Box {
  let [x0, y0, x1, y1] = [Infinity, Infinity, -Infinity, -Infinity]
  for (const { box } of parts) {
    if (box[0] < x0) x0 = box[0]
    if (box[1] < y0) y0 = box[1]
    if (box[2] > x1) x1 = box[2]
    if (box[3] > y1) y1 = box[3]
  }
  return [x0, y0, x1, y1]
}

function joinWords(words: readonly Word[]): string {
  let text = ''
  let previous: Word | null = null
  for (const word of words) {
    if (previous && hasBlank(previous, word)) text += ' '
    text += word.text
    previous = word
  }
  return compose(text)
}

function hasBlank(previous: Word, word: Word): boolean {
  if (previous.blankAfter || word.blankBefore) return true
  return word.start - previous.end > BLANK * Math.max(previous.size, word.size)
}

/** The value below which this share of them lies; 0 for none. */
export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((left, right) => left - right)[Math.floor(share * values.length)] ?? 0
}
