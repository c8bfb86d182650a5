import type { Line } from './lines.ts'

/** The lines of a page outside its tables. */
export interface PageLines {
  readonly height: number
  readonly lines: readonly Line[]
}

/** Page numbers and running heads stand in this share of the page's height, above and below. */
const MARGIN = 0.12
/** A running head stands at the same height on its pages, within so many points. */
const SAME_HEIGHT = 6
const LEAST_PAGES = 3
const PAGE_NUMBER =
  /^(?:[-–—\s]*\d{1,4}[-–—\s]*|(?:стор\.?|сторінка|с\.|page|арк\.?|аркуш)\s*\d{1,4}(?:\s*(?:з|із|of|\/|-)\s*\d{1,4})?|\d{1,4}\s*(?:з|із|\/)\s*\d{1,4})$/iu
const CONTINUED =
  /^(?:\d{1,4}\s+)?(?:продовження|закінчення)\s+(?:додатк|таблиц)\p{L}*(?:\s+[\d.]+)?$/iu

/** For each page the lines that are page numbers or running heads. */
export function findFurniture(pages: readonly PageLines[]): ReadonlySet<Line>[] {
  const heads = pages.map((page) => page.lines.filter((line) => isInMargin(line, page.height)))
  const seen = new Map<string, { page: number; y: number }[]>()
  heads.forEach((lines, page) => {
    for (const line of lines) {
      const key = maskDigits(line.text)
      const places = seen.get(key) ?? []
      places.push({ page, y: line.baseline })
      seen.set(key, places)
    }
  })
  return heads.map((lines, page) => {
    const isRepeated = (line: Line) =>
      isRunning(seen.get(maskDigits(line.text)) ?? [], line.baseline, page)
    return new Set(
      lines.filter(
        (line) => PAGE_NUMBER.test(line.text) || CONTINUED.test(line.text) || isRepeated(line),
      ),
    )
  })
}

function isInMargin({ box }: Line, height: number): boolean {
  return box[3] <= MARGIN * height || box[1] >= (1 - MARGIN) * height
}

function isRunning(
  places: readonly { readonly page: number; readonly y: number }[],
  y: number,
  page: number,
): boolean {
  const others = new Set(
    places.filter((place) => Math.abs(place.y - y) <= SAME_HEIGHT).map((place) => place.page),
  )
  others.add(page)
  return others.size >= LEAST_PAGES
}

function maskDigits(text: string): string {
  return text.replace(/\d+/g, '0')
}
