import type { Box } from '../document/page-content.ts'
import type { Ruling } from '../document/ruling.ts'
import { ZvitError } from '../model/error.ts'
import { append, largest, smallest } from '../text/lists.ts'
import { IDENTITY, type Matrix, moveBox, multiply, rulingIn, transform } from './level.ts'
import type { Library } from './pdfium-library.ts'

const PATH = 2
const IMAGE = 3
const SHADING = 4
const FORM = 5
const LINE_TO = 0
const BEZIER_TO = 1
/** Forms in forms; PDFium itself stops at 40. */
const DEEPEST = 40
/** A path of more segments than this is a drawing. */
const MOST_SEGMENTS = 20_000
/** A stroke wider than this is an area, not a line; points. */
const WIDEST_STROKE = 8
/** A picture thinner than this is a line. */
const THINNEST_PICTURE = 3

interface ObjectRequest {
  readonly toPage: Matrix
  /** At least 64 bytes that may be written. */
  readonly scratch: number
  readonly mostObjects: number
}

interface Found {
  readonly rulings: Ruling[]
  readonly pictures: Box[]
}

/** What a page draws besides text, and how many objects it has. */
interface PageObjects extends Found {
  readonly objects: number
}

/** Lines and pictures of a page; forms are descended with their matrices. */
export function readObjects(library: Library, page: number, request: ObjectRequest): PageObjects {
  const found: Found = { rulings: [], pictures: [] }
  let seen = 0
  const visit = (object: number, outer: Matrix, depth: number): void => {
    seen += 1
    if (seen > request.mostObjects) throw tooMany(request.mostObjects)
    switch (library.FPDFPageObj_GetType(object)) {
      case PATH:
        for (const ruling of readPath(library, object, { ...request, outer }))
          found.rulings.push(ruling)
        return
      case IMAGE:
      case SHADING:
        addPicture(readBounds(library, object, { ...request, outer }), found)
        return
      case FORM: {
        if (depth >= DEEPEST) return
        const inner = multiply(readMatrix(library, object, request.scratch), outer)
        const count = library.FPDFFormObj_CountObjects(object)
        for (let index = 0; index < count; index += 1)
          visit(library.FPDFFormObj_GetObject(object, index), inner, depth + 1)
      }
    }
  }
  const count = library.FPDFPage_CountObjects(page)
  if (count > request.mostObjects) throw tooMany(request.mostObjects)
  for (let index = 0; index < count; index += 1)
    visit(library.FPDFPage_GetObject(page, index), request.toPage, 0)
  return { ...found, objects: seen }
}

function tooMany(limit: number): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `A page of the PDF has more objects than the limit «pageObjects», ${limit}, allows.`,
  )
}

interface InForm extends ObjectRequest {
  /** From the space that the object lives in to the page. */
  readonly outer: Matrix
}

function readMatrix(library: Library, object: number, scratch: number): Matrix {
  if (library.FPDFPageObj_GetMatrix(object, scratch) === 0) return IDENTITY
  const values = library.floats().subarray(scratch >> 2, (scratch >> 2) + 6)
  const [a = 1, b = 0, c = 0, d = 1, e = 0, f = 0] = values
  return [a, b, c, d, e, f]
}

function readBounds(library: Library, object: number, { scratch, outer }: InForm): Box {
  library.FPDFPageObj_GetBounds(object, scratch, scratch + 4, scratch + 8, scratch + 12)
  const values = library.floats().subarray(scratch >> 2, (scratch >> 2) + 4)
  const [left = 0, bottom = 0, right = 0, top = 0] = values
  return moveBox(outer, [left, bottom, right, top])
}

/** Some producers stretch a picture of one pixel into a line. */
function addPicture(box: Box, { rulings, pictures }: Found): void {
  const [x0, y0, x1, y1] = box
  if (x1 - x0 >= THINNEST_PICTURE && y1 - y0 >= THINNEST_PICTURE) {
    pictures.push(box)
    return
  }
  const corners = [
    { x: x0, y: y0 },
    { x: x1, y: y1 },
  ]
  append(rulings, rulingsOfFilled({ points: corners }))
}

