import type { Random } from '../corpus/random.ts'
import { type Line, linesOf, type PlanBlock } from '../fixtures/plan.ts'
import { type Content, labelOf, NO_DEADLINE, NO_EXECUTORS, type Row } from './content.ts'
import type { Shown } from './grid.ts'
import { apart, fieldText, headLines, inBrackets, paragraphOf, whenLines } from './lines.ts'
import { type Choice, type ExtraWords, WORDS } from './space.ts'

/** No table, so its columns are only those of tables beside it. */
const COLUMNS = [40, 20, 20, 20].map((width) => ({ role: 'other', heading: '', width }))

const CAPITAL_FIRST = /^\p{Lu}/u

/** A content as paragraphs: field lines, measures with their answers behind them, or points of a letter. */
export function proseOf(content: Content, form: Choice, random: Random): Shown {
  if (form.layout === 'letter') return pointsOf(content, form, random)
  const blocks: PlanBlock[] = []
  const further =
    form.extraLine === 'true'
      ? random.pick(Object.values(WORDS.extras).filter(({ group }) => !group))
      : null
  const rows = content.rows.map((row, at) => {
    const previous = content.rows[at - 1]
    const from = row.path.findIndex((head, depth) => head !== previous?.path[depth])
    for (const head of from < 0 ? [] : row.path.slice(from)) {
      blocks.push(paragraphOf(headLines(head, row), 'section'))
    }
    const lines =
      form.layout === 'answers'
        ? answerLines(row, form, content)
        : fieldLines(row, form, { ...content, further: furtherLines(further, at, form) })
    blocks.push(...lines.map((line) => paragraphOf([line])))
    return knownRow(row, form)
  })
  return { blocks, rows, columns: COLUMNS, headings: [] }
}

/** Whether the form tells deadlines and executors apart from the measure's words. */
function tellsWhen(form: Choice): boolean {
  return form.when === 'columns' || form.when === 'below'
}

/** True where the answer stands in the sentences behind its measure. */
function isBehind({ text, response }: Row, form: Choice): boolean {
  return form.answerPlace === 'behind' && !text.includes('\n') && CAPITAL_FIRST.test(response.text)
}

function knownRow(told: Row, form: Choice): Row {
  if (tellsWhen(form)) return told
  const row = isBehind(told, form) ? { ...told, text: `${told.text}.` } : told
  const unread = { ...row, deadline: NO_DEADLINE, executors: NO_EXECUTORS }
  return form.when === 'brackets' ? { ...unread, text: inBrackets(row), other: apart(row) } : unread
}

function measureLines(row: Row, form: Choice, { fields }: Content): readonly Line[] {
  const text = form.when === 'brackets' ? inBrackets(row) : row.text
  const led = form.measureWord === 'true' ? fieldText(fields.measure, text, form) : text
  return linesOf(led, labelOf(row, 'measure'))
}

function answerLines(row: Row, form: Choice, content: Content): readonly Line[] {
  if (isBehind(row, form))
    return linesOf(`${row.text}. ${row.response.text}`, labelOf(row, 'measure'))
  const when = tellsWhen(form) ? whenLines(row, form, content.fields) : []
  return [...measureLines(row, form, content), ...when, ...linesOf(row.response.text)]
}

/** The line of a field that is none of the contract's. */
function furtherLines(words: ExtraWords | null, at: number, form: Choice): readonly Line[] {
  const [word, text] = [words?.synonyms[0], words?.texts[at % words.texts.length]]
  return word && text ? linesOf(fieldText(word, text, form)) : []
}

function fieldLines(
  row: Row,
  form: Choice,
  content: Content & { readonly further: readonly Line[] },
): readonly Line[] {
  const when = tellsWhen(form) ? whenLines(row, form, content.fields) : []
  const answer = row.isAnswered
    ? linesOf(fieldText(content.fields.response, row.response.text, form))
    : []
  return [...measureLines(row, form, content), ...when, ...content.further, ...answer]
}

/** The answers alone, each behind the number of its measure. */
export function pointsOf(content: Content, form: Choice, random: Random): Shown {
  const told = content.rows.filter(({ isAnswered }) => isAnswered)
  const cited = told.map((row) => ({
    row,
    ...citationOf(row, form),
    quoted: quotedOf(row, form, random),
  }))
  const blocks = cited.flatMap(({ row, opening, sign, quoted }) =>
    linesOf(`${opening}${quoted.shown}${sign} ${row.response.text}`).map((line) =>
      paragraphOf([line]),
    ),
  )
  const rows = cited.map(
    ({ row, opening, quoted }): Row => ({
      ...row,
      path: row.path.map((head) => ({ ...head, title: '', label: null })),
      label: opening,
      text: quoted.text,
      ...{ deadline: NO_DEADLINE, executors: NO_EXECUTORS },
    }),
  )
  return { blocks, rows: withOnePath(rows), columns: COLUMNS, headings: [] }
}

/** Points under one number are under one heading. */
function withOnePath(rows: readonly Row[]): readonly Row[] {
  const known = new Map<string, Row['path'][number]>()
  return rows.map((row) => {
    const path = row.path.map((head, depth) => {
      const key = row.path
        .slice(0, depth + 1)
        .map(({ number }) => number)
        .join('.')
      const first = known.get(key) ?? head
      known.set(key, first)
      return first
    })
    return { ...row, path }
  })
}

function quotedOf({ text }: Row, form: Choice, random: Random) {
  if (form.quoted === '–' || form.quoted === 'none' || random.chance(0.2))
    return { shown: '', text: '' }
  const [own = ''] = text.split('\n')
  const plain = own.replace(/[«»"()]/gu, '')
  const words = plain.trim()
  return { shown: form.quoted === 'quotes' ? ` «${words}»` : ` (${words})`, text: words }
}

/** How letters cite a point of a plan: what opens the paragraph, and the sign behind it. */
function citationOf(row: Row, form: Choice): { readonly opening: string; readonly sign: string } {
  const bare = (label: string | null | undefined) => (label ?? '').replace(/[.)]$/u, '')
  const number = bare(row.label)
  const [section, item] = [row.path.at(-2), row.path.at(-1)]
  const isDecimal = form.numbering === 'decimal'
  if (isDecimal || row.path.length === 0) return cite(number, '', form)
  if (section && form.citation === 'subpoint') {
    const point = `підпункту ${number} пункту ${bare(item?.label)} розділу ${bare(section.label)}`
    return { opening: `До ${point}`, sign: ':' }
  }
  if (!section) return cite(number, ` розділу ${bare(item?.label)}`, form)
  return cite([section.label, item?.label, number].map(bare).join('.'), '', form)
}

function cite(number: string, of: string, form: Choice) {
  switch (form.citation) {
    case 'bare':
      return of === ''
        ? { opening: `${number}.`, sign: ' –' }
        : { opening: `П. ${number}${of}`, sign: '.' }
    case 'short':
      return { opening: `П. ${number}${of}`, sign: '.' }
    case 'shchodo':
      return { opening: `Щодо пункту ${number}${of}`, sign: ':' }
    case 'subpoint':
      return { opening: `На виконання пункту ${number}${of}`, sign: ' –' }
    default:
      return { opening: `По пункту ${number}${of}`, sign: of === '' ? '.' : ':' }
  }
}
