import { createHash } from 'node:crypto'
import { deflateSync } from 'node:zlib'

/*
 * Small PDFs written in memory. Coordinates are PDF's own: points from the bottom left corner. The
 * one font embeds nothing: every character is half its size wide, and its ToUnicode map knows
 * ASCII and Ukrainian.
 */

export interface TestPage {
  /** Operators of the content stream; see `write`, `stroke`, `fill`. */
  readonly content: string
  /** True where the content stream is packed (FlateDecode). */
  readonly isPacked?: boolean
  readonly size?: readonly [number, number]
  readonly rotate?: number
  readonly crop?: readonly [number, number, number, number]
  /** A form XObject `/X1` with its operators and its matrix. */
  readonly form?: { readonly content: string; readonly matrix: readonly number[] }
  /** A text field with its value and its appearance. */
  readonly field?: { readonly value: string; readonly rect: readonly number[] }
}

export interface TestEncryption {
  /** Needed to open the file; '' opens for everyone. */
  readonly user: string
}

const LETTERS = 'абвгґдеєжзиіїйклмнопрстуфхцчшщьюя'
const OTHERS = `${LETTERS}${LETTERS.toUpperCase()}«»–№’…²`
const FIRST_OTHER = 128

/** Text with its base line at (x, y); the matrix turns it where it is given. */
export function write(x: number, y: number, text: string, size = 10): string {
  return `BT /F1 ${size} Tf ${x} ${y} Td <${encode(text)}> Tj ET\n`
}

/** Text under a matrix of its own (`a b c d x y`). */
export function writeTurned(matrix: readonly number[], text: string, size = 10): string {
  return `BT /F1 ${size} Tf ${matrix.join(' ')} Tm <${encode(text)}> Tj ET\n`
}

/** Lines down from (x, y), 12 points apart. */
export function writeLines(x: number, y: number, lines: readonly string[]): string {
  return lines.map((line, index) => write(x, y - 12 * index, line)).join('')
}

export function stroke(x0: number, y0: number, x1: number, y1: number): string {
  return `${x0} ${y0} m ${x1} ${y1} l S\n`
}

export function fill(x: number, y: number, width: number, height: number): string {
  return `${x} ${y} ${width} ${height} re f\n`
}

/** Stroked lines of a full grid. */
export function grid(xs: readonly number[], ys: readonly number[]): string {
  const [left, right] = [Math.min(...xs), Math.max(...xs)]
  const [bottom, top] = [Math.min(...ys), Math.max(...ys)]
  return [
    ...xs.map((x) => stroke(x, bottom, x, top)),
    ...ys.map((y) => stroke(left, y, right, y)),
  ].join('')
}

function encode(text: string): string {
  const codes = Array.from(text, (letter) => {
    const other = OTHERS.indexOf(letter)
    return other < 0 ? letter.charCodeAt(0) : FIRST_OTHER + other
  })
  return Buffer.from(codes).toString('hex')
}

/** A font whose characters are drawings with names; no map tells what they mean. */
const NAMED_FONT = `<< /Type /Font /Subtype /Type3 /FontBBox [0 -200 500 800] /FontMatrix [0.001 0 0 0.001 0 0] /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /Encoding << /Type /Encoding /Differences [32 ${namesOf(asciiCodes())} ${FIRST_OTHER} ${namesOf(OTHERS)}] >> /CharProcs << ${[asciiCodes(), OTHERS].map((all) => namesOf(all).replaceAll(/\S+/g, '$& 4 0 R')).join(' ')} >> /Resources << >> >>`

function asciiCodes(): string {
  return String.fromCharCode(...Array.from({ length: 95 }, (_, index) => 32 + index))
}

/** As the glyph list of Adobe names characters by their code. */
function namesOf(letters: string): string {
  return Array.from(letters, (letter) => {
    const code = letter.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')
    return `/uni${code}`
  }).join(' ')
}

/** A file whose font tells its letters by the names of their drawings alone. */
export function pdfOfDrawings(pages: readonly TestPage[]): Uint8Array {
  const drawing = { dictionary: '', content: '500 0 d0 0 0 400 700 re f' }
  return assemble([...catalogue(pages), NAMED_FONT, drawing, ...pages.flatMap(objectsOf)])
}

