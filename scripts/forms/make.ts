import { type Random, randomOf } from '../corpus/random.ts'
import type { Layout } from '../fixtures/layout.ts'
import { convertFiles, hasOffice } from '../fixtures/office.ts'
import { cellOf, linesOf, type PlanBlock } from '../fixtures/plan.ts'
import type { Truth } from '../fixtures/truth.ts'
import { type Content, contentOf, type LoneLevel, type Row, treeOf } from './content.ts'
import { gridOf, type Shown } from './grid.ts'
import { paragraphOf } from './lines.ts'
import { pointsOf, proseOf } from './prose.ts'
import { writtenReports } from './sources.ts'
import { type Choice, drawForm, type FormFormat, WORDS } from './space.ts'
import { carrier, writeForm } from './write.ts'

/** A form on paper, before its bytes. */
export interface Form {
  readonly name: string
  readonly report: string
  readonly choice: Choice
  readonly blocks: readonly PlanBlock[]
  readonly layout: Layout
  /** The tree, and where a careful person may read another one as well, that too. */
  readonly truths: readonly Truth[]
  readonly headings: readonly string[]
  /** `false`: nothing in it answers. */
  readonly isPlan: boolean
}

export interface MadeForm extends Form {
  readonly bytes: Uint8Array
}

export interface FormsOrder {
  readonly seed: string
  readonly count: number
  readonly formats: readonly FormFormat[]
}

/** The forms of a seed, the same for the same order; one format after the other. */
export function drawForms({ seed, count, formats }: FormsOrder): readonly Form[] {
  const reports = writtenReports()
  return Array.from({ length: count }, (_, at): Form => {
    const format = formats[at % formats.length] ?? 'docx'
    const own = `forms/${seed}/${at}`
    const random = randomOf(own)
    const choice = drawForm(own, format)
    const written = random.pick(reports)
    const content = contentOf(written, choice, random)
    const shown = shownOf(content, choice, random)
    const rows = content.closing === null ? shown.rows : closed(shown.rows, content.closing)
    const blocks = around(shown, content, choice, random)
    return {
      name: `${String(at).padStart(3, '0')}-${written.name}`,
      report: written.name,
      choice,
      blocks,
      layout: layoutOf(shown, choice),
      truths: truthsOf({ ...content, heading: headingOf(content, choice) }, rows, choice),
      headings: shown.headings,
      isPlan: choice.response === 'absent',
    }
  })
}

/** The bytes of each form; LibreOffice is asked once a format. */
export function makeForms(
  forms: readonly Form[],
  tell: (line: string) => void,
): readonly MadeForm[] {
  const office = hasOffice()
  const carried = new Map<Form, Uint8Array>()
  for (const target of ['pdf', 'doc'] as const) {
    const own = forms.filter(({ choice }) => choice.format === target)
    if (own.length > 0 && !office) tell(`LibreOffice (soffice) is missing: no ${target} is made.`)
    if (own.length === 0 || !office) continue
    const files = own.map((form) => ({ ending: 'docx' as const, bytes: carrier(form) }))
    convertFiles(files, target).forEach((bytes, at) => {
      const form = own[at]
      if (form) carried.set(form, bytes)
    })
  }
  return forms.flatMap((form) => {
    const bytes = carried.get(form) ?? writeForm(form)
    return bytes ? [{ ...form, bytes }] : []
  })
}

function shownOf(content: Content, form: Choice, random: Random): Shown {
  switch (form.layout) {
    case 'table':
      return gridOf(content, form, random)
    case 'mixed_parts': {
      const cut = middleOf(content.rows)
      const grid = gridOf({ ...content, rows: content.rows.slice(0, cut) }, form, random)
      const prose = proseOf({ ...content, rows: content.rows.slice(cut) }, form, random)
      return {
        ...grid,
        blocks: [...grid.blocks, ...prose.blocks],
        rows: [...grid.rows, ...prose.rows],
      }
    }
    case 'mixed_points': {
      const grid = gridOf(content, form, random)
      const points = pointsOf(content, { ...form, quoted: 'none' }, random)
      return { ...grid, blocks: [...grid.blocks, ...points.blocks] }
    }
    default:
      return proseOf(content, form, random)
  }
}

/** The row nearest to the middle that opens an uppermost heading, or the middle itself. */
function middleOf(rows: readonly Row[]): number {
  const middle = Math.floor(rows.length / 2)
  const opening = rows.flatMap(({ path }, at) => {
    return at > 0 && path[0] !== rows[at - 1]?.path[0] ? [at] : []
  })
  const distance = (at: number) => Math.abs(at - middle)
  return opening.sort((one, other) => distance(one) - distance(other))[0] ?? middle
}

