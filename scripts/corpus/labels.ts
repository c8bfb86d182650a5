import { readRoman, writeRoman } from '../../src/text/roman.ts'
import type { Layout } from '../fixtures/layout.ts'
import { type Label, Numberer } from '../fixtures/numberer.ts'
import { type Line, type PlanBlock, typed } from '../fixtures/plan.ts'
import type { Truth } from '../fixtures/truth.ts'
import { squeeze } from '../fixtures/verify.ts'

/** A label of the plan and what a file prints in its place. */
export interface PrintedLabel {
  readonly label: Label
  readonly printed: string
}

/** Longest label looked for, characters. */
const LONGEST = 24

/**
 * The labels that a plain text of the document prints, in the order of the plan; null where the text
 * is not that of the plan. Typed labels are among them.
 */
export function labelsInText(
  blocks: readonly PlanBlock[],
  text: string,
): readonly PrintedLabel[] | null {
  const found: PrintedLabel[] = []
  const all = squeeze(text)
  const lines = linesOf(blocks)
  let at = 0
  for (const [index, line] of lines.entries()) {
    const own = squeeze(line.text)
    // A label alone in its cell ends where the next text begins.
    const sought = own === '' ? squeeze(nextText(lines, index)) : own
    if (sought === '') return null
    const window = all.slice(at, at + LONGEST + sought.length)
    const length = line.label === null ? 0 : window.indexOf(sought)
    if (length < 0 || !all.startsWith(own, at + length)) return null
    if (line.label) found.push({ label: line.label, printed: window.slice(0, length) })
    at += length + own.length
  }
  return found
}

function nextText(lines: readonly Line[], from: number): string {
  const next = lines[from + 1]
  return next ? typed(next) : ''
}

/** The labels that the plan leaves to Word's counters, with what a file shows for each in turn. */
export function labelsInOrder(
  blocks: readonly PlanBlock[],
  layout: Layout,
  printed: readonly string[],
): readonly PrintedLabel[] | null {
  const numberer = new Numberer(layout.numbering ?? {})
  const labels = linesOf(blocks).flatMap(({ label }) => (label ? [label] : []))
  const counted = labels.filter((label) => numberer.place(label) !== null)
  if (counted.length !== printed.length) return null
  const shown = new Map(counted.map((label, at) => [label, squeeze(printed[at] ?? '')]))
  return labels.map((label) => ({ label, printed: shown.get(label) ?? label.text }))
}

/** The non-empty lines of a plan in the order of the text. */
function linesOf(blocks: readonly PlanBlock[]): readonly Line[] {
  return blocks
    .flatMap((block) =>
      block.kind === 'paragraph'
        ? block.lines
        : block.rows.flatMap(({ cells }) => cells.flatMap(({ lines }) => lines)),
    )
    .filter((line) => squeeze(typed(line)) !== '')
}

/** Whether a file prints other labels than the plan. */
export function differs(labels: readonly PrintedLabel[]): boolean {
  return labels.some(({ label, printed }) => squeeze(label.text) !== printed)
}

/**
 * The truth with the labels that a file prints, numbers and ids after them: a number printed twice
 * is another row of the same number.
 */
export function relabel(truth: Truth, labels: readonly PrintedLabel[]): Truth {
  const waiting = new Map<string, PrintedLabel[]>()
  for (const one of labels) {
    const key = keyOf(one.label.level, one.label.path)
    waiting.set(key, [...(waiting.get(key) ?? []), one])
  }
  const read = (level: 0 | 1 | 2, path: Label['path'], old: Numbered): Numbered => {
    const found = old.label === null ? undefined : waiting.get(keyOf(level, path))?.shift()
    if (!found || found.printed === squeeze(old.label ?? '')) return old
    return { label: found.printed, number: numberIn(found.printed) ?? old.number }
  }
  const [sectionIds, itemIds, measureIds] = [uniqueIds(), uniqueIds(), uniqueIds()]
  const sections = truth.sections.map((section) => {
    const own = read(0, [section.number, 0, 0], section)
    const number = own.number ?? section.number
    const id = sectionIds(number === 0 ? '0' : writeRoman(number))
    const items = section.items.map((item) => {
      const ownItem = read(1, [section.number, item.number, 0], item)
      const itemNumber = ownItem.number ?? item.number
      const itemId = itemIds(`${id}.${itemNumber}`)
      const measures = item.measures.map((measure) => {
        const path = [section.number, item.number, measure.number ?? 0] as const
        const ownMeasure = read(2, path, measure)
        const wanted = ownMeasure.number === null ? itemId : `${itemId}.${ownMeasure.number}`
        return { ...measure, ...ownMeasure, id: measureIds(wanted) }
      })
      return { ...item, label: ownItem.label, number: itemNumber, id: itemId, measures }
    })
    return { ...section, label: own.label, number, id, items }
  })
  return { ...truth, sections }
}

interface Numbered {
  readonly number: number | null
  readonly label: string | null
}

function keyOf(level: number, path: Label['path']): string {
  return `${level} ${path.join('.')}`
}

/** The last number of a label: `1.2.3.` is 3, `IV.` is 4. */
function numberIn(label: string): number | null {
  const digits = /(\d+)\D*$/u.exec(label)?.[1]
  if (digits !== undefined) return Number(digits)
  const roman = /([IVXLC]+)[.)]?$/u.exec(label)?.[1]
  return roman === undefined ? null : readRoman(roman)
}

function uniqueIds(): (wanted: string) => string {
  const seen = new Set<string>()
  return (wanted) => {
    let id = wanted
    for (let copy = 2; seen.has(id); copy += 1) id = `${wanted}~${copy}`
    seen.add(id)
    return id
  }
}
