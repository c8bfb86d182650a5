import { say } from '../resources.ts'
import { html, type Markup } from './html.ts'
import { INK, inkOn, type Pattern } from './palette.ts'
import { shortened } from './well-formed.ts'

/** A part of a bar or a cell: its colour, and a pattern that tells it where colours are not printed. */
export interface Shade {
  readonly label: string
  readonly mark: string
  readonly fill: string
  readonly pattern: Pattern
}

export interface Bars {
  readonly kind: 'bars'
  readonly title: string
  readonly labels: readonly string[]
  /** Values by shade, in the order of the labels. */
  readonly parts: readonly { readonly shade: Shade; readonly values: readonly number[] }[]
}

/** A map of cells, `cells[row][column]` an index into `shades` or null. */
export interface HeatMap {
  readonly kind: 'map'
  readonly title: string
  readonly rows: readonly string[]
  readonly columns: readonly string[]
  readonly shades: readonly Shade[]
  readonly cells: readonly (readonly (number | null)[])[]
}

/** Pixels. A letter of a plain face is at most 0.58 of its size wide on average over Ukrainian text; `long` is in letters. */
const SIZE = { text: 13, title: 18, line: 16, letter: 0.58, long: 250 }
const ROOM = { width: 1000, edge: 16, label: 330, row: 24, cell: 26, head: 240, total: 50 }
const STROKES: Readonly<Record<Exclude<Pattern, 'none'>, string>> = {
  dots: 'M1 1h2v2h-2z',
  columns: 'M0 0h1.5v7h-1.5z',
  slashes: 'M-1 1l2-2M0 7l7-7M6 8l2-2',
  backslashes: 'M-1 6l2 2M0 0l7 7M6-1l2 2',
}

/** Markup of a part of the picture, and how high it is. */
interface Drawn {
  readonly markup: readonly Markup[]
  readonly height: number
}

/** An SVG picture with names in full, a description for readers, and patterns for black print. */
export function chart(drawn: Bars | HeatMap): string {
  const given = withShortNames(drawn)
  const { title } = given
  const body = given.kind === 'bars' ? barsDrawn(given) : mapDrawn(given)
  const shades = given.kind === 'bars' ? given.parts.map(({ shade }) => shade) : given.shades
  const titleLines = wrapped(title, ROOM.width - 2 * ROOM.edge, SIZE.title)
  const legend = legendDrawn(shades, given.kind === 'map')
  const width = Math.max(ROOM.width, body.width + ROOM.edge)
  const top = ROOM.edge + titleLines.length * SIZE.title * 1.3
  const height = top + legend.height + body.height + ROOM.edge
  const patterns = [...new Set(shades.map(({ pattern }) => pattern))]
  return html`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title desc" font-family="sans-serif" font-size="${SIZE.text}" fill="#${INK.text}">
<title id="title">${title}</title>
<desc id="desc">${describe(given)}</desc>
<defs>${patterns.map(patternDrawn)}</defs>
<rect width="${width}" height="${height}" fill="#fff"/>
<g font-size="${SIZE.title}" font-weight="bold" fill="#${INK.head}">${textDrawn(titleLines, ROOM.edge, ROOM.edge + SIZE.title * 0.9, { line: SIZE.title * 1.3 })}</g>
<g transform="translate(0 ${top})">${legend.markup}</g>
<g transform="translate(0 ${top + legend.height})">${body.markup}</g>
</svg>
`.html
}

/** Names that no picture has room for are cut. */
function withShortNames(drawn: Bars | HeatMap): Bars | HeatMap {
  const cut = (text: string) => shortened(text, SIZE.long)
  const title = cut(drawn.title)
  return drawn.kind === 'bars'
    ? { ...drawn, title, labels: drawn.labels.map(cut) }
    : { ...drawn, title, rows: drawn.rows.map(cut), columns: drawn.columns.map(cut) }
}

function describe(given: Bars | HeatMap): string {
  if (given.kind === 'map') {
    const { rows, columns } = given
    return say('charts.map', { rows: rows.length, columns: columns.length })
  }
  return given.labels
    .map((label, row) => {
      const told = given.parts.filter(({ values }) => (values[row] ?? 0) > 0)
      return `${label}: ${told.map(({ shade, values }) => `${shade.label} ${values[row]}`).join(', ')}.`
    })
    .join(' ')
}

/** The shades in columns of one width. */
function legendDrawn(shades: readonly Shade[], hasMarks: boolean): Drawn {
  const words = shades.map(({ label, mark }) => (hasMarks ? `${mark} – ${label}` : label))
  const each = Math.max(...words.map((text) => widthOf(text, SIZE.text))) + 40
  const columns = Math.max(1, Math.floor((ROOM.width - 2 * ROOM.edge) / each))
  const markup = shades.map((shade, index) => {
    const [x, y] = [ROOM.edge + (index % columns) * each, Math.floor(index / columns) * ROOM.row]
    return html`${filled(shade, { x, y: y + 2, width: 22, height: 14 })}${textDrawn([words[index] ?? ''], x + 29, y + 14)}`
  })
  return { markup, height: Math.ceil(shades.length / columns) * ROOM.row + ROOM.edge }
}

type Body = Drawn & { readonly width: number }