function closed(rows: readonly Row[], closing: string): readonly Row[] {
  const response = { text: closing, status: 'not_in_competence', detail: 'disclaimed' } as const
  return rows.map((row) => (row.isAnswered ? row : { ...row, response }))
}

function headingOf({ heading }: Content, { before }: Choice): Content['heading'] {
  return before === 'nothing' ? { ...heading, title: null } : heading
}

/** One level above measures is a section with a flat list, or an item: a person may read either. */
function truthsOf(content: Content, rows: readonly Row[], form: Choice): readonly Truth[] {
  const isSection = form.nearest !== 'column'
  const lone: readonly LoneLevel[] = isSection ? ['section', 'item'] : ['item', 'section']
  const levels = rows.every(({ path }) => path.length === 1) ? lone : lone.slice(0, 1)
  const hasOther = rows.some(({ other }) => other !== undefined)
  const told = hasOther ? [rows, rows.map((row): Row => ({ ...row, ...row.other }))] : [rows]
  return levels.flatMap((level) => told.map((own) => treeOf(content, own, level)))
}

function layoutOf({ columns }: Shown, form: Choice): Layout {
  const isDecimal = form.numbering === 'decimal'
  const numbering = isDecimal
    ? ({
        section: ['decimal', '%1.'],
        item: ['decimal', '%1.%2.'],
        measure: ['decimal', '%1.%2.%3.'],
      } as const)
    : ({
        section: ['upperRoman', '%1.'],
        item: ['decimal', '%2.'],
        measure: ['decimal', '%3)'],
      } as const)
  return {
    page: {
      orientation: form.orientation === 'portrait' ? 'portrait' : 'landscape',
      fontSize: Number(form.fontSize) || 10,
    },
    ...{ preamble: [], signature: [], columns, numbering },
    headingRow: form.headings !== 'none',
    headingRepeats: form.headingRepeats === 'true',
    ...{ sections: 'row', tables: 'one', merge: 'vertical' },
  }
}

/** What stands before and after the measures. */
function around(
  shown: Shown,
  content: Content,
  form: Choice,
  random: Random,
): readonly PlanBlock[] {
  const lines = (texts: readonly string[], style: 'plain' | 'title' = 'plain') =>
    texts.map((text) => paragraphOf(linesOf(text), style))
  const underCaption = (caption: string, table: readonly PlanBlock[]) =>
    table.length === 0 ? table : [...lines([caption]), ...table]
  const title = lines(titleLines(content.heading.title ?? ''), 'title')
  const before = (): readonly PlanBlock[] => {
    switch (form.before) {
      case 'nothing':
        return []
      case 'letterhead':
        return [...lines(random.pick(WORDS.letterheads)), ...title]
      case 'preamble':
        return [...title, ...lines([random.pick(WORDS.preambles)])]
      case 'passport':
        return [...title, ...sideTable(WORDS.passport, shown)]
      case 'budget':
        return [...title, ...sideTable(WORDS.budget, shown)]
      default:
        return title
    }
  }
  const after = (): readonly PlanBlock[] => {
    switch (form.after) {
      case 'signature':
        return lines([random.pick(WORDS.signatures)])
      case 'footnote':
        return lines([random.pick(WORDS.footnotes)])
      case 'budget':
        return underCaption('Фінансове забезпечення, тис. грн', sideTable(WORDS.budget, shown))
      case 'prices':
        return underCaption('Придбані матеріали', sideTable(WORDS.prices, shown))
      default:
        return []
    }
  }
  const closing = content.closing === null ? [] : lines([content.closing])
  return [...before(), ...shown.blocks, ...closing, ...after()]
}

/** «ЗВІТ» stands alone above the rest. */
function titleLines(title: string): readonly string[] {
  const [, first, rest] = /^(\p{Lu}{3,})\s(.+)$/u.exec(title) ?? []
  return first && rest ? [first, rest] : title === '' ? [] : [title]
}

/** A table beside the report's own, its cells spread over the same columns. */
function sideTable(rows: readonly (readonly string[])[], { columns }: Shown): readonly PlanBlock[] {
  const wanted = rows[0]?.length ?? 0
  if (columns.length < wanted) return []
  const share = Math.floor(columns.length / wanted)
  const first = columns.length - share * (wanted - 1)
  const made = rows.map((cells) => ({
    ...({ kind: 'extra', startsPage: false } as const),
    cells: cells.map((text, at) => cellOf(linesOf(text), { span: at === 0 ? first : share })),
  }))
  return [{ kind: 'table', rows: made, startsPage: false }]
}
