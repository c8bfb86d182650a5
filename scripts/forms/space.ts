import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parse } from 'yaml'
import { type Random, randomOf } from '../corpus/random.ts'

export const FORM_FORMATS = ['docx', 'html', 'pdf', 'xlsx', 'txt', 'doc', 'rtf', 'odt'] as const
export type FormFormat = (typeof FORM_FORMATS)[number]

/** A drawn form: the value of each dimension, as its manifest entry tells it. */
export type Choice = Readonly<Record<string, string>>

/** What heads, leads or fills a column of one role. */
export interface ColumnWords {
  readonly synonyms: readonly string[]
  readonly invented: readonly string[]
}

export interface ExtraWords extends ColumnWords {
  readonly role: string
  readonly texts: readonly string[]
  readonly group?: string
}

export interface DeadlineFacts {
  readonly kind: string
  readonly from?: string
  readonly to?: string
  readonly every?: string
  readonly due?: readonly string[]
}

type Lists = readonly string[]

/** `words.yaml`. */
export interface Words {
  readonly columns: Readonly<Record<string, ColumnWords>>
  readonly extras: Readonly<Record<string, ExtraWords>>
  readonly groups: Lists
  readonly levelWords: Lists
  readonly tops: Lists
  readonly supers: Lists
  readonly fields: Readonly<Record<'measure' | 'deadline' | 'executors' | 'response', Lists>>
  readonly closing: Lists
  readonly preambles: Lists
  readonly letterheads: readonly Lists[]
  readonly signatures: Lists
  readonly footnotes: Lists
  readonly passport: readonly Lists[]
  readonly budget: readonly Lists[]
  readonly prices: readonly Lists[]
  readonly more: Lists
  readonly lists: readonly Lists[]
  readonly runningHead: string
  readonly further: string
  readonly plans: readonly Lists[]
  readonly deadlines: Readonly<Record<string, DeadlineFacts>>
}

/** The YAML file of this folder, dates as text. */
export function readYaml(name: string): unknown {
  const text = readFileSync(fileURLToPath(new URL(name, import.meta.url)), 'utf8')
  return parse(text, { schema: 'core' })
}

/** Names of the written programmes beside this file. */
export function programmeNames(): readonly string[] {
  const folder = fileURLToPath(new URL('programmes/', import.meta.url))
  return readdirSync(folder).sort()
}

export const WORDS = readYaml('words.yaml') as Words
export const DIMENSIONS = readYaml('dimensions.yaml') as Readonly<
  Record<string, Readonly<Record<string, number>>>
>

/** A form drawn from the space, every dimension from a stream of its own, then settled for a format. */
export function drawForm(seed: string, format: FormFormat): Choice {
  const drawn = Object.entries(DIMENSIONS).map(([name, weights]) => [
    name,
    pick(weights, randomOf(`${seed}/${name}`)),
  ])
  return settle({ ...Object.fromEntries(drawn), format })
}

function pick(weights: Readonly<Record<string, number>>, random: Random): string {
  const entries = Object.entries(weights)
  let left = random.below(entries.reduce((sum, [, weight]) => sum + weight, 0))
  for (const [value, weight] of entries) {
    if (left < weight) return value
    left -= weight
  }
  throw new Error('A dimension has no values.')
}

/** What stands higher cannot be nearer to the cells than what stands under it. */
const DEPTH: Readonly<Record<string, number>> = {
  paragraph: 0,
  row: 1,
  titled: 1,
  titled_cell: 1,
  column: 2,
}
const TABLES = ['table', 'mixed_parts', 'mixed_points']
const NONE = '–'
/** Dimensions that only tables, only prose, only points have. */
const OF_TABLES = [
  ...['nearest', 'above', 'cells', 'order', 'headings', 'headingRows'],
  ...['headingRepeats', 'extraCount', 'mergedDown', 'totals', 'centred', 'rulings', 'rowGap'],
]
const OF_FIELDS = ['fieldLines', 'fieldSign']
const OF_POINTS = ['citation', 'quoted']

