import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { wellFormed } from './well-formed.ts'

/** A part of a bar or a cell: its colour, and a pattern that tells it where colours are not printed. */
export interface Shade {
  readonly label: string
  readonly mark: string
  readonly fill: string
  readonly pattern: 'none' | 'dots' | 'lines' | 'columns' | 'slashes' | 'backslashes' | 'grid'
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

const FAMILY = 'PT Sans'
const FONT_FILES = ['cyrillic-ext', 'cyrillic', 'latin']
/** Which characters each file has, as its package tells. */
const RANGES: Readonly<Record<string, string>> = {
  'cyrillic-ext': 'U+0460-052F,U+20B4',
  cyrillic: 'U+0301,U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116',
  latin: 'U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2212',
}
/** Width of a letter of PT Sans, as a share of its size: 0.53 on average over Ukrainian text. */
const LETTER = 0.53
const WIDTH = 1000
const LABEL_WIDTH = 320
const ROW = 34
const CELL = 26
const ABOVE = 90
const BELOW = 40
const HEAD = 240
const TEXT = { fontFamily: FAMILY, fontSize: 13, color: '#000' }
const PATTERNS = {
  none: 'none',
  dots: {
    symbol: 'circle',
    symbolSize: 0.3,
    dashArrayX: [
      [6, 6],
      [0, 6, 6, 0],
    ],
    dashArrayY: [6, 0],
    color: '#000',
  },
  lines: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [1, 5], color: '#000' },
  columns: { symbol: 'rect', dashArrayX: [1, 5], dashArrayY: [1, 0], color: '#000' },
  slashes: {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [1, 6],
    rotation: -0.785,
    color: '#000',
  },
  backslashes: {
    symbol: 'rect',
    dashArrayX: [1, 0],
    dashArrayY: [1, 6],
    rotation: 0.785,
    color: '#000',
  },
  grid: {
    symbol: 'rect',
    symbolSize: 0.6,
    dashArrayX: [[4, 4]],
    dashArrayY: [4, 4],
    color: '#000',
  },
} as const

const HOVER = /<style[^>]*>[\s\S]*?<\/style>| (?:class="zr\d+-cls-\d+"|ecmeta_\w+="[^"]*")/g

/** More than there is room for; what is measured letter by letter would take gigabytes of a long text. */
const LONGEST_LABEL = 250

/** An SVG picture that carries its font, readable where it is printed in black. */
export async function chart(given: Bars | HeatMap): Promise<string> {
  const drawn = withShortLabels(given)
  const { init, setPlatformAPI } = await import('echarts')
  setPlatformAPI({ measureText: (text, font) => ({ width: widthOf(text, font ?? '') }) })
  const isBars = drawn.kind === 'bars'
  const height = isBars
    ? ABOVE + drawn.labels.length * ROW + BELOW
    : ABOVE + HEAD + drawn.rows.length * CELL + BELOW
  const width = isBars ? WIDTH : LABEL_WIDTH + 60 + drawn.columns.length * (CELL + 14)
  const picture = init(null, null, {
    renderer: 'svg',
    ssr: true,
    width: Math.max(width, WIDTH),
    height,
  })
  picture.setOption(isBars ? barsOption(drawn) : mapOption(drawn, width))
  const svg = picture.renderToSVGString()
  picture.dispose()
  return withFont(wellFormed(svg))
}

function withShortLabels(drawn: Bars | HeatMap): Bars | HeatMap {
  const cut = (text: string) => text.slice(0, LONGEST_LABEL)
  const title = cut(drawn.title)
  return drawn.kind === 'bars'
    ? { ...drawn, title, labels: drawn.labels.map(cut) }
    : { ...drawn, title, rows: drawn.rows.map(cut), columns: drawn.columns.map(cut) }
}

/** Without what only a mouse would see, nor names that the library counts on from picture to picture. */
function withFont(svg: string): string {
  const still = svg.replaceAll(HOVER, '').replaceAll(/\bzr\d+-/g, 'zr-')
  return still.replace(/^(<svg[^>]*>)/, (tag) => `${tag}<style>${fontFaces()}</style>`)
}

