/**
 * A piece of a picture as PDF knows it: the dictionary of an image (ISO 32000-1, 8.9.5) without its
 * size, and the bytes as the file packs them.
 */
export interface Strip {
  /** Pixels from the top left corner of the picture. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** `/ColorSpace /DeviceGray /BitsPerComponent 8 /Filter …`. */
  readonly dictionary: string
  readonly data: Uint8Array
  /** What the dictionary means by `FUNCTION`; the same for all strips of a picture. */
  readonly mixing?: PdfFunction
}

/** A function that computes colours (ISO 32000-1, 7.10.5). */
export interface PdfFunction {
  readonly head: string
  readonly code: string
}

/** Stands in a dictionary for the reference to the strip's function. */
export const FUNCTION = '(function)'

/**
 * A PDF of one page, a point a pixel, that shows the strips where they belong. PDFium has the
 * decoders that pictures need (JPEG, fax, LZW), within its limits of memory.
 */
export function wrapPicture(width: number, height: number, strips: readonly Strip[]): Uint8Array {
  const content = strips
    .map(
      (strip, index) =>
        `q ${strip.width} 0 0 ${strip.height} ${strip.left} ${height - strip.top - strip.height} cm /S${index} Do Q`,
    )
    .join('\n')
  const names = strips.map((_, index) => `/S${index} ${index + 5} 0 R`).join(' ')
  const mixing = strips[0]?.mixing
  const objects = [
    ['<< /Type /Catalog /Pages 2 0 R >>'],
    ['<< /Type /Pages /Kids [3 0 R] /Count 1 >>'],
    [
      `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${width} ${height}] /Contents 4 0 R ` +
        `/Resources << /XObject << ${names} >> >> >>`,
    ],
    streamOf('', Buffer.from(content)),
    ...strips.map(({ dictionary, data, ...strip }) =>
      streamOf(
        `/Type /XObject /Subtype /Image /Width ${strip.width} /Height ${strip.height} ` +
          `${dictionary.replace(FUNCTION, `${strips.length + 5} 0 R`)} `,
        data,
      ),
    ),
    ...(mixing ? [streamOf(`${mixing.head} `, Buffer.from(mixing.code))] : []),
  ]
  return joinObjects(objects)
}

type Part = string | Uint8Array

function streamOf(dictionary: string, data: Uint8Array): readonly Part[] {
  return [`<< ${dictionary}/Length ${data.length} >>\nstream\n`, data, '\nendstream']
}

function joinObjects(objects: readonly (readonly Part[])[]): Uint8Array {
  const parts: Uint8Array[] = []
  const places: number[] = []
  let length = 0
  const add = (part: Part) => {
    const bytes = typeof part === 'string' ? Buffer.from(part, 'latin1') : part
    parts.push(bytes)
    length += bytes.length
  }
  add('%PDF-1.7\n')
  objects.forEach((object, index) => {
    places.push(length)
    add(`${index + 1} 0 obj\n`)
    object.forEach(add)
    add('\nendobj\n')
  })
  const start = length
  const rows = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('')
  add(`xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${rows}`)
  add(`trailer\n<< /Size ${objects.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`)
  return Buffer.concat(parts)
}
