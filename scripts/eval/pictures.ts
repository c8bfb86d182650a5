import { TOLD } from '../../src/responses/model.ts'
import type { Judged } from './approaches.ts'
import type { Given } from './forms.ts'
import { type Point, riskCurve } from './measures.ts'

/* The pictures of docs/evaluation.md, as SVG text. Lengths are pixels. */

const FONT = 'font-family="Helvetica, Arial, sans-serif"'
const INK = '#222'
const BLUE = '#1f6fb4'
const GREY = '#9aa0a6'
const BINS = 10

interface Frame {
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
}

const CHART: Frame = { left: 70, top: 50, width: 400, height: 300 }

/** What was expected (rows) against what was answered (columns), in lines. */
export function confusionPicture(judged: readonly Judged[]): string {
  const cell = 44
  const left = 150
  const top = 190
  const most = Math.max(...TOLD.map((detail) => judged.filter((each) => isOf(each, detail)).length))
  const parts: string[] = [title('Expected (rows) and answered (columns)', 16)]
  for (const [row, expected] of TOLD.entries()) {
    const own = judged.filter((each) => isOf(each, expected))
    parts.push(label(expected, left - 8, top + row * cell + cell / 2 + 4, 'end'))
    parts.push(slanted(expected, left + row * cell + cell / 2, top - 8))
    for (const [column, answered] of TOLD.entries()) {
      const count = own.filter(({ detail }) => detail === answered).length
      const shade = count === 0 ? 0 : 0.12 + (0.88 * count) / most
      const [x, y] = [left + column * cell, top + row * cell]
      parts.push(
        `<rect x="${x}" y="${y}" width="${cell}" height="${cell}" fill="${row === column ? BLUE : '#c0392b'}" fill-opacity="${shade.toFixed(3)}" stroke="#ddd"/>`,
      )
      if (count > 0)
        parts.push(label(String(count), x + cell / 2, y + cell / 2 + 4, 'middle', shade > 0.6))
    }
  }
  return svg(left + TOLD.length * cell + 90, top + TOLD.length * cell + 20, parts)
}

/** An accepted answer stands in the row of itself. */
function isOf({ line, detail, isDetailRight }: Judged, expected: string): boolean {
  return (isDetailRight ? detail : line.gold.detail) === expected
}

/** How often answers of each confidence are right; the diagonal is perfect. */
export function reliabilityPicture(
  judged: readonly Given[],
  words = ['Share of right statuses by confidence', 'confidence'],
): string {
  const [heading = '', below = ''] = words
  const bins = Array.from({ length: BINS }, (_, bin) =>
    judged.filter(({ confidence }) => Math.min(BINS - 1, Math.floor(confidence * BINS)) === bin),
  )
  const bars = bins.flatMap((bin, index) => {
    if (bin.length === 0) return []
    const right = bin.filter(({ isRight }) => isRight).length / bin.length
    const mean = bin.reduce((sum, { confidence }) => sum + confidence, 0) / bin.length
    const [x0, y0] = [xOf(index / BINS) + 2, yOf(right)]
    return [
      `<rect x="${x0}" y="${y0}" width="${CHART.width / BINS - 4}" height="${yOf(0) - y0}" fill="${BLUE}" fill-opacity="0.55"/>`,
      `<circle cx="${xOf(mean).toFixed(1)}" cy="${y0.toFixed(1)}" r="3" fill="${INK}"/>`,
      label(String(bin.length), x0 + CHART.width / BINS / 2 - 2, yOf(0) - 5, 'middle'),
    ]
  })
  return svg(500, 420, [
    title(heading),
    ...axes(below, 'right', 1, 1),
    line([xOf(0), yOf(0)], [xOf(1), yOf(1)], GREY),
    ...bars,
  ])
}

/** Wrong answers that nobody looks at, by how many answers nobody looks at. */
export function riskPicture(all: readonly Judged[], unseen: readonly Judged[]): string {
  const most = 0.1
  const path = (points: readonly Point[], colour: string) => {
    const step = Math.max(1, Math.floor(points.length / 400))
    const kept = points.filter((_, index) => index % step === 0 || index === points.length - 1)
    const places = kept.map(
      ({ coverage, risk }) =>
        `${xOf(coverage).toFixed(1)},${yOf(Math.min(1, risk / most)).toFixed(1)}`,
    )
    return `<polyline points="${places.join(' ')}" fill="none" stroke="${colour}" stroke-width="2"/>`
  }
  return svg(500, 420, [
    title('Silent errors by answers without review'),
    ...axes('answers without review', 'silent errors, of all', 1, most),
    line([xOf(0), yOf(0.01 / most)], [xOf(1), yOf(0.01 / most)], GREY),
    label('1 %', xOf(0) + 6, yOf(0.01 / most) - 5),
    path(riskCurve(all), BLUE),
    path(riskCurve(unseen), '#c0392b'),
    `<rect x="90" y="62" width="12" height="4" fill="${BLUE}"/>`,
    label('all lines', 108, 68),
    '<rect x="90" y="80" width="12" height="4" fill="#c0392b"/>',
    label('the same, read by blind rules', 108, 86),
  ])
}

function axes(below: string, aside: string, mostX: number, mostY: number): readonly string[] {
  const { left, top, width, height } = CHART
  const marks = [0, 0.2, 0.4, 0.6, 0.8, 1].flatMap((at) => [
    label(`${Math.round(at * mostX * 100)} %`, xOf(at), top + height + 18, 'middle'),
    label(`${Number((at * mostY * 100).toFixed(1))} %`, left - 8, yOf(at) + 4, 'end'),
    line([left, yOf(at)], [left + width, yOf(at)], '#e5e5e5'),
  ])
  return [
    ...marks,
    line([left, top], [left, top + height], INK),
    line([left, top + height], [left + width, top + height], INK),
    label(below, left + width / 2, top + height + 42, 'middle'),
    `<text x="18" y="${top + height / 2}" ${FONT} font-size="12" fill="${INK}" text-anchor="middle" transform="rotate(-90 18 ${top + height / 2})">${aside}</text>`,
  ]
}

function xOf(share: number): number {
  return CHART.left + share * CHART.width
}

function yOf(share: number): number {
  return CHART.top + (1 - share) * CHART.height
}

function title(text: string, x = CHART.left): string {
  return `<text x="${x}" y="28" ${FONT} font-size="15" font-weight="bold" fill="${INK}">${text}</text>`
}

function label(text: string, x: number, y: number, anchor = 'start', isLight = false): string {
  return `<text x="${x}" y="${y}" ${FONT} font-size="12" fill="${isLight ? '#fff' : INK}" text-anchor="${anchor}">${text}</text>`
}

function slanted(text: string, x: number, y: number): string {
  return `<text x="${x}" y="${y}" ${FONT} font-size="12" fill="${INK}" transform="rotate(-50 ${x} ${y})">${text}</text>`
}

function line(from: readonly [number, number], to: readonly [number, number], ink: string): string {
  return `<line x1="${from[0]}" y1="${from[1]}" x2="${to[0]}" y2="${to[1]}" stroke="${ink}"/>`
}

function svg(width: number, height: number, parts: readonly string[]): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<rect width="${width}" height="${height}" fill="#fff"/>`,
    ...parts,
    '</svg>',
    '',
  ].join('\n')
}
