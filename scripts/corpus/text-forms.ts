import { type PlanCell, type PlanRow, typed } from '../fixtures/plan.ts'
import { writeTxt } from '../fixtures/txt.ts'
import type { Plan } from './order.ts'

/** A row a line, cells parted by TABs, as a spreadsheet pastes them; `quoted` keeps paragraphs apart. */
export function tabRows({ blocks }: Plan, quoted = false): string {
  const lines = blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.lines.map((line) => typed(line).replaceAll('\t', '    '))
      : block.rows.map((row) => row.cells.map((cell) => tabCell(cell, quoted)).join('\t')),
  )
  return `${lines.join('\n')}\n`
}

function tabCell({ lines, span }: PlanCell, quoted: boolean): string {
  const text = lines.map((line) => typed(line).replaceAll('\t', ' '))
  const cell =
    quoted && text.length > 1 ? `"${text.join('\n').replaceAll('"', '""')}"` : text.join(' ')
  return cell + '\t'.repeat(span - 1)
}

/** The cell-a-line form with long cells wrapped, words cut by hyphens at the ends of lines. */
export function hyphenatedCells({ blocks }: Plan): string {
  const wrapped = blocks.map((block) => {
    if (block.kind === 'paragraph') return block
    const rows = block.rows.map((row) => ({ ...row, cells: row.cells.map(hyphenated) }))
    return { ...block, rows }
  })
  return writeTxt(wrapped)
}

const CELL_WIDTH = 34

function hyphenated(cell: PlanCell): PlanCell {
  const lines = cell.lines.map((line) => ({
    ...line,
    text: wrap(line.text, CELL_WIDTH).join('\n'),
  }))
  return { ...cell, lines, wrap: null }
}

const SYLLABLE_END = /(?<=\p{L}{2}[аеєиіїоуюя])(?=[бвгґджзйклмнпрстфхцчшщ]\p{L}{2})/u

/** Lines of at most `width` characters; a word that does not fit is cut after a syllable. */
function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  const blanks = text.split(' ')
  for (const word of blanks) {
    const gap = line === '' ? '' : ' '
    if (line.length + gap.length + word.length <= width) {
      line += gap + word
      continue
    }
    const [head, tail] = cutWord(word, width - line.length - gap.length - 1)
    lines.push(head === '' ? line : `${line}${gap}${head}-`)
    line = tail
  }
  return [...lines, line].filter((one, at, all) => one !== '' || all.length === 1 || at > 0)
}

/** A word's first syllables that fit and the rest; words that have hyphens stay whole. */
function cutWord(word: string, room: number): readonly [string, string] {
  if (!/^\p{Ll}+[,.;)]?$/u.test(word)) return ['', word]
  const syllables = word.split(SYLLABLE_END)
  let head = ''
  for (const syllable of syllables.slice(0, -1)) {
    if (head.length + syllable.length > room) break
    head += syllable
  }
  return head.length < 3 ? ['', word] : [head, word.slice(head.length)]
}

const PENS = {
  ascii: { upright: '|', corner: '+', across: '-' },
  box: { upright: '│', corner: '┼', across: '─' },
  markdown: { upright: '|', corner: '|', across: '-' },
} as const

/** Columns that only blanks part, as a typist sets them; `parted` leaves an empty line between rows. */
export function alignedText(plan: Plan, rows: 'parted' | 'close'): string {
  const isRule = (line: string) => /^[+-]+$/.test(line)
  const lines = ruledText(plan, 'ascii')
    .split('\n')
    .map((line) => (isRule(line) ? '' : line.replaceAll('|', ' ').trimEnd()))
  return lines
    .filter((line, at) => rows === 'parted' || line !== '' || lines[at - 1] === '')
    .join('\n')
}

const PAPER = 150

/** Tables drawn with rules, cells wrapped to the width of their columns; Markdown wraps nothing. */
export function ruledText({ blocks, layout }: Plan, pen: keyof typeof PENS): string {
  const whole = layout.columns.reduce((sum, { width }) => sum + width, 0)
  const widths = layout.columns.map(({ width }) => Math.max(Math.round((width * PAPER) / whole), 5))
  const { upright, corner, across } = PENS[pen]
  const rule = `${corner}${widths.map((width) => across.repeat(width + 2)).join(corner)}${corner}`
  const lines = blocks.flatMap((block) => {
    if (block.kind === 'paragraph')
      return [...block.lines.map((line) => typed(line).replaceAll('\t', '    ')), '']
    const rows = block.rows.map((row) =>
      ruledRow(row, widths, { upright, wraps: pen !== 'markdown' }),
    )
    if (pen === 'markdown') return [...(rows[0] ?? []), rule, ...rows.slice(1).flat(), '']
    return [rule, ...rows.flatMap((row) => [...row, rule]), '']
  })
  return `${lines.join('\n')}\n`
}

interface Pen {
  readonly upright: string
  readonly wraps: boolean
}

function ruledRow(
  row: PlanRow,
  widths: readonly number[],
  { upright, wraps }: Pen,
): readonly string[] {
  let column = 0
  const cells = row.cells.map((cell) => {
    const own = widths.slice(column, column + cell.span)
    column += cell.span
    const width = own.reduce((sum, each) => sum + each + 3, -3)
    const text = cell.lines.map((line) => typed(line).replaceAll('\t', ' '))
    const lines = wraps ? text.flatMap((one) => wrapPlain(one, width)) : [text.join(' ')]
    return { lines, width: wraps ? width : 0, span: cell.span }
  })
  const height = Math.max(1, ...cells.map(({ lines }) => lines.length))
  return Array.from({ length: height }, (_, at) => {
    const inside = cells.map(({ lines, width, span }) => {
      const text = ` ${(lines[at] ?? '').padEnd(width)} `
      return wraps ? text : text + `${upright} `.repeat(span - 1)
    })
    return `${upright}${inside.join(upright)}${upright}`
  })
}

function wrapPlain(text: string, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line)
      line = word
    } else {
      line = line === '' ? word : `${line} ${word}`
    }
    // A word longer than its column is cut.
    while (line.length > width) {
      lines.push(line.slice(0, width))
      line = line.slice(width)
    }
  }
  return [...lines, line]
}
