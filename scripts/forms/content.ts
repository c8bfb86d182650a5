import { writeRoman } from '../../src/text/roman.ts'
import type { Random } from '../corpus/random.ts'
import type { Label } from '../fixtures/numberer.ts'
import type {
  Truth,
  TruthExecutors,
  TruthExtra,
  TruthItem,
  TruthMeasure,
  TruthSection,
} from '../fixtures/truth.ts'
import { damageTexts } from './damage.ts'
import type { Said, Titled, Written } from './sources.ts'
import { type Choice, WORDS } from './space.ts'

/** A heading above measures: number as meant, label as printed. */
export interface Head {
  /** 0 the uppermost of this form. */
  readonly depth: number
  readonly number: number
  readonly label: string | null
  readonly title: string
}

/** A measure in its form. */
export interface Row extends Said {
  readonly path: readonly Head[]
  readonly number: number
  readonly label: string | null
  readonly extra: readonly TruthExtra[]
  /** Whether the row prints an answer of its own. */
  readonly isAnswered: boolean
  /** What a careful person may read as well, where two readings are as good. */
  readonly other?: Partial<Said>
}

/** What a form says. */
export interface Content {
  readonly heading: Truth['heading']
  readonly rows: readonly Row[]
  /** The statement about all measures without an answer of their own. */
  readonly closing: string | null
  /** The words that lead field lines. */
  readonly fields: FieldWords
}

export type FieldWords = Readonly<Record<'measure' | 'deadline' | 'executors' | 'response', string>>

const MOST_ROWS = 24

/** What a written report says in a form: its levels, its numbers, its answers. */
export function contentOf(written: Written, form: Choice, random: Random): Content {
  const levels = Number(form.levels)
  const places = placesOf(written, levels)
  const scheme = numberScheme(form, random)
  const numbered = numberRows(places, levels, scheme)
  const answered = numbered.map((row) => withAnswer(row, form, random))
  const closing = form.closing === 'true' ? random.pick(WORDS.closing) : null
  const rows = answered.map((row, at) =>
    closing !== null && at > 0 && random.chance(0.35) ? unanswered(row) : row,
  )
  const title = form.response === 'absent' ? written.heading.programme : written.heading.title
  const fields = Object.entries(WORDS.fields).map(([role, words]) => [role, random.pick(words)])
  return {
    heading: { ...written.heading, title },
    rows: damageTexts(withTitles(withSharedCells(rows, form), form), form, random),
    closing: rows.some(({ isAnswered }) => !isAnswered) ? closing : null,
    fields: Object.fromEntries(fields) as FieldWords,
  }
}

interface Place {
  readonly titles: readonly { readonly title: string; readonly key: object }[]
  readonly said: Said
}

/** Each measure under the titles that the form shows; a level left out joins what stands under it. */
function placesOf(written: Written, levels: number): readonly Place[] {
  const walk = (nodes: readonly Titled[], above: readonly Titled[]): readonly Place[] =>
    nodes.flatMap((node) => {
      const path = [...above, node]
      const own = node.measures.map((said) => ({ titles: shown(path, levels), said }))
      return [...own, ...walk(node.below, path)]
    })
  return walk(written.tops, []).slice(0, MOST_ROWS)
}

/** The path is super, direction, goal, task. One level alone shows the goals, two goals and tasks. */
function shown(path: readonly Titled[], levels: number) {
  const [, , goal] = path
  const kept = levels === 1 ? (goal ? [goal] : []) : levels === 0 ? [] : path.slice(-levels)
  return kept.map((node) => ({ title: node.title, key: node }))
}

/** How the numbers of a form are printed: a label by depth and the numbers of the path. */
interface Scheme {
  readonly label: (depth: number, path: readonly number[]) => string | null
  readonly measure: (path: readonly number[]) => string | null
  /** Whether headings go on in number under another heading. */
  readonly goesOn: boolean
  /** Whether measures go on in number through the document. */
  readonly measuresGoOn: boolean
}

const LETTERS = 'абвгдеєжзиіїйклмнопрст'

