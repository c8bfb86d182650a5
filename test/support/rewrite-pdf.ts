import { inflateSync } from 'node:zlib'

/*
 * The PDFs of the fixtures (LibreOffice writes them: plain objects, one packed content stream a
 * page, borders as `x y m x y l S`) taken apart, changed and put together again.
 */

/** One object: its dictionary or value, and its stream, unpacked. */
export interface PdfObject {
  readonly value: string
  readonly stream: string | null
}

/** A file that is being changed; everything is latin1. */
export interface OpenPdf {
  readonly objects: Map<number, PdfObject>
  readonly root: number
  /** Object numbers of the pages in their order. */
  readonly pages: readonly number[]
}

const OBJECT = /(?:^|\n)(\d+) 0 obj\s/g

/** The objects of a file as LibreOffice writes it. */
export function openPdf(bytes: Uint8Array): OpenPdf {
  const file = Buffer.from(bytes).toString('latin1')
  const objects = new Map<number, PdfObject>()
  for (const match of file.matchAll(OBJECT)) {
    const start = match.index + match[0].length
    objects.set(Number(match[1]), readObject(file.slice(start, endOf(file, start))))
  }
  const root = Number(/\/Root (\d+) 0 R/.exec(file)?.[1])
  const tree = Number(/\/Pages (\d+) 0 R/.exec(objects.get(root)?.value ?? '')?.[1])
  const kids = /\/Kids\s*\[([^\]]*)\]/.exec(objects.get(tree)?.value ?? '')?.[1] ?? ''
  return { objects, root, pages: Array.from(kids.matchAll(/(\d+) 0 R/g), ([, kid]) => Number(kid)) }
}

function endOf(file: string, start: number): number {
  const stream = file.indexOf('stream', start)
  const end = file.indexOf('endobj', start)
  return stream < 0 || stream > end ? end : file.indexOf('endobj', file.indexOf('endstream', start))
}

function readObject(text: string): PdfObject {
  const at = text.indexOf('stream')
  if (at < 0) return { value: text.trim(), stream: null }
  const value = text.slice(0, at).trim()
  const start = at + 'stream'.length + (text.charAt(at + 6) === '\r' ? 2 : 1)
  const data = text.slice(start, text.lastIndexOf('endstream'))
  const isPacked = /\/FlateDecode/.test(value)
  const stream = isPacked ? inflateSync(Buffer.from(data, 'latin1')).toString('latin1') : data
  const kept = value.replace(/\/Filter\s*\/FlateDecode/, '').replace(/\/Length\s+\d+( 0 R)?/, '')
  return { value: kept, stream }
}

/** The file of the objects. */
export function closePdf({ objects, root }: OpenPdf): Uint8Array {
  const parts = ['%PDF-1.7\n']
  const offsets = new Map<number, number>()
  let offset = parts[0]?.length ?? 0
  const push = (part: string) => {
    parts.push(part)
    offset += part.length
  }
  const size = Math.max(...objects.keys()) + 1
  for (const [number, { value, stream }] of objects) {
    offsets.set(number, offset)
    if (stream === null) push(`${number} 0 obj\n${value}\nendobj\n`)
    else {
      const dictionary = value.replace(/>>$/, ` /Length ${stream.length} >>`)
      push(`${number} 0 obj\n${dictionary}\nstream\n${stream}\nendstream\nendobj\n`)
    }
  }
  const rows = Array.from({ length: size - 1 }, (_, index) => {
    const at = offsets.get(index + 1)
    return at === undefined ? '0000000000 65535 f \n' : `${String(at).padStart(10, '0')} 00000 n \n`
  })
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${rows.join('')}trailer\n<< /Size ${size} /Root ${root} 0 R >>\nstartxref\n${offset}\n%%EOF\n`
  return new Uint8Array(Buffer.from(parts.join('') + tail, 'latin1'))
}

/** The file with an object added `times` times as it stands, all in one change (ISO 32000-1, 7.5.6). */
export function addChange(bytes: Uint8Array, object: number, times = 1): Uint8Array {
  const file = Buffer.from(bytes).toString('latin1')
  const start = file.indexOf(`\n${object} 0 obj`) + 1
  const again = file.slice(start, file.indexOf('endobj', start) + 'endobj\n'.length)
  const at = file.length + (times - 1) * again.length
  const table = `xref\n${object} 1\n${String(at).padStart(10, '0')} 00000 n \n`
  const before = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(file)?.[1]
  const [size] = /\/Size \d+/.exec(file) ?? []
  const trailer = `trailer\n<< ${size} /Root 1 0 R /Prev ${before} >>\n`
  const tail = `${table}${trailer}startxref\n${at + again.length}\n%%EOF\n`
  return new Uint8Array(Buffer.from(file + again.repeat(times) + tail, 'latin1'))
}

/** The page's own dictionary. */
export function pageValue({ objects }: OpenPdf, page: number): string {
  return objects.get(page)?.value ?? ''
}

export function setPage({ objects }: OpenPdf, page: number, value: string): void {
  objects.set(page, { value, stream: null })
}

/** Width and height of a page, points. */
export function pageSize(pdf: OpenPdf, page: number): readonly [number, number] {
  const [, , width = 0, height = 0] = numbersIn(/\/MediaBox\s*\[([^\]]*)\]/, pageValue(pdf, page))
  return [width, height]
}

function numbersIn(pattern: RegExp, text: string): readonly number[] {
  return (pattern.exec(text)?.[1] ?? '').trim().split(/\s+/).map(Number)
}

/** The number of the object that holds the page's operators. */
export function contentOf(pdf: OpenPdf, page: number): number {
  return Number(/\/Contents (\d+) 0 R/.exec(pageValue(pdf, page))?.[1])
}

/** Changes the operators of each page. */
export function changeContents(
  pdf: OpenPdf,
  change: (content: string, page: number) => string,
): void {
  for (const page of pdf.pages) {
    const number = contentOf(pdf, page)
    const stream = pdf.objects.get(number)?.stream ?? ''
    pdf.objects.set(number, { value: '<< >>', stream: change(stream, page) })
  }
}

/** Adds an object and gives its number. */
export function addObject({ objects }: OpenPdf, object: PdfObject): number {
  const number = Math.max(...objects.keys()) + 1
  objects.set(number, object)
  return number
}

/** A drawn line of a border as LibreOffice writes it. */
const LINE = /([\d.-]+) ([\d.-]+) m\s+([\d.-]+) ([\d.-]+) l S/g

/** Each stroked line replaced; `change` gets its ends. */
export function changeLines(
  content: string,
  change: (x0: number, y0: number, x1: number, y1: number) => string,
): string {
  return content.replace(LINE, (_, x0, y0, x1, y1) =>
    change(Number(x0), Number(y0), Number(x1), Number(y1)),
  )
}
