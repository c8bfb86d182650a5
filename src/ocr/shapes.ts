import { CYRILLIC_TWINS, LATIN_TWINS } from '../text/letters.ts'
import { largest, smallest } from '../text/lists.ts'
import { cut, type Picture } from './picture.ts'

/*
 * Shapes that a recogniser mixes up and that pixels tell plainly: how many stems stand side by side,
 * how long a dash is, where a wider gap parts digits.
 */

/** Darker pixels than this are ink. */
const DARK = 140
/** Thin lines and points are no darker than this where they lie between two pixels. */
const GREY = 190
/** A column of which so much is inked belongs to a stem, as shares of the height of the word. */
const STEM = 0.65
/** What may stand in the middle band of a column that is no stem: specks. */
const SPECKS = 0.1
const MIDDLE = [0.28, 0.72] as const
/** Points and dashes are lower than this; the middle of a dash lies between these heights. */
const LOW = 0.3
const DASH_BETWEEN = [0.3, 0.85] as const
const WIDEST_POINT = 0.35
const WIDEST_STEM = 0.35
/** So high are the ends of stems, where serifs may meet. */
const SERIF = 0.15

interface Column {
  readonly top: number
  readonly bottom: number
  readonly count: number
}

/** Neighbour columns with ink, ends exclusive. */
interface Blob {
  readonly from: number
  readonly to: number
  readonly top: number
  readonly bottom: number
}

type Box = readonly [number, number, number, number]

/** «III», «II-III.»: what is drawn of nothing but stems, dashes and a point; null for the rest. */
export function readStems(picture: Picture, box: Box): string | null {
  const word = cutBox(picture, box)
  const columns = columnsOf(word)
  const blobs = blobsOf(columns)
  const top = smallest(blobs.map((blob) => blob.top))
  const height = largest(blobs.map((blob) => blob.bottom)) - top
  let text = ''
  for (const [index, blob] of blobs.entries()) {
    const high = blob.bottom - blob.top
    if (high < LOW * height) {
      const middle = ((blob.top + blob.bottom) / 2 - top) / height
      const isDash = middle > DASH_BETWEEN[0] && middle < DASH_BETWEEN[1]
      const isPoint = blob.to - blob.from < WIDEST_POINT * height && index === blobs.length - 1
      if (!isDash && !isPoint) return null
      text += isDash ? '-' : '.'
    } else {
      const stems = countStems(word, columns, { ...blob, top, bottom: top + height })
      if (stems === 0) return null
      text += 'I'.repeat(stems)
    }
  }
  return /^I{1,3}(?:-I{1,3})?\.?$/.test(text) ? text : null
}

/** Stems of a blob; 0 where more is drawn between them than serifs, as in «П», «Ш», «V». */
function countStems(
  { width, pixels }: Picture,
  columns: readonly Column[],
  { from, to, top, bottom }: Blob,
): number {
  const height = bottom - top
  const isStem = (x: number) => (columns[x]?.count ?? 0) >= STEM * height
  const inkIn = (x: number, [start, end]: readonly [number, number]) => {
    let ink = 0
    for (let y = Math.round(top + start * height); y < top + end * height; y += 1)
      if ((pixels[y * width + x] ?? 0) < DARK) ink += 1
    return ink
  }
  let [stems, wide] = [0, 0]
  let [opensAbove, opensBelow] = [false, false]
  for (let x = from; x < to; x += 1) {
    if (isStem(x)) {
      if (wide === 0 && stems > 0 && opensAbove !== opensBelow) return 0
      if (wide === 0) [stems, opensAbove, opensBelow] = [stems + 1, false, false]
      wide += 1
      if (wide > WIDEST_STEM * height) return 0
      continue
    }
    wide = 0
    // Beside a stem its own edge is grey.
    const isEdge = isStem(x - 1) || isStem(x + 1)
    if (inkIn(x, MIDDLE) > SPECKS * height && !isEdge) return 0
    if (inkIn(x, [0, SERIF]) === 0) opensAbove = true
    if (inkIn(x, [1 - SERIF, 1]) === 0) opensBelow = true
  }
  return stems
}

interface DashRequest {
  readonly lineHeight: number
  /** As many as the recogniser saw. */
  readonly count: number
}

/**
 * Lengths of the dashes in a word, from left to right, as shares of the height of its line; null
 * where the picture does not show so many. A thin dash is grey, a close one is joined by its grey.
 */