/** The file. Objects: 1 catalogue, 2 pages, 3 font, 4 ToUnicode, from 5 on four a page. */
export function pdf(pages: readonly TestPage[], encryption?: TestEncryption): Uint8Array {
  const font = `<< /Type /Font /Subtype /TrueType /BaseFont /Test /FirstChar 0 /LastChar 255 /Widths [${'500 '.repeat(256)}] /Encoding /WinAnsiEncoding /ToUnicode 4 0 R /FontDescriptor << /Type /FontDescriptor /FontName /Test /Flags 32 /Ascent 800 /Descent -200 /CapHeight 700 /ItalicAngle 0 /StemV 80 /FontBBox [0 -200 500 800] >> >>`
  const map = { dictionary: '', content: toUnicode() }
  return assemble([...catalogue(pages), font, map, ...pages.flatMap(objectsOf)], encryption)
}

function catalogue(pages: readonly TestPage[]): string[] {
  return [
    `<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [${fieldsOf(pages)}] /DR << /Font << /F1 3 0 R >> >> >> >>`,
    `<< /Type /Pages /Count ${pages.length} /Kids [${pages.map((_, index) => `${pageNumber(index)} 0 R`).join(' ')}] >>`,
  ]
}

interface Stream {
  readonly dictionary: string
  readonly content: string
}

function pageNumber(index: number): number {
  return 5 + 5 * index
}

function fieldsOf(pages: readonly TestPage[]): string {
  return pages.map((page, index) => (page.field ? `${pageNumber(index) + 3} 0 R` : '')).join(' ')
}

