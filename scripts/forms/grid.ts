import { shuffled } from '../corpus/order.ts'
import type { Random } from '../corpus/random.ts'
import { headingRows, tableOf } from '../fixtures/document.ts'
import type { Column, HeadingGroup } from '../fixtures/layout.ts'
import type { Label } from '../fixtures/numberer.ts'
import {
  cellOf,
  EMPTY_CELL,
  type Line,
  linesOf,
  type PlanBlock,
  type PlanCell,
  type PlanRow,
} from '../fixtures/plan.ts'
import {
  type Content,
  type FieldWords,
  type Head,
  isSameBlock,
  labelOf,
  NO_DEADLINE,
  NO_EXECUTORS,
  type Row,
} from './content.ts'
import { apart, headLines, inBrackets, paragraphOf, whenLines } from './lines.ts'
import { type Choice, type ColumnWords, type ExtraWords, showsMerges, WORDS } from './space.ts'

/** Blocks that show a content, and its rows as a reader of the file can know them. */
export interface Shown {
  readonly blocks: readonly PlanBlock[]
  readonly rows: readonly Row[]
  readonly columns: readonly Column[]
  readonly headings: readonly string[]
}

/** A column of the grid: a role of the contract, `level:N`, `shared`, or an extra one. */
interface GridColumn extends Column {
  readonly extra: ExtraWords | null
}

interface Grid {
  readonly form: Choice
  readonly columns: readonly GridColumn[]
  readonly groups: readonly HeadingGroup[]
  readonly depths: readonly Display[]
  readonly fields: FieldWords
}

type Display = 'column' | 'row' | 'titled' | 'titled_cell' | 'paragraph'

/** A content as tables: one, or one a heading where headings are paragraphs. */
export function gridOf(content: Content, form: Choice, random: Random): Shown {
  const levels = Number(form.levels)
  const depths = Array.from({ length: levels }, (_, depth) => {
    return (depth === levels - 1 ? form.nearest : form.above) as Display
  })
  const columns = columnsOf(form, depths, random)
  const groups = groupsOf(columns, form, random)
  const grid: Grid = { form, columns, groups, depths, fields: content.fields }
  const filled = content.rows.map((row) => withExtras(row, columns, random))
  const damaged = chosenRows(filled, form, random)
  const blocks = blocksOf(filled, damaged, grid, random)
  const rows = filled.map((row, at) => knownRow(row, at, { rows: filled, damaged, grid }))
  const words = form.headings === 'none' ? [] : [...columns, ...groups].map((one) => one.heading)
  return { blocks, rows, columns, headings: words }
}

/** Shares of the page. */
const WIDTHS: Readonly<Record<string, number>> = {
  number: 8,
  measure: 26,
  deadline: 13,
  executors: 17,
  shared: 20,
  response: 26,
}
const LEVEL_WIDTH = 14
const EXTRA_WIDTH = 12

function columnsOf(
  form: Choice,
  depths: readonly Display[],
  random: Random,
): readonly GridColumn[] {
  const used = new Set<string>()
  const heading = (words: ColumnWords) => {
    if (form.headings === 'none') return ''
    const list = form.headings === 'invented' ? words.invented : words.synonyms
    const free = list.filter((word) => !used.has(word))
    const word = random.pick(free.length > 0 ? free : list)
    used.add(word)
    return word
  }
  const plain = (role: string, width = WIDTHS[role] ?? EXTRA_WIDTH): GridColumn => {
    const words = WORDS.columns[role.replace(/:.*/u, '')]
    if (!words) throw new Error(`words.yaml has no headings for ${role}.`)
    return { role, width, heading: heading(words), extra: null }
  }
  const levels = depths.flatMap((display, depth) =>
    display === 'column' ? [plain(`level:${depth}`, LEVEL_WIDTH)] : [],
  )
  const when =
    form.when === 'columns'
      ? [plain('deadline'), plain('executors')]
      : form.when === 'shared'
        ? [plain('shared')]
        : []
  const response =
    form.response === 'present' && form.layout !== 'mixed_points' ? [plain('response')] : []
  const measure = plain('measure')
  const extras = extraColumns(form, heading, random)
  const number = form.numberPlace === 'column' ? [plain('number')] : []
  // Calendars begin with the date.
  const dates = form.order === 'date_first' ? 1 : 0
  const behind = inOrder({ when: when.slice(dates), response, extras }, form, random)
  return [...when.slice(0, dates), ...number, ...levels, measure, ...behind]
}