export function dashesOf(
  picture: Picture,
  box: Box,
  { lineHeight, count }: DashRequest,
): number[] | null {
  for (const dark of [GREY, DARK]) {
    const lengths = blobsOf(columnsOf(cutBox(picture, box), dark))
      .filter(({ from, to, top, bottom }) => bottom - top <= Math.max(2, (to - from) * 0.6))
      .filter(({ top, bottom }) => bottom - top < THICKEST_DASH * lineHeight)
      .map(({ from, to }) => (to - from) / lineHeight)
      .filter((length) => length >= SHORTEST_DASH)
    if (lengths.length === count) return lengths
  }
  return null
}

/** Points and apostrophes are shorter. */
const SHORTEST_DASH = 0.2
const THICKEST_DASH = 0.16
/** Boxes of what stands side by side in a box without touching, in pixels of the picture. */
export function blobsIn(picture: Picture, box: Box): Box[] {
  const [left, top] = [Math.max(0, box[0] - 2), Math.max(0, box[1] - 1)]
  return blobsOf(columnsOf(cutBox(picture, box))).map((blob) => [
    left + blob.from,
    top + blob.top,
    left + blob.to,
    top + blob.bottom,
  ])
}

/** True for a letter whose right end is higher than its left one, as that of a letter with a hook. */
export function risesAtEnd(picture: Picture, [left, top, right, bottom]: Box): boolean {
  const columns = columnsOf(cut(picture, { left, top, right, bottom }, 0), GREY)
  const topOf = (from: number, to: number) =>
    smallest(columns.slice(from, to).map((column) => column.top))
  const third = Math.round(columns.length / 3)
  return topOf(0, third) - topOf(columns.length - third, columns.length) > HOOK * (bottom - top)
}

/** A hook is higher than this share of its letter. */
const HOOK = 0.09

/** True where what ends a word is as wide as it is high: a point, no comma. */
export function endsWithPoint(picture: Picture, box: Box): boolean {
  const blobs = blobsOf(columnsOf(cutBox(picture, box), GREY))
  const last = blobs.at(-1)
  if (!last || blobs.length < 2) return false
  const [width, height] = [last.to - last.from, last.bottom - last.top]
  return height <= ROUND * width + 1 && width <= ROUND * height + 1
}

/** Higher than wide by this, and by a pixel of grey, is no point any more. */
const ROUND = 1.2

/** Where in a word its widest gap is, as a share of its width, if it is a blank; null if not. */
export function blankIn(picture: Picture, box: Box): number | null {
  const blobs = blobsOf(columnsOf(cutBox(picture, box)))
  const gaps = blobs.slice(1).map(({ from }, index) => from - (blobs[index]?.to ?? from))
  const [start = 0, end = 0] = [blobs[0]?.from, blobs.at(-1)?.to]
  const height = Math.max(0, largest(blobs.map(({ top, bottom }) => bottom - top)))
  const [widest = 0, next = 0] = gaps.toSorted((left, right) => right - left)
  if (widest <= APART * height || widest < WIDER_THAN_OTHERS * next) return null
  return ((blobs[gaps.indexOf(widest)]?.to ?? 0) - start) / (end - start)
}

const WIDER_THAN_OTHERS = 1.3
/** A blank is wider than this share of the height of its word. */
const APART = 0.24

function cutBox(picture: Picture, [left, top, right, bottom]: Box): Picture {
  const area = {
    left: Math.max(0, left - 2),
    top: Math.max(0, top - 1),
    right: Math.min(picture.width, right + 2),
    bottom: Math.min(picture.height, bottom + 1),
  }
  return cut(picture, area, 0)
}

function columnsOf({ width, height, pixels }: Picture, dark = DARK): Column[] {
  return Array.from({ length: width }, (_, x) => {
    let [top, bottom, count] = [height, 0, 0]
    for (let y = 0; y < height; y += 1) {
      if ((pixels[y * width + x] ?? 0) >= dark) continue
      if (count === 0) top = y
      bottom = y + 1
      count += 1
    }
    return { top, bottom, count }
  })
}

function blobsOf(columns: readonly Column[]): Blob[] {
  const blobs: Blob[] = []
  let open: { from: number; top: number; bottom: number } | null = null
  for (const [x, { top, bottom, count }] of [
    ...columns,
    { top: 0, bottom: 0, count: 0 },
  ].entries()) {
    if (count > 0)
      open = open
        ? { from: open.from, top: Math.min(open.top, top), bottom: Math.max(open.bottom, bottom) }
        : { from: x, top, bottom }
    else if (open) {
      blobs.push({ ...open, to: x })
      open = null
    }
  }
  return blobs
}

/** The text with Latin letters that look Cyrillic made so. */
export function toCyrillic(text: string): string {
  return Array.from(text, (letter) => CYRILLIC_TWINS[LATIN_TWINS.indexOf(letter)] ?? letter).join(
    '',
  )
}