function objectsOf(page: TestPage, index: number): (string | Stream)[] {
  const number = pageNumber(index)
  const [width, height] = page.size ?? [595, 842]
  const resources = `<< /Font << /F1 3 0 R >> /XObject << /X1 ${number + 2} 0 R >> >>`
  const extra = [
    page.rotate ? `/Rotate ${page.rotate}` : '',
    page.crop ? `/CropBox [${page.crop.join(' ')}]` : '',
    page.field ? `/Annots [${number + 3} 0 R]` : '',
  ].join(' ')
  const { field, form } = page
  const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = field?.rect ?? []
  return [
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Resources ${resources} /Contents ${number + 1} 0 R ${extra} >>`,
    contentOf(page),
    {
      dictionary: `/Type /XObject /Subtype /Form /BBox [-2000 -2000 2000 2000] /Matrix [${form?.matrix.join(' ') ?? '1 0 0 1 0 0'}] /Resources << /Font << /F1 3 0 R >> >>`,
      content: form?.content ?? '',
    },
    `<< /Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (f) /Rect [${x0} ${y0} ${x1} ${y1}] /V <${encode(field?.value ?? '')}> /AP << /N ${number + 4} 0 R >> >>`,
    {
      dictionary: `/Type /XObject /Subtype /Form /BBox [0 0 ${x1 - x0} ${y1 - y0}] /Resources << /Font << /F1 3 0 R >> >>`,
      content: field ? write(2, 4, field.value) : '',
    },
  ]
}

function contentOf({ content, isPacked }: TestPage): Stream {
  if (!isPacked) return { dictionary: '', content }
  const packed = deflateSync(Buffer.from(content, 'latin1'))
  return { dictionary: '/Filter /FlateDecode', content: packed.toString('latin1') }
}

function toUnicode(): string {
  const ascii = Array.from({ length: 95 }, (_, index) => [32 + index, 32 + index] as const)
  const others = Array.from(
    OTHERS,
    (letter, index) => [FIRST_OTHER + index, letter.charCodeAt(0)] as const,
  )
  const hex = (value: number, width: number) => value.toString(16).padStart(width, '0')
  const rows = [...ascii, ...others].map(
    ([code, unicode]) => `<${hex(code, 2)}> <${hex(unicode, 4)}>`,
  )
  const blocks: string[] = []
  for (let start = 0; start < rows.length; start += 100) {
    const block = rows.slice(start, start + 100)
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`)
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /T def /CMapType 2 def
1 begincodespacerange <00> <ff> endcodespacerange
${blocks.join('\n')}
endcmap end end`
}

function assemble(objects: readonly (string | Stream)[], encryption?: TestEncryption): Uint8Array {
  const key = encryption ? encryptionKey(encryption.user) : null
  const parts: Buffer[] = [Buffer.from('%PDF-1.4\n', 'latin1')]
  const offsets: number[] = []
  let offset = parts[0]?.length ?? 0
  const push = (bytes: Buffer) => {
    parts.push(bytes)
    offset += bytes.length
  }
  objects.forEach((object, index) => {
    offsets.push(offset)
    push(writeObject(object, index + 1, key))
  })
  const table = offsets.map((at) => `${String(at).padStart(10, '0')} 00000 n \n`).join('')
  const protection = encryption ? ` /Encrypt ${encryptDictionary(encryption.user)}` : ''
  const size = objects.length + 1
  const tail = `xref\n0 ${size}\n0000000000 65535 f \n${table}trailer\n<< /Size ${size} /Root 1 0 R /ID [<${FILE_ID}> <${FILE_ID}>]${protection} >>\nstartxref\n${offset}\n%%EOF\n`
  push(Buffer.from(tail, 'latin1'))
  return new Uint8Array(Buffer.concat(parts))
}

function writeObject(object: string | Stream, number: number, key: Buffer | null): Buffer {
  if (typeof object === 'string')
    return Buffer.from(`${number} 0 obj\n${object}\nendobj\n`, 'latin1')
  const plain = Buffer.from(object.content, 'latin1')
  const content = key ? rc4(objectKey(key, number), plain) : plain
  return Buffer.concat([
    Buffer.from(
      `${number} 0 obj\n<< ${object.dictionary} /Length ${content.length} >>\nstream\n`,
      'latin1',
    ),
    content,
    Buffer.from('\nendstream\nendobj\n', 'latin1'),
  ])
}

// The standard security handler, revision 2 (RC4, 40 bit): ISO 32000-1, 7.6.3.
const FILE_ID = '00112233445566778899aabbccddeeff'
const PADDING = Buffer.from(
  '28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a',
  'hex',
)
const PERMISSIONS = Buffer.from([0xc0, 0xff, 0xff, 0xff])
const OWNER = 'owner'

function encryptionKey(user: string): Buffer {
  return md5(pad(user), ownerEntry(user), PERMISSIONS, Buffer.from(FILE_ID, 'hex')).subarray(0, 5)
}

function ownerEntry(user: string): Buffer {
  return rc4(md5(pad(OWNER)).subarray(0, 5), pad(user))
}

function encryptDictionary(user: string): string {
  const entry = (bytes: Buffer) => `<${bytes.toString('hex')}>`
  return `<< /Filter /Standard /V 1 /R 2 /P -64 /O ${entry(ownerEntry(user))} /U ${entry(rc4(encryptionKey(user), PADDING))} >>`
}

function objectKey(key: Buffer, number: number): Buffer {
  return md5(key, Buffer.from([number & 255, number >> 8, 0, 0, 0])).subarray(0, 10)
}

function pad(password: string): Buffer {
  return Buffer.concat([Buffer.from(password, 'latin1'), PADDING]).subarray(0, 32)
}

function md5(...parts: readonly Buffer[]): Buffer {
  return createHash('md5').update(Buffer.concat(parts)).digest()
}

function rc4(key: Buffer, data: Buffer): Buffer {
  const state = Array.from({ length: 256 }, (_, index) => index)
  const at = (index: number) => state[index & 255] ?? 0
  const swap = (left: number, right: number) => {
    const kept = at(left)
    state[left & 255] = at(right)
    state[right & 255] = kept
  }
  for (let index = 0, other = 0; index < 256; index += 1) {
    other = (other + at(index) + (key[index % key.length] ?? 0)) & 255
    swap(index, other)
  }
  let other = 0
  return Buffer.from(
    data.map((byte, position) => {
      const index = (position + 1) & 255
      other = (other + at(index)) & 255
      swap(index, other)
      return byte ^ at(at(index) + at(other))
    }),
  )
}