interface Parts {
  readonly when: readonly GridColumn[]
  readonly response: readonly GridColumn[]
  readonly extras: readonly GridColumn[]
}

function inOrder({ when, response, extras }: Parts, form: Choice, random: Random) {
  const turned = [...when].reverse()
  switch (form.order) {
    case 'executors_first':
      return [...turned, ...extras, ...response]
    case 'response_early':
      return [...response, ...when, ...extras]
    case 'shuffled': {
      const rest = [...when.map((one) => [one]), ...response.map((one) => [one]), extras]
      return shuffled(rest, random.below).flat()
    }
    default:
      return [...when, ...response, ...extras]
  }
}

function extraColumns(
  form: Choice,
  heading: (words: ColumnWords) => string,
  random: Random,
): readonly GridColumn[] {
  const chosen = shuffled(Object.entries(WORDS.extras), random.below)
  return chosen.slice(0, Number(form.extraCount)).flatMap(([, words]) => {
    const names = words.group && form.headings !== 'none' ? words.synonyms : [null]
    return names.map((name) => ({
      role: words.role,
      width: EXTRA_WIDTH,
      heading: name ?? heading(words),
      extra: words,
    }))
  })
}

/** Years of money stand under one heading, and two other columns where headings have two rows. */
function groupsOf(
  columns: readonly GridColumn[],
  form: Choice,
  random: Random,
): readonly HeadingGroup[] {
  if (form.headings === 'none') return []
  const funding = columns.flatMap(({ extra }, at) => (extra?.group ? [at] : []))
  const [first, last] = [funding[0], funding.at(-1)]
  const money: readonly HeadingGroup[] =
    first === undefined || last === undefined
      ? []
      : [{ heading: WORDS.extras.funding?.group ?? '', columns: [first, last] }]
  if (!form.headingRows?.startsWith('grouped')) return money
  const [from] = columns.flatMap(({ role }, at) => {
    const next = columns[at + 1]
    const isPair = ['deadline', 'executors'].includes(role) && next?.extra === null
    return isPair && next.role !== 'response' ? [at] : []
  })
  if (from === undefined) return money
  const own: HeadingGroup = { heading: random.pick(WORDS.groups), columns: [from, from + 1] }
  return [own, ...money].sort((one, other) => one.columns[0] - other.columns[0])
}

function withExtras(row: Row, columns: readonly GridColumn[], random: Random): Row {
  const extra = columns.flatMap(({ role, heading, extra: words }) => {
    if (!words) return []
    return [{ role, heading: heading === '' ? null : heading, text: random.pick(words.texts) }]
  })
  return { ...row, extra }
}

/** The rows that a damage strikes. */
function chosenRows(rows: readonly Row[], form: Choice, random: Random): ReadonlySet<number> {
  const kinds = ['cell_lost', 'response_merged', 'empty_row', 'repeated_rows']
  if (!kinds.includes(form.damage ?? '')) return new Set()
  const share = form.damage === 'cell_lost' ? 0.12 : 0.2
  const found = rows.flatMap((_, at) => (at > 0 && random.chance(share) ? [at] : []))
  if (form.damage !== 'response_merged') return new Set(found)
  return new Set(
    found.filter((at) => isSameBlock(rows, at, at - 1) && !found.includes(at - 1)).slice(0, 2),
  )
}

interface Knowing {
  readonly rows: readonly Row[]
  readonly damaged: ReadonlySet<number>
  readonly grid: Grid
}