function numberScheme(form: Choice, random: Random): Scheme {
  const levels = Number(form.levels)
  const roman = romanWriter(form.roman ?? 'latin', random)
  const point = random.pick(['.', '.', ''])
  const word = random.pick(WORDS.levelWords)
  const last = (path: readonly number[]) => path.at(-1) ?? 0
  const sign = levels === 0 ? '.' : ')'
  const plain = { goesOn: true, measuresGoOn: false }
  const nothing = () => null
  /** Roman over Arabic over brackets; what is higher still has a letter or a word. */
  const classic = (depth: number, path: readonly number[]) => {
    const above = levels - depth
    if (above === 1 && levels > 1) return `${last(path)}.`
    if (above <= 2) return `${roman(last(path))}.`
    return above === 3
      ? `${LETTERS.charAt(last(path) - 1).toUpperCase()}.`
      : `Частина ${last(path)}.`
  }
  switch (form.numbering) {
    case 'decimal':
      return {
        label: (_, path) => path.join('.') + (path.length === 1 ? '.' : point),
        measure: (path) => path.join('.') + (path.length === 1 ? '.' : point),
        goesOn: false,
        measuresGoOn: false,
      }
    case 'words':
      return {
        ...plain,
        label: (depth, path) =>
          depth === levels - 1 ? `${word} ${last(path)}.` : classic(depth, path),
        measure: (path) => `${last(path)}${sign}`,
      }
    case 'letters':
      return {
        label: (depth, path) => (depth === levels - 1 ? `${last(path)}.` : classic(depth, path)),
        measure: (path) => `${LETTERS.charAt(last(path) - 1)})`,
        goesOn: true,
        measuresGoOn: false,
      }
    case 'ones':
      return {
        label: (_, path) => `${last(path)}.`,
        measure: (path) => `${last(path)}.`,
        goesOn: false,
        measuresGoOn: false,
      }
    case 'continued':
      return {
        label: (depth, path) => (depth === levels - 1 && levels > 1 ? null : classic(depth, path)),
        measure: (path) => `${last(path)}.`,
        goesOn: true,
        measuresGoOn: true,
      }
    case 'none':
      return { ...plain, label: nothing, measure: nothing }
    default:
      return { ...plain, label: classic, measure: (path) => `${last(path)}${sign}` }
  }
}

/** The digits «I» and «X» have Cyrillic look-alikes, which half of the typists use. */
function romanWriter(script: string, random: Random): (value: number) => string {
  const cyrillic = (text: string) => text.replaceAll('I', 'І').replaceAll('X', 'Х')
  return (value) => {
    const text = writeRoman(value)
    if (script === 'latin') return text
    return script === 'cyrillic' || random.chance(0.5) ? cyrillic(text) : text
  }
}

function numberRows(places: readonly Place[], levels: number, scheme: Scheme): readonly Row[] {
  const heads: (Head & { readonly key: object })[] = []
  const counts: number[] = Array.from({ length: levels + 1 }, () => 0)
  return places.map(({ titles, said }, index) => {
    titles.forEach(({ title, key }, depth) => {
      if (heads[depth]?.key === key) return
      heads.length = depth
      // Sections without a parent, or without numbers, are counted through the document.
      const restarts = depth > 0 && (depth === levels - 1 || !scheme.goesOn)
      const isFirst = places[index - 1]?.titles[depth - 1]?.key !== titles[depth - 1]?.key
      counts[depth] = restarts && isFirst ? 1 : (counts[depth] ?? 0) + 1
      if (!scheme.measuresGoOn) counts[levels] = 0
      const path = counts.slice(0, depth + 1)
      heads[depth] = {
        depth,
        number: counts[depth] ?? 1,
        label: scheme.label(depth, path),
        title,
        key,
      }
    })
    counts[levels] = (counts[levels] ?? 0) + 1
    const path = heads.slice(0, levels)
    return {
      ...said,
      path,
      number: counts[levels] ?? 1,
      label: scheme.measure(counts.slice(0, levels + 1)),
      extra: [],
      isAnswered: true,
    }
  })
}

/** Longer answers, where something was done. */
function withAnswer(row: Row, form: Choice, random: Random): Row {
  if (form.response === 'absent') {
    const response = { text: '', status: 'blank', detail: 'missing' } as const
    return { ...row, response, isAnswered: false }
  }
  const { response } = row
  if (response.text === '') return { ...row, isAnswered: false }
  const kind =
    form.answerLength === 'mixture'
      ? random.pick(['short', 'long', 'lists'])
      : (form.answerLength ?? 'short')
  if (kind === 'short' || response.status !== 'done' || !random.chance(0.7)) return row
  const text = [response.text, ...furtherLines(kind, random)].join('\n')
  const longer = { ...row, response: { ...response, text } }
  // What is ahead may be told apart from the answer.
  return kind === 'further' && form.layout !== 'table' ? { ...longer, other: { response } } : longer
}

function furtherLines(kind: string, random: Random): readonly string[] {
  const listed = (lines: readonly string[]) => lines.map((line) => `- ${line}`)
  switch (kind) {
    case 'long':
      return [random.pick(WORDS.more), ...(random.chance(0.4) ? [random.pick(WORDS.more)] : [])]
    case 'lists':
      return ['Зокрема:', ...listed(random.pick(WORDS.lists))]
    default:
      return [`${WORDS.further}:`, ...listed(random.pick(WORDS.plans))]
  }
}

function unanswered(row: Row): Row {
  return {
    ...row,
    response: { text: '', status: 'blank', detail: 'empty' },
    isAnswered: false,
  }
}

/** Deadlines and executors that one merged cell tells for all measures of a heading. */
function withSharedCells(rows: readonly Row[], form: Choice): readonly Row[] {
  const takes = (name: string) => form.mergedDown === name || form.mergedDown === 'both'
  return rows.map((row, at) => {
    const first = rows.find((_, index) => isSameBlock(rows, index, at))
    if (!first) return row
    return {
      ...row,
      ...(takes('deadline') ? { deadline: first.deadline } : {}),
      ...(takes('executors') ? { executors: first.executors } : {}),
    }
  })
}

