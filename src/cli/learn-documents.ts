import type { Grammar } from '../model/grammar.ts'
import { measuresOf } from '../model/measures-of.ts'
import type { Place } from '../model/place.ts'
import type { Report } from '../model/report.ts'
import { headingLetters, matchRole, UNKNOWN_ROLE } from '../tables/roles.ts'
import { fold } from '../text/fold.ts'
import { matchAny, subjectOf } from '../text/matcher.ts'
import { readArchive } from './archive.ts'
import type { Addition, Base } from './grammar-learn.ts'
import { tell } from './streams.ts'
import { inOneLine } from './width.ts'
import { words } from './words.ts'

/** What somebody reads. */
const MOST_PROPOSALS = 40

/** Headings that the documents under the PATHs have and the grammar has not. */
export async function learnDocuments(
  paths: readonly string[],
  { grammar, bearing }: Base,
  least: number,
): Promise<readonly Addition[]> {
  const headings: Headings = new Map()
  for await (const { reports } of readArchive(paths, grammar))
    for (const report of reports) meetHeadings(headings, report, grammar)
  const proposed = proposeHeadings(headings, least)
    .slice(0, MOST_PROPOSALS)
    .map(({ role, heading, documents, cell }) =>
      columnAddition(role, heading, words('learn.heading', { documents, cell: inOneLine(cell) })),
    )
  const kept = await bearing(proposed)
  tell(words('learn.proposed', { headings: kept.length, left: proposed.length - kept.length }))
  return kept
}

/** A word of the headings of a role, with the example that keeps it. */
export function columnAddition(role: string, heading: string, note: string): Addition {
  const adds = ['words', 'examples'].map((list) => ({
    at: `columns.${role}.${list}`,
    value: inOneLine(heading),
  }))
  return { note, adds }
}

/** A column heading that the grammar does not know, and the role that its cells speak for. */
interface HeadingProposal {
  readonly role: string
  readonly heading: string
  /** In how many documents it stood. */
  readonly documents: number
  /** A cell below it. */
  readonly cell: string
}

/** An unknown heading as met so far. */
interface Met {
  readonly heading: string
  readonly roles: Map<string, number>
  readonly documents: Set<string>
  cell: string
}

/** Unknown headings of any number of reports, by their letters. */
type Headings = Map<string, Met>

const LONGEST_HEADING = 80
/** Roles whose cells are looked at where the report has none of them. */
const BY_CONTENT = ['deadline', 'executors', 'response'] as const
/** What a column holds that nothing else is known of. */
const PLAIN_EXTRA = 'note'
/** Of the cells of a column so many must look like the role. */
const MOST = 0.6

/** Adds the headings of a report that no word of the grammar explains. */
function meetHeadings(headings: Headings, report: Report, grammar: Grammar): void {
  for (const [heading, cells] of unknownExtras(report)) {
    const role = contentRole(cells, report, grammar) ?? PLAIN_EXTRA
    meet(headings, { heading, role, document: report.source.name, cell: cells[0] ?? '' })
  }
  for (const { text, at } of report.unplaced.filter(({ kind }) => kind === 'column_heading')) {
    if (matchRole(text, grammar.columns)) continue
    const found = fieldBelow(at[0], report) ?? onlyUntold(text, report, grammar)
    if (found) meet(headings, { heading: text, document: report.source.name, ...found })
  }
}

/** The headings that at least so many documents have, under the role that most of them speak for. */
function proposeHeadings(headings: Headings, least: number): readonly HeadingProposal[] {
  return [...headings.values()]
    .filter(({ documents }) => documents.size >= least)
    .map(({ heading, roles, documents, cell }) => {
      const [[role] = [PLAIN_EXTRA]] = [...roles].sort((left, right) => right[1] - left[1])
      return { role, heading, documents: documents.size, cell }
    })
    .sort((left, right) => right.documents - left.documents)
}

function meet(
  headings: Headings,
  found: { heading: string; role: string; document: string; cell: string },
): void {
  const heading = found.heading.replace(/\s+/g, ' ').trim()
  const key = headingLetters(heading)
  if (key.length < 2 || heading.length > LONGEST_HEADING) return
  const met = headings.get(key) ?? { heading, roles: new Map(), documents: new Set(), cell: '' }
  met.roles.set(found.role, (met.roles.get(found.role) ?? 0) + 1)
  met.documents.add(found.document)
  met.cell ||= found.cell
  headings.set(key, met)
}

/** Cells of columns whose heading told nothing, by that heading. */
function unknownExtras(report: Report): ReadonlyMap<string, readonly string[]> {
  const cells = new Map<string, string[]>()
  for (const { extra } of measuresOf(report))
    for (const { role, heading, text } of extra)
      if (role === UNKNOWN_ROLE && heading)
        cells.set(heading, [...(cells.get(heading) ?? []), ...(text === '' ? [] : [text])])
  return cells
}

/** A role that the report lacks and that most of the cells look like. */
function contentRole(cells: readonly string[], report: Report, grammar: Grammar): string | null {
  const measures = measuresOf(report)
  for (const role of BY_CONTENT) {
    if (measures.some((measure) => measure[role].text !== '')) continue
    const content = grammar.columns.find((column) => column.role === role)?.content ?? []
    const looks = matchAny(content)
    const like = cells.filter((cell) => looks(subjectOf(fold(cell).trim())))
    if (like.length > cells.length * MOST) return role
  }
  return null
}

/** The one field that no heading tells, where no other heading is unknown. */
function onlyUntold(
  heading: string,
  report: Report,
  grammar: Grammar,
): { readonly role: string; readonly cell: string } | null {
  const headings = new Set(
    report.unplaced.filter(({ kind }) => kind === 'column_heading').map(({ text }) => text),
  )
  const extras = unknownExtras(report)
  const told = new Set([...headings].map((text) => matchRole(text, grammar.columns)?.role))
  const unknown = [...headings].filter(
    (text) => !matchRole(text, grammar.columns) && !extras.has(text),
  )
  const cellOf = (role: (typeof BY_CONTENT)[number]) =>
    measuresOf(report).find((measure) => measure[role].text !== '')?.[role].text
  const untold = BY_CONTENT.filter((role) => !told.has(role) && cellOf(role) !== undefined)
  const [role, ...others] = untold
  if (unknown.length !== 1 || unknown[0] !== heading || role === undefined) return null
  return others.length > 0 ? null : { role, cell: cellOf(role) ?? '' }
}

/** The field whose cells stand below a heading, told by their places. */
function fieldBelow(
  place: Place | undefined,
  report: Report,
): { readonly role: string; readonly cell: string } | null {
  for (const measure of measuresOf(report)) {
    const fields = [
      ['measure', measure],
      ['deadline', measure.deadline],
      ['executors', measure.executors],
      ['response', measure.response],
    ] as const
    for (const [role, { text, at }] of fields)
      if (isBelow(place, at[0])) return { role, cell: text }
  }
  return null
}

function isBelow(heading: Place | undefined, cell: Place | undefined): boolean {
  if (!heading || !cell) return false
  if (heading.column !== undefined)
    return heading.table === cell.table && heading.column === cell.column
  if (!heading.box || !cell.box || heading.page !== cell.page) return false
  const [left, , right] = heading.box
  const middle = (cell.box[0] + cell.box[2]) / 2
  return left <= middle && middle <= right
}