/** What the file tells of a row: cells lost, cells merged where no merge can be seen, words in brackets. */
function knownRow(row: Row, at: number, { rows, damaged, grid }: Knowing): Row {
  const { form, columns } = grid
  let known: Row = { ...row, extra: row.extra.filter(({ text }) => text !== '') }
  const hides = (name: string) =>
    (form.mergedDown === name || form.mergedDown === 'both') &&
    !showsMerges(form) &&
    at > 0 &&
    isSameBlock(rows, at, at - 1)
  if (hides('deadline')) known = { ...known, deadline: NO_DEADLINE }
  if (hides('executors')) known = { ...known, executors: NO_EXECUTORS }
  if (['none', 'brackets', 'title'].includes(form.when ?? '')) {
    known = { ...known, deadline: NO_DEADLINE, executors: NO_EXECUTORS }
  }
  if (form.when === 'brackets') known = { ...known, text: inBrackets(row), other: apart(row) }
  if (!damaged.has(at)) return known
  const last = columns.at(-1)
  if (form.damage === 'cell_lost' && last?.extra) {
    const extra = row.extra.slice(0, -1).filter(({ text }) => text !== '')
    return { ...known, extra }
  }
  if (form.damage !== 'cell_lost' && form.damage !== 'response_merged') return known
  // A cell that is not there cannot be told from an empty one in a sheet.
  const detail = form.damage === 'cell_lost' && form.format !== 'xlsx' ? 'missing' : 'empty'
  return { ...known, response: { text: '', status: 'blank', detail } }
}

function blocksOf(
  rows: readonly Row[],
  damaged: ReadonlySet<number>,
  grid: Grid,
  random: Random,
): readonly PlanBlock[] {
  const blocks: PlanBlock[] = []
  let open: PlanRow[] = []
  let hasHeading = false
  const close = () => {
    if (open.length > 0) blocks.push(tableOf(open))
    open = []
  }
  rows.forEach((row, at) => {
    const previous = rows[at - 1]
    const from = row.path.findIndex((head, depth) => head !== previous?.path[depth])
    const opened = from < 0 ? [] : row.path.slice(from)
    open.push(...yearRows(grid, at, random))
    if (previous && row.path[0] !== previous.path[0])
      open.push(...totalRows(grid, 'per_section', previous))
    for (const head of opened) {
      if (grid.depths[head.depth] !== 'paragraph') continue
      close()
      blocks.push(paragraphOf(headLines(head, row)))
    }
    if (open.length === 0 && (!hasHeading || grid.form.headingRepeats === 'true')) {
      open.push(...columnHeadings(grid))
      hasHeading = true
    } else if (grid.form.damage === 'repeated_rows' && damaged.has(at)) {
      open.push(...columnHeadings(grid))
    }
    for (const head of opened) open.push(...headRow(head, row, grid))
    if (grid.form.damage === 'empty_row' && damaged.has(at)) open.push(emptyRow(grid))
    open.push(measureRow(rows, at, damaged, grid))
  })
  const last = rows.at(-1)
  if (last) open.push(...totalRows(grid, 'per_section', last), ...totalRows(grid, 'at_end', null))
  close()
  return blocks
}

function columnHeadings({ form, columns, groups }: Grid): readonly PlanRow[] {
  if (form.headings === 'none') return []
  const columnNumbers = form.headingRows?.endsWith('numbered') ?? false
  return headingRows({
    columns,
    columnNumbers,
    ...(groups.length > 0 ? { headingGroups: groups } : {}),
  })
}

function headRow(head: Head, row: Row, { depths, columns }: Grid): readonly PlanRow[] {
  const display = depths[head.depth]
  if (display === 'column' || display === 'paragraph' || display === undefined) return []
  const lines = headLines(head, row)
  const made = (cells: readonly PlanCell[]): readonly PlanRow[] => [
    { kind: 'section', cells, startsPage: false },
  ]
  if (display === 'row') return made([cellOf(lines, { span: columns.length })])
  const label = cellOf(linesOf(head.label ?? ''))
  if (display === 'titled') {
    return made([label, cellOf(linesOf(head.title), { span: columns.length - 1 })])
  }
  // The title stands where measures stand, every other cell is there and empty.
  return made(
    columns.map(({ role }) =>
      role === 'number' ? label : role === 'measure' ? cellOf(linesOf(head.title)) : EMPTY_CELL,
    ),
  )
}

function emptyRow({ columns }: Grid): PlanRow {
  return { kind: 'extra', cells: columns.map(() => EMPTY_CELL), startsPage: false }
}