function readPath(library: Library, object: number, request: InForm): Ruling[] {
  const { scratch, outer } = request
  library.FPDFPath_GetDrawMode(object, scratch, scratch + 4)
  const [fill = 0, stroke = 0] = library.integers().subarray(scratch >> 2, (scratch >> 2) + 2)
  if (fill === 0 && stroke === 0) return []
  const count = library.FPDFPath_CountSegments(object)
  if (count > MOST_SEGMENTS) return []
  const matrix = multiply(readMatrix(library, object, scratch), outer)
  const subpaths = readSubpaths(library, object, { scratch, matrix, count })
  if (stroke === 0) return subpaths.flatMap(rulingsOfFilled)
  library.FPDFPageObj_GetStrokeWidth(object, scratch)
  const width = library.floats()[scratch >> 2] ?? 0
  const scale = Math.sqrt(Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]))
  return width * scale > WIDEST_STROKE ? [] : subpaths.flatMap(rulingsOfStroked)
}

interface PathRequest {
  readonly scratch: number
  readonly matrix: Matrix
  readonly count: number
}

function readSubpaths(library: Library, object: number, request: PathRequest): Subpath[] {
  const subpaths: { points: Point[]; isClosed: boolean; curves: Set<number> }[] = []
  const at = request.scratch >> 2
  for (let index = 0; index < request.count; index += 1) {
    const segment = library.FPDFPath_GetPathSegment(object, index)
    const type = library.FPDFPathSegment_GetType(segment)
    library.FPDFPathSegment_GetPoint(segment, request.scratch, request.scratch + 4)
    const floats = library.floats()
    const [x, y] = transform(request.matrix, floats[at] ?? 0, floats[at + 1] ?? 0)
    if (type !== LINE_TO && type !== BEZIER_TO)
      subpaths.push({ points: [], isClosed: false, curves: new Set() })
    const subpath = subpaths.at(-1)
    if (!subpath) continue
    if (type === BEZIER_TO) subpath.curves.add(subpath.points.length)
    subpath.points.push({ x, y })
    if (library.FPDFPathSegment_GetClose(segment) === 1) subpath.isClosed = true
  }
  return subpaths
}

interface Point {
  readonly x: number
  readonly y: number
}

/** One piece of a path, in points from the top left corner of the page. */
interface Subpath {
  readonly points: readonly Point[]
  readonly isClosed: boolean
  /** Points that a curve leads to; three a curve, two of them off it. */
  readonly curves: ReadonlySet<number>
}

/** A filled area thinner than this is a line: Word draws borders as rectangles of 0.48 pt. */
const THICKEST_LINE = 3
/** Thicker areas, up to this, are lines where they are so many times as long: borders of 4½ pt. */
const THICKEST_BORDER = 7
const LONG = 2.5
/** A line may lean by this much, points. */
const LEAN = 1

/** Lines of a stroked piece: each straight part along an axis; a rectangle gives four. */
function rulingsOfStroked(subpath: Subpath): Ruling[] {
  const { points, isClosed, curves } = subpath
  if (curves.size > 0 && isThin(points)) return rulingsOfFilled(subpath)
  const rulings: Ruling[] = []
  const ends = isClosed ? [...points, ...points.slice(0, 1)] : points
  for (let index = 1; index < ends.length; index += 1) {
    const from = ends[index - 1]
    const to = ends[index]
    const ruling = from && to && !curves.has(index) ? rulingBetween(from, to) : null
    if (ruling) rulings.push(ruling)
  }
  return rulings
}

/** True for a curve that is drawn as straight as a line. */
function isThin(points: readonly Point[]): boolean {
  const spread = (values: readonly number[]) => largest(values) - smallest(values)
  const [across, down] = [spread(points.map(({ x }) => x)), spread(points.map(({ y }) => y))]
  return points.length <= 8 && Math.min(across, down) <= LEAN
}

/** The middle line of a filled piece that is as thin as a line; nothing where it is an area. */
function rulingsOfFilled({ points }: Pick<Subpath, 'points'>): Ruling[] {
  if (points.length < 2) return []
  const [xs, ys] = [points.map(({ x }) => x), points.map(({ y }) => y)]
  const box: Box = [smallest(xs), smallest(ys), largest(xs), largest(ys)]
  const [width, height] = [box[2] - box[0], box[3] - box[1]]
  const [thick, long] = [Math.min(width, height), Math.max(width, height)]
  if (thick > THICKEST_BORDER || (thick > THICKEST_LINE && long < LONG * thick)) return []
  return [rulingIn(box, width < height)]
}

function rulingBetween(from: Point, to: Point): Ruling | null {
  const [x0, x1] = from.x < to.x ? [from.x, to.x] : [to.x, from.x]
  const [y0, y1] = from.y < to.y ? [from.y, to.y] : [to.y, from.y]
  const [across, down] = [x1 - x0, y1 - y0]
  if (Math.min(across, down) > LEAN || across === down) return null
  return rulingIn([x0, y0, x1, y1], across < down)
}