function barsDrawn({ labels, parts }: Bars): Body {
  const totals = labels.map((_, row) =>
    parts.reduce((sum, { values }) => sum + (values[row] ?? 0), 0),
  )
  const start = ROOM.edge + ROOM.label + 12
  const scale = (ROOM.width - start - ROOM.total - ROOM.edge) / Math.max(1, ...totals)
  let top = 0
  const markup = labels.map((label, row) => {
    const lines = wrapped(label, ROOM.label, SIZE.text)
    const height = Math.max(ROOM.row, lines.length * SIZE.line)
    const y = top
    top += height + 8
    let x = start
    const segments = parts.map(({ shade, values }) => {
      const value = values[row] ?? 0
      const width = value * scale
      const from = x
      x += width
      return value === 0
        ? null
        : html`${filled(shade, { x: from, y, width, height })}${figure(String(value), { x: from, y, width, height, shade })}`
    })
    return html`${textDrawn(lines, ROOM.edge + ROOM.label, y + middle(height, lines.length), { anchor: 'end' })}${segments}${textDrawn([String(totals[row])], x + 8, y + middle(height, 1))}`
  })
  return { markup, height: top, width: ROOM.width }
}

function mapDrawn({ rows, columns, shades, cells }: HeatMap): Body {
  const heads = columns.map((name) => wrapped(name, ROOM.head, SIZE.text))
  const widths = heads.map((lines) => Math.max(ROOM.cell, lines.length * SIZE.line + 6))
  const start = ROOM.edge + ROOM.label + 12
  const lefts = widths.map((_, index) =>
    widths.slice(0, index).reduce((sum, width) => sum + width, start),
  )
  const tops = heads.map((lines, index) => {
    const x = (lefts[index] ?? 0) + middle(widths[index] ?? 0, lines.length)
    return html`<g transform="translate(${x} ${ROOM.head}) rotate(-90)">${textDrawn(lines, 0, 0)}</g>`
  })
  let top = ROOM.head + 8
  const drawn = rows.map((label, row) => {
    const lines = wrapped(label, ROOM.label, SIZE.text)
    const height = Math.max(ROOM.cell, lines.length * SIZE.line + 4)
    const y = top
    top += height
    const own = (cells[row] ?? []).map((cell, column) => {
      const shade = cell === null ? undefined : shades[cell]
      const box = { x: lefts[column] ?? 0, y, width: widths[column] ?? 0, height }
      return shade && html`${filled(shade, box)}${figure(shade.mark, { ...box, shade })}`
    })
    return html`${textDrawn(lines, ROOM.edge + ROOM.label, y + middle(height, lines.length), { anchor: 'end' })}${own.map((one) => one ?? null)}`
  })
  return {
    markup: [...tops, ...drawn],
    height: top,
    width: widths.reduce((sum, width) => sum + width, start),
  }
}

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function filled({ fill, pattern }: Shade, { x, y, width, height }: Box): Markup {
  const box = (paint: string) =>
    html`<rect x="${x}" y="${y}" width="${width}" height="${height}" fill="${paint}" stroke="#${INK.text}" stroke-width="0.5"/>`
  return html`${box(`#${fill}`)}${pattern === 'none' ? null : box(`url(#${pattern})`)}`
}

/** A figure in the middle of a box, where it has room, readable on the fill. */
function figure(text: string, { shade, ...box }: Box & { readonly shade: Shade }): Markup | null {
  if (widthOf(text, SIZE.text) + 2 > box.width) return null
  const [x, y] = [box.x + box.width / 2, box.y + middle(box.height, 1)]
  const ink = inkOn(shade.fill)
  return html`<text x="${x}" y="${y}" text-anchor="middle" fill="#${ink}" stroke="#${shade.fill}" stroke-width="3" paint-order="stroke">${text}</text>`
}

function patternDrawn(pattern: Pattern): Markup | null {
  if (pattern === 'none') return null
  return html`<pattern id="${pattern}" width="7" height="7" patternUnits="userSpaceOnUse"><path d="${STROKES[pattern]}" stroke="#${INK.text}" stroke-width="0.8"/></pattern>`
}

/** The base line of the first of some lines in the middle of a height. */
function middle(height: number, lines: number): number {
  return height / 2 - ((lines - 1) * SIZE.line) / 2 + SIZE.text * 0.35
}

function textDrawn(
  lines: readonly string[],
  x: number,
  y: number,
  { anchor = 'start', line = SIZE.line }: { readonly anchor?: string; readonly line?: number } = {},
): Markup {
  return html`${lines.map((text, index) => html`<text x="${x}" y="${y + index * line}" text-anchor="${anchor}">${text}</text>`)}`
}

function widthOf(text: string, size: number): number {
  return text.length * SIZE.letter * size
}

/** A text in lines that a width has room for. */
function wrapped(text: string, width: number, size: number): readonly string[] {
  const most = Math.floor(width / (SIZE.letter * size))
  const lines: string[] = []
  for (const word of text
    .split(/\s+/u)
    .flatMap((one) => one.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [])) {
    const line = lines.at(-1)
    if (line === undefined || line.length + word.length + 1 > most) lines.push(word)
    else lines[lines.length - 1] = `${line} ${word}`
  }
  return lines
}