/** Puts what cannot stand together right, one rule after another; what does not count becomes «–». */
function settle(drawn: Choice): Choice {
  const form: Record<string, string> = { ...drawn }
  const set = (when: boolean, changes: Readonly<Record<string, string>>) => {
    if (when) Object.assign(form, changes)
  }
  const is = (name: string, ...values: readonly string[]) => values.includes(form[name] ?? '')
  set(is('format', 'xlsx'), { layout: 'table' })
  const hasTable = is('layout', ...TABLES)
  set(!is('layout', 'table'), { response: 'present' })
  set(is('layout', 'letter', 'mixed_points') && Number(form.levels) > 2, { levels: '2' })
  set(is('layout', 'letter', 'mixed_points') && !is('numbering', 'classic', 'decimal'), {
    numbering: 'classic',
  })
  set(!is('layout', 'fields'), { measureWord: NONE })
  set(is('layout', 'fields') && is('numbering', 'none'), { measureWord: 'true' })
  set(is('layout', 'answers', 'mixed_parts') && is('numbering', 'none'), { numbering: 'classic' })
  set(!is('layout', 'table', 'fields', 'answers') && is('answerLength', 'further'), {
    answerLength: 'long',
  })
  set(is('layout', 'mixed_parts') && is('levels', '0'), { levels: '2' })
  set(is('layout', 'mixed_parts', 'mixed_points', 'letter'), { damage: 'none' })
  set(is('response', 'absent'), { closing: 'false', answerLength: 'short' })
  set(is('levels', '0') && is('numbering', 'words', 'continued', 'ones'), { numbering: 'classic' })
  set((DEPTH[form.above ?? ''] ?? 0) > (DEPTH[form.nearest ?? ''] ?? 0), {
    above: form.nearest ?? '',
  })
  const labelled = !is('numbering', 'none', 'continued')
  for (const level of ['nearest', 'above']) {
    set(is(level, 'titled', 'titled_cell') && !(labelled && is('numberPlace', 'column')), {
      [level]: 'row',
    })
  }
  set(is('levels', '0') && is('numbering', 'letters'), { numbering: 'classic' })
  set(is('levels', '0') && is('when', 'title'), { when: 'none' })
  // Without numbers and lines nothing tells a heading from the rest of the cell above it.
  const isBare = is('format', 'pdf') && is('rulings', 'none')
  const hasRows = is('nearest', 'row', 'titled_cell') || is('above', 'row', 'titled_cell')
  set(isBare && hasRows && is('numbering', 'none', 'continued'), { numbering: 'classic' })
  set(is('levels', '0'), { nearest: NONE, above: NONE, cells: NONE })
  set(is('levels', '1'), { above: NONE })
  set(!is('nearest', 'column'), { cells: NONE })
  set(is('numbering', 'none') && hasTable, { numberPlace: NONE })
  // LibreOffice counts lists anew in some files of the old Word.
  set(!is('format', 'docx', 'odt', 'pdf') && is('numberPlace', 'automatic'), {
    numberPlace: 'text',
  })
  set(!is('damage', 'none') && is('damage', 'cell_lost', 'response_merged') && !hasTable, {
    damage: 'none',
  })
  set(is('damage', 'empty_row', 'repeated_rows') && !hasTable, { damage: 'none' })
  set(is('damage', 'response_merged', 'cell_lost') && is('response', 'absent'), { damage: 'none' })
  set(is('damage', 'cell_lost', 'response_merged'), { closing: 'false' })
  set(is('damage', 'cell_lost'), { order: 'usual' })
  set(is('damage', 'number_lost') && !is('numbering', 'classic', 'decimal'), { damage: 'none' })
  set(!hasTable && is('when', 'shared', 'title'), { when: 'columns' })
  set(is('layout', 'letter'), { when: 'none', closing: form.closing ?? '' })
  set(!is('layout', 'answers'), { answerPlace: NONE })
  set(!is('layout', 'fields'), { extraLine: NONE })
  set(is('answerPlace', 'behind'), { when: 'none' })
  set(is('layout', 'answers') && is('when', 'columns'), { when: 'below' })
  set(!is('when', 'columns'), { mergedDown: 'none' })
  set(!is('mergedDown', 'none') && is('totals', 'years'), { totals: 'none' })
  set(!is('mergedDown', 'none') && is('damage', 'empty_row', 'repeated_rows'), { damage: 'none' })
  set(is('order', 'date_first') && !is('when', 'columns'), { order: 'usual' })
  set(is('headings', 'none'), { headingRows: NONE, headingRepeats: NONE })
  // What has no room breaks its words at every other letter.
  const isNarrow = is('orientation', 'portrait') || is('font', 'mono') || Number(form.levels) > 2
  set(isNarrow && is('extraCount', '2', '3'), { extraCount: '1' })
  set(isNarrow && hasTable && is('fontSize', '12', '14'), { fontSize: '9' })
  set(!is('numberPlace', 'column'), { centred: 'false' })
  set(!is('format', 'pdf'), { rulings: NONE, centred: NONE, rowGap: NONE })
  set(!is('format', 'docx', 'doc', 'odt', 'pdf', 'rtf'), {
    ...{ orientation: NONE, fontSize: NONE, font: NONE },
  })
  set(!is('format', 'docx', 'doc', 'pdf'), { furniture: NONE })
  set(!is('format', 'html'), { htmlDialect: NONE })
  set(!is('format', 'txt'), { textForm: NONE })
  set(!hasTable && is('format', 'txt'), { textForm: 'cells' })
  set(!is('format', 'xlsx'), { strings: NONE, values: NONE })
  set(!hasTable && is('numberPlace', 'column'), { numberPlace: 'text' })
  if (!hasTable) for (const name of OF_TABLES) form[name] = NONE
  if (!is('layout', 'fields', 'mixed_parts') && !is('when', 'below')) {
    for (const name of OF_FIELDS) form[name] = NONE
  }
  if (!is('layout', 'letter', 'mixed_points')) for (const name of OF_POINTS) form[name] = NONE
  return form
}

/** Whether a reader of the file can see that a cell is merged down over others. */
export function showsMerges(form: Choice): boolean {
  return form.format !== 'txt' && form.rulings !== 'none'
}
