import type { Layout } from '../../fixtures/layout.ts'
import { type MeasureInPlace, measuresOf, type Truth } from '../../fixtures/truth.ts'
import { squeeze } from '../../fixtures/verify.ts'
import { type Share, shareOf } from '../share.ts'

/** What a plain text tells of a report, read as kindly as can be. */
export interface Match {
  readonly rows: Share
  readonly numbers: Share
  readonly titles: Share
  readonly deadlines: Share
}

/** Letters that may stand between two cells of a row: those of other columns. */
const BETWEEN = 160
/** Letters of other cells between a label and its text. */
const BEFORE = 24

/**
 * The most favourable reading of a text: white space does not count; a row is right where its cells
 * follow one another in the order of the columns, whatever other columns stand between; a cell
 * merged over rows may be missing below the first; a label counts with any closing sign.
 */
export function matchText(text: string, truth: Truth, layout: Layout): Match {
  const all = squeeze(text.normalize('NFC'))
  const found = measuresOf(truth).map((place, at, places) =>
    matchRow(all, place, { layout, above: places[at - 1] }),
  )
  const branches = truth.sections.flatMap((section) => [section, ...section.items])
  const titled = branches.filter(({ title }) => title !== '')
  const numbered = [
    ...branches.map((branch) => hasLabel(all, branch.label, branch.title)),
    ...measuresOf(truth).map(({ measure }) => hasLabel(all, measure.label, measure.text)),
  ]
  return {
    rows: shareOf(found.map(({ isWhole }) => isWhole)),
    numbers: shareOf(numbered),
    titles: shareOf(titled.map(({ title }) => all.includes(squeeze(title)))),
    deadlines: shareOf(found.map(({ hasDeadline }) => hasDeadline)),
  }
}

interface Around {
  readonly layout: Layout
  readonly above: MeasureInPlace | undefined
}

function matchRow(all: string, { measure }: MeasureInPlace, { layout, above }: Around) {
  const cells: Readonly<Record<string, string>> = {
    measure: measure.text,
    deadline: measure.deadline.text,
    executors: measure.executors.text,
    response: measure.response.text,
  }
  const roles = layout.columns.map(({ role }) => role).filter((role) => cells[role])
  const start = squeeze(measure.text)
  let best = { isWhole: false, hasDeadline: false }
  for (let at = all.indexOf(start); at >= 0; at = all.indexOf(start, at + 1)) {
    let from = roles[0] === 'measure' ? at : Math.max(at - BETWEEN, 0)
    const right = roles.filter((role) => {
      const sought = squeeze(cells[role] ?? '')
      const next = all.slice(from, from + BETWEEN + sought.length).indexOf(sought)
      if (next < 0) return isMergedInto(role, measure, above)
      from += next + sought.length
      return true
    })
    const hasDeadline = measure.deadline.text === '' || right.includes('deadline')
    best = {
      isWhole: best.isWhole || right.length === roles.length,
      hasDeadline: best.hasDeadline || hasDeadline,
    }
  }
  return best
}

/** Whether the cell may be one with the cell above. */
function isMergedInto(
  role: string,
  measure: MeasureInPlace['measure'],
  above: MeasureInPlace | undefined,
): boolean {
  if (role !== 'deadline' && role !== 'executors') return false
  return above?.measure[role].text === measure[role].text
}

function hasLabel(all: string, label: string | null, text: string): boolean {
  const sought = squeeze(text)
  if (label === null) return sought === '' || all.includes(sought)
  const bare = squeeze(label).replace(/[.)]+$/u, '')
  for (let at = all.indexOf(sought); at >= 0; at = all.indexOf(sought, at + 1)) {
    const before = all.slice(Math.max(at - BEFORE, 0), at)
    if (new RegExp(`(?:^|[^\\p{N}])${escaped(bare)}[.)]*(?:\\P{N}*)$`, 'u').test(before))
      return true
    if (sought === '') return false
  }
  return false
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/gu, '\\$&')
}