/** Headings that tell deadline and executors of what stands under them in brackets. */
function withTitles(rows: readonly Row[], form: Choice): readonly Row[] {
  if (form.when !== 'title') return rows
  const told = new Map<Head, Head>()
  return rows.map((row) => {
    const head = row.path.at(-1)
    if (!head) return row
    const { deadline, executors } = row
    const parts = [deadline.text, executors.text].filter((part) => part !== '')
    const known = told.get(head) ?? { ...head, title: `${head.title} (${parts.join('; ')})` }
    told.set(head, known)
    return { ...row, path: [...row.path.slice(0, -1), known] }
  })
}

/** In a flat list, rows that one merged cell covers. */
const FLAT_BLOCK = 3

/** Whether two rows stand under the same heading; in a flat list, in the same three. */
export function isSameBlock(rows: readonly Row[], left: number, right: number): boolean {
  const [one, other] = [rows[left]?.path.at(-1), rows[right]?.path.at(-1)]
  if (one !== undefined || other !== undefined) return one === other
  return Math.floor(left / FLAT_BLOCK) === Math.floor(right / FLAT_BLOCK)
}

/** The label of a heading or measure as the writers of formats take it. */
export function labelOf(row: Row, level: 'section' | 'item' | 'measure'): Label | null {
  const [section, item] = [row.path.at(-2), row.path.at(-1)]
  const path = [section?.number ?? 0, item?.number ?? 0, row.number] as const
  switch (level) {
    case 'section':
      return section?.label ? { text: section.label, level: 0, path: [path[0], 0, 0] } : null
    case 'item':
      return item?.label ? { text: item.label, level: 1, path: [path[0], path[1], 0] } : null
    case 'measure':
      return row.label ? { text: row.label, level: 2, path } : null
  }
}

export const NO_EXECUTORS: TruthExecutors = { text: '', bodies: [], respondent: null }
export const NO_DEADLINE: Said['deadline'] = {
  ...{ text: '', kind: 'unknown' },
  ...{ from: null, to: null, every: null },
}

/** What one level above measures is: of `section`, they are a flat list under it; of `item`, its own. */
export type LoneLevel = 'section' | 'item'

/** The tree that a careful person reads, by `report-format.md`. */
export function treeOf(content: Content, rows: readonly Row[], lone: LoneLevel): Truth {
  const sectionIds = new Map<string, number>()
  const sections: Draft<TruthSection, Draft<TruthItem, TruthMeasure>>[] = []
  let open: { section: Head | null; item: Head | Row | null } = { section: null, item: null }
  for (const row of rows) {
    const isFlat = row.path.length === 0 || (row.path.length === 1 && lone === 'section')
    const section = row.path.at(isFlat ? -1 : -2) ?? null
    const item = isFlat ? row : (row.path.at(-1) ?? row)
    if (sections.length === 0 || section !== open.section) {
      const base = section === null ? '0' : writeRoman(section.number)
      sections.push({
        id: unique(base, sectionIds),
        number: section?.number ?? 0,
        label: section?.label ?? null,
        title: section?.title ?? '',
        parents: row.path.slice(0, -2).map(({ label, title }) => ({ label, title })),
        below: [],
      })
      open = { section, item: null }
    }
    const parent = sections.at(-1)
    if (!parent) continue
    if (item !== open.item) {
      const title = isFlat ? '' : 'title' in item ? item.title : ''
      parent.below.push({ id: '', number: item.number, label: item.label, title, below: [] })
      open = { ...open, item }
    }
    parent.below.at(-1)?.below.push(measureOf(row, isFlat))
  }
  return { heading: content.heading, sections: sections.map(closeSection) }
}

type Draft<Level, Below> = Omit<Level, 'items' | 'measures'> & { readonly below: Below[] }

function measureOf(row: Row, isFlat: boolean): TruthMeasure {
  const { text, deadline, executors, response, extra } = row
  return {
    id: '',
    ...(isFlat ? { number: null, label: null } : { number: row.number, label: row.label }),
    ...{ text, deadline, executors, response },
    ...(extra.length > 0 ? { extra } : {}),
  }
}

function closeSection({
  below,
  ...section
}: Draft<TruthSection, Draft<TruthItem, TruthMeasure>>): TruthSection {
  const ids = new Map<string, number>()
  return {
    ...section,
    items: below.map(({ below: measures, ...item }) => {
      const id = unique(`${section.id}.${item.number}`, ids)
      const [only] = measures
      const isAlone = measures.length === 1 && only?.label === null
      const own = new Map<string, number>()
      return {
        ...item,
        id,
        measures: measures.map((measure) =>
          isAlone
            ? { ...measure, number: null, id }
            : { ...measure, id: unique(`${id}.${measure.number}`, own) },
        ),
      }
    }),
  }
}

function unique(id: string, known: Map<string, number>): string {
  const count = (known.get(id) ?? 0) + 1
  known.set(id, count)
  return count === 1 ? id : `${id}~${count}`
}