function widthOf(text: string, font: string): number {
  return text.length * LETTER * Number(/(?<![\d.])([\d.]+)px/.exec(font)?.[1] ?? TEXT.fontSize)
}

function titled(title: string) {
  return {
    animation: false,
    textStyle: TEXT,
    title: {
      text: title,
      left: 10,
      top: 8,
      textStyle: { ...TEXT, fontSize: 17, width: WIDTH - 40, overflow: 'truncate' as const },
    },
    legend: { top: 40, left: 10, itemWidth: 22, itemHeight: 14, textStyle: TEXT },
  }
}

function styleOf({ fill, pattern }: Shade) {
  const decal = PATTERNS[pattern]
  return {
    color: `#${fill}`,
    borderColor: '#000',
    borderWidth: 0.6,
    ...(decal === 'none' ? {} : { decal }),
  }
}

function barsOption({ title, labels, parts }: Bars): Record<string, unknown> {
  return {
    ...titled(title),
    grid: { left: LABEL_WIDTH + 20, right: 30, top: ABOVE, bottom: BELOW },
    xAxis: { type: 'value', minInterval: 1, axisLabel: TEXT },
    yAxis: {
      type: 'category',
      inverse: true,
      data: labels,
      axisTick: { show: false },
      axisLabel: { ...TEXT, width: LABEL_WIDTH, overflow: 'truncate' },
    },
    series: parts.map(({ shade, values }) => ({
      type: 'bar',
      name: shade.label,
      stack: 'all',
      barWidth: '70%',
      itemStyle: styleOf(shade),
      data: values,
      label: {
        show: true,
        ...TEXT,
        fontSize: 12,
        backgroundColor: '#fff',
        padding: [1, 3],
        formatter: ({ value }: { readonly value: number }) => (value === 0 ? '' : String(value)),
      },
    })),
  }
}

function mapOption(
  { title, rows, columns, shades, cells }: HeatMap,
  width: number,
): Record<string, unknown> {
  return {
    ...titled(title),
    grid: {
      left: LABEL_WIDTH + 20,
      top: ABOVE + HEAD,
      bottom: BELOW,
      width: width - LABEL_WIDTH - 60,
    },
    xAxis: {
      type: 'category',
      position: 'top',
      data: columns,
      axisTick: { show: false },
      axisLabel: { ...TEXT, interval: 0, rotate: 60, width: HEAD, overflow: 'truncate' },
    },
    yAxis: {
      type: 'category',
      inverse: true,
      data: rows,
      axisTick: { show: false },
      axisLabel: { ...TEXT, interval: 0, width: LABEL_WIDTH, overflow: 'truncate' },
    },
    visualMap: {
      type: 'piecewise',
      show: false,
      pieces: shades.map(({ fill }, value) => ({ value, color: `#${fill}` })),
    },
    series: shades.map((shade, index) => ({
      type: 'heatmap',
      name: `${shade.mark} – ${shade.label}`,
      itemStyle: { borderColor: '#000', borderWidth: 0.6, color: `#${shade.fill}` },
      label: { show: true, ...TEXT, formatter: () => shade.mark },
      data: cells.flatMap((row, y) =>
        row.flatMap((cell, x) => (cell === index ? [[x, y, index]] : [])),
      ),
    })),
  }
}

let faces: string | null = null

function fontFaces(): string {
  faces ??= FONT_FILES.map(fontFace).join('')
  return faces
}

function fontFace(subset: string): string {
  const file = createRequire(import.meta.url).resolve(
    `@fontsource/pt-sans/files/pt-sans-${subset}-400-normal.woff2`,
  )
  const data = readFileSync(file).toString('base64')
  return (
    `@font-face{font-family:'${FAMILY}';src:url(data:font/woff2;base64,${data}) format('woff2');` +
    `unicode-range:${RANGES[subset]}}`
  )
}