function figures(grid: Grid, text: string): PlanRow {
  const cells = grid.columns.map(({ role, extra }) => {
    if (role === 'measure') return cellOf(linesOf(text))
    return extra?.group ? cellOf(linesOf('148,2')) : EMPTY_CELL
  })
  return { kind: 'extra', cells, startsPage: false }
}

function totalRows(grid: Grid, kind: string, row: Row | null): readonly PlanRow[] {
  if (grid.form.totals !== kind) return []
  const label = row?.path[0]?.label?.replace(/\.$/u, '')
  return [figures(grid, row && label ? `Усього за розділом ${label}` : 'Усього')]
}

/** Years of money under a measure, each with no words of its own. */
function yearRows(grid: Grid, at: number, random: Random): readonly PlanRow[] {
  if (grid.form.totals !== 'years' || at === 0 || !random.chance(0.3)) return []
  return ['2023 рік', '2024 рік'].map((year) => figures(grid, year))
}

function measureRow(
  rows: readonly Row[],
  at: number,
  damaged: ReadonlySet<number>,
  grid: Grid,
): PlanRow {
  const { form, columns } = grid
  const row = rows[at]
  if (!row) throw new Error('There is no such row.')
  const label = labelOf(row, 'measure')
  const hasColumn = columns.some(({ role }) => role === 'number')
  let extras = 0
  const cells = columns.map(({ role, extra }): PlanCell => {
    if (extra) return cellOf(linesOf(row.extra[extras++]?.text ?? ''))
    if (role.startsWith('level:'))
      return levelCell(rows, at, Number(role.slice('level:'.length)), form)
    switch (role) {
      case 'number':
        return cellOf(linesOf('', label))
      case 'measure':
        return cellOf(measureLines(row, hasColumn ? null : label, grid))
      case 'deadline':
      case 'executors':
        return mergedCell(rows, at, role, form)
      case 'shared':
        return cellOf([...linesOf(row.deadline.text), ...linesOf(row.executors.text)])
      default:
        return responseCell(rows, at, damaged, form)
    }
  })
  const isCut = form.damage === 'cell_lost' && damaged.has(at)
  return { kind: 'measure', cells: isCut ? cells.slice(0, -1) : cells, startsPage: false }
}

function measureLines(row: Row, label: Label | null, { form, fields }: Grid): readonly Line[] {
  if (form.when === 'brackets') return linesOf(inBrackets(row), label)
  const lines = linesOf(row.text, label)
  return form.when === 'below' ? [...lines, ...whenLines(row, form, fields)] : lines
}

function levelCell(rows: readonly Row[], at: number, depth: number, form: Choice): PlanCell {
  const row = rows[at]
  const head = row?.path[depth]
  if (!row || !head) return EMPTY_CELL
  const goesOn = rows[at - 1]?.path[depth] === head
  const lines = headLines(head, row)
  if (form.cells === 'repeated') return cellOf(lines)
  if (form.cells === 'first') return goesOn ? EMPTY_CELL : cellOf(lines)
  return goesOn ? { ...EMPTY_CELL, merge: 'continue' } : cellOf(lines, { merge: 'start' })
}

function mergedCell(
  rows: readonly Row[],
  at: number,
  role: 'deadline' | 'executors',
  form: Choice,
): PlanCell {
  const lines = linesOf(rows[at]?.[role].text ?? '')
  if (form.mergedDown !== role && form.mergedDown !== 'both') return cellOf(lines)
  const goesOn = at > 0 && isSameBlock(rows, at, at - 1)
  return goesOn ? { ...EMPTY_CELL, merge: 'continue' } : cellOf(lines, { merge: 'start' })
}

function responseCell(
  rows: readonly Row[],
  at: number,
  damaged: ReadonlySet<number>,
  form: Choice,
): PlanCell {
  const cell = cellOf(linesOf(rows[at]?.response.text ?? ''))
  if (form.damage !== 'response_merged') return cell
  if (damaged.has(at)) return { ...EMPTY_CELL, merge: 'continue' }
  return damaged.has(at + 1) ? { ...cell, merge: 'start' } : cell
}
