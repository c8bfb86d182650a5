import {
  addObject,
  changeContents,
  changeLines,
  contentOf,
  type OpenPdf,
  pageSize,
  pageValue,
  setPage,
} from './rewrite-pdf.ts'

/*
 * One report as many programs would print it: changes to a PDF of the fixtures that leave what a
 * reader of the page sees as it is.
 */

export type Change = (pdf: OpenPdf) => void
type Ends = readonly [x0: number, y0: number, x1: number, y1: number]

/** Borders drawn in other ways. */
export const BORDERS: Readonly<Record<string, Change>> = {
  'dashed strokes': lines(([x0, y0, x1, y1]) => `[3 3] 0 d ${x0} ${y0} m ${x1} ${y1} l S [] 0 d`),
  'dashes one by one': lines((ends) => pieces(ends, 6).map(stroked(3)).join('')),
  'dots one by one': lines((ends) => pieces(ends, 2.5).map(dot).join('')),
  'stretched pictures of one pixel': lines((ends) => {
    const [x, y, width, height] = rectangle(ends, 0.5)
    return `q ${width} 0 0 ${height} ${x} ${y} cm BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q n`
  }),
  'thin filled rectangles': lines((ends) => `${rectangle(ends, 0.48).join(' ')} re f*`),
  'thick filled rectangles': lines((ends) => `${rectangle(ends, 4.5).join(' ')} re f`),
  'curves that are straight': lines(
    ([x0, y0, x1, y1]) => `${x0} ${y0} m ${x0} ${y0} ${x1} ${y1} ${x1} ${y1} c S`,
  ),
}

/** Borders that are not drawn, or not all. */
export const ERASED: Readonly<Record<string, Change>> = {
  'none at all': lines(() => 'n'),
  'only those between rows': lines((ends) => (isUpright(ends) ? 'n' : line(ends))),
  'only those between columns': lines((ends) => (isUpright(ends) ? line(ends) : 'n')),
}

/** Pages laid out in other ways. */
export const PAGES: Readonly<Record<string, Change>> = {
  'turned by /Rotate 90': turned([0, 1, -1, 0], '/Rotate 90'),
  'turned by /Rotate 270': turned([0, -1, 1, 0], '/Rotate -90'),
  'lying on the left side': turned([0, 1, -1, 0], ''),
  'lying on the right side': turned([0, -1, 1, 0], ''),
  'upside down': (pdf) => {
    for (const page of pdf.pages)
      setPage(pdf, page, `${pageValue(pdf, page).slice(0, -2)}/Rotate 180 >>`)
  },
  'in the crop box of a larger page': (pdf) => {
    changeContents(pdf, (content) => `q 1 0 0 1 100 60 cm ${content} Q 5 20 m 40 20 l S`)
    for (const page of pdf.pages) {
      const [width, height] = pageSize(pdf, page)
      const crop = `/CropBox [100 60 ${width + 100} ${height + 60}]`
      setBox(pdf, page, [width + 200, height + 120], crop)
    }
  },
  'in a form object with a matrix': (pdf) => inForm(pdf, '0.5 0 0 0.5 0 0', '2 0 0 2 0 0'),
  'in a mirrored form object': (pdf) => {
    const [, height] = pageSize(pdf, pdf.pages[0] ?? 0)
    changeContents(pdf, (content) => `q 1 0 0 -1 0 ${height} cm ${content} Q`)
    inForm(pdf, `1 0 0 -1 0 ${height}`, '1 0 0 1 0 0')
  },
  'two on a sheet, side by side': twoOnSheet,
}

/** Text written in other ways. */
export const TEXTS: Readonly<Record<string, Change>> = {
  'letters pulled apart inside words': (pdf) => {
    let count = 0
    changeContents(pdf, (content) =>
      content.replace(/<([0-9A-F]{6,})>(?!Tj)/g, (whole, codes: string) => {
        count += 1
        return count % 3 === 0 ? whole : `<${codes.slice(0, 4)}>-220<${codes.slice(4)}> 220 `
      }),
    )
  },
  'objects in no order': (pdf) => changeContents(pdf, shuffle),
  'letters mapped as Windows-1251 taken for Latin-1': (pdf) => {
    const bytes = Uint8Array.from({ length: 128 }, (_, index) => index + 128)
    const letters = new TextDecoder('windows-1251').decode(bytes)
    changeMap(pdf, (letter) => {
      const at = letters.indexOf(letter)
      return at < 0 ? letter : String.fromCharCode(at + 128)
    })
  },
  'small letters mapped to Latin look-alikes': (pdf) =>
    changeMap(pdf, (letter) => 'aceiopxy'.charAt('асеіорху'.indexOf(letter)) || letter),
}

/** Text set in other ways; a hyphen that is an object of its own would stand wrong. */
export const SETTINGS: Readonly<Record<string, Change>> = {
  'leaning letters': (pdf) =>
    changeContents(pdf, (content) =>
      content.replace(/(BT\n)([\d.-]+) ([\d.-]+) Td/g, '$11 0 0.21 1 $2 $3 Tm'),
    ),
  'letters spaced out': (pdf) =>
    changeContents(pdf, (content) => content.replaceAll('BT\n', 'BT\n82 Tz 1.1 Tc ')),
  'lines that run over the border': (pdf) =>
    changeContents(pdf, (content) => content.replaceAll('BT\n', 'BT\n104 Tz ')),
}

/** Fonts that do not say, or say wrongly, what their letters are. */
export const LAYERS: Readonly<Record<string, Change>> = {
  'no ToUnicode': (pdf) => {
    for (const [number, { value, stream }] of [...pdf.objects])
      pdf.objects.set(number, { value: value.replace(/\/ToUnicode \d+ 0 R/, ''), stream })
  },
  'letters і, ї, є without a Unicode value': (pdf) =>
    changeMap(pdf, (letter) => (/[іїє]/i.test(letter) ? '' : letter)),
  'letters і, ї, є as blanks': (pdf) =>
    changeMap(pdf, (letter) => (/[іїє]/i.test(letter) ? ' ' : letter)),
  'letters of the private use area': (pdf) =>
    changeMap(pdf, (letter) => String.fromCharCode(0xf000 + (letter.charCodeAt(0) & 0xff))),
  'letters as those that follow them': (pdf) =>
    changeMap(pdf, (letter) =>
      /[а-я]/i.test(letter) ? String.fromCharCode(letter.charCodeAt(0) + 1) : letter,
    ),
  'vowels one for another': (pdf) => changeMap(pdf, (letter) => VOWELS.get(letter) ?? letter),
}

const VOWELS: ReadonlyMap<string, string> = new Map(
  Array.from('аоиіеуАОИІЕУ', (letter, at) => [letter, 'оаіиуеОАІИУЕ'.charAt(at)]),
)

/** Changes what the fonts of the file say their letters are; '' for nothing. */
export function changeMap(pdf: OpenPdf, change: (letter: string) => string): void {
  for (const { value } of [...pdf.objects.values()]) {
    const map = Number(/\/ToUnicode (\d+) 0 R/.exec(value)?.[1])
    const stream = pdf.objects.get(map)?.stream
    if (!stream) continue
    const changed = stream.replace(/<(\w{2})> <(\w{4})>/g, (_, code, unicode) => {
      const letter = change(String.fromCharCode(Number.parseInt(unicode, 16)))
      return letter === '' ? '' : `<${code}> <${hex(letter.charCodeAt(0))}>`
    })
    pdf.objects.set(map, { value: '<< >>', stream: changed })
  }
}

function hex(code: number): string {
  return code.toString(16).padStart(4, '0')
}

function isUpright([x0, , x1]: Ends): boolean {
  return Math.abs(x0 - x1) < 0.1
}

function line([x0, y0, x1, y1]: Ends): string {
  return `${x0} ${y0} m ${x1} ${y1} l S`
}

function lines(draw: (ends: Ends) => string): Change {
  return (pdf) => changeContents(pdf, (content) => changeLines(content, (...ends) => draw(ends)))
}

function rectangle([x0, y0, x1, y1]: Ends, width: number): readonly number[] {
  return x0 === x1
    ? [x0 - width / 2, Math.min(y0, y1), width, Math.abs(y1 - y0)]
    : [Math.min(x0, x1), y0 - width / 2, Math.abs(x1 - x0), width]
}

/** Where the pieces of a dashed line begin, and its direction. */
function pieces([x0, y0, x1, y1]: Ends, step: number): readonly Ends[] {
  const length = Math.hypot(x1 - x0, y1 - y0)
  const [dx, dy] = [(x1 - x0) / length, (y1 - y0) / length]
  return Array.from({ length: Math.ceil(length / step) }, (_, index) => [
    x0 + dx * step * index,
    y0 + dy * step * index,
    dx,
    dy,
  ])
}

function stroked(length: number): (piece: Ends) => string {
  return ([x, y, dx, dy]) => `${x} ${y} m ${x + dx * length} ${y + dy * length} l S\n`
}

function dot([x, y, dx, dy]: Ends): string {
  return `${x - 0.25} ${y - 0.25} ${dx === 0 ? 0.5 : 1} ${dy === 0 ? 0.5 : 1} re f\n`
}

function setBox(pdf: OpenPdf, page: number, size: readonly number[], more = ''): void {
  const box = `/MediaBox [0 0 ${size.join(' ')}] ${more}`
  setPage(pdf, page, pageValue(pdf, page).replace(/\/MediaBox\s*\[[^\]]*\]/, box))
}

function turned([a, b, c, d]: Ends, more: string): Change {
  return (pdf) => {
    changeContents(pdf, (content, page) => {
      const [width, height] = pageSize(pdf, page)
      const shift = b > 0 ? `${height} 0` : `0 ${width}`
      return `q ${a} ${b} ${c} ${d} ${shift} cm ${content} Q`
    })
    for (const page of pdf.pages) {
      const [width, height] = pageSize(pdf, page)
      setBox(pdf, page, [height, width], more)
    }
  }
}

function inForm(pdf: OpenPdf, inner: string, outer: string): void {
  for (const page of pdf.pages) {
    const [width, height] = pageSize(pdf, page)
    const number = contentOf(pdf, page)
    const stream = pdf.objects.get(number)?.stream ?? ''
    const resources = /\/Resources (\d+) 0 R/.exec(pageValue(pdf, page))?.[1]
    const box = `/BBox [-5 -5 ${width + 5} ${height + 5}]`
    const value = `<< /Type /XObject /Subtype /Form ${box} /Matrix [${inner}] /Resources ${resources} 0 R >>`
    const form = addObject(pdf, { value, stream })
    pdf.objects.set(number, { value: '<< >>', stream: `q ${outer} cm /Fm0 Do Q` })
    const own = `/Resources << /XObject << /Fm0 ${form} 0 R >> >>`
    setPage(pdf, page, pageValue(pdf, page).replace(/\/Resources \d+ 0 R/, own))
  }
}

/** Pages one and two on the first sheet, three and four on the next; fonts are those of the file. */
function twoOnSheet(pdf: OpenPdf): void {
  const kept: number[] = []
  for (let index = 0; index < pdf.pages.length; index += 2) {
    const [left = 0, right] = pdf.pages.slice(index, index + 2)
    const [width, height] = pageSize(pdf, left)
    const first = pdf.objects.get(contentOf(pdf, left))?.stream ?? ''
    const second = right === undefined ? '' : (pdf.objects.get(contentOf(pdf, right))?.stream ?? '')
    const stream = `q ${first} Q q 1 0 0 1 ${width} 0 cm ${second} Q`
    pdf.objects.set(contentOf(pdf, left), { value: '<< >>', stream })
    setBox(pdf, left, [2 * width, height])
    kept.push(left)
  }
  const tree = Number(/\/Pages (\d+) 0 R/.exec(pdf.objects.get(pdf.root)?.value ?? '')?.[1])
  const value = (pdf.objects.get(tree)?.value ?? '')
    .replace(/\/Kids\s*\[[^\]]*\]/, `/Kids [${kept.map((page) => `${page} 0 R`).join(' ')}]`)
    .replace(/\/Count \d+/, `/Count ${kept.length}`)
  pdf.objects.set(tree, { value, stream: null })
}

function shuffle(content: string): string {
  const [head = '', ...rest] = content.split(/(?<=EMC\n)/)
  const tail = rest.pop() ?? ''
  const order = (part: string, index: number) => (index * 7919 + part.length * 104_729) % 1009
  const keyed = rest.map((part, index) => ({ part, key: order(part, index) }))
  return (
    head +
    keyed
      .sort((one, other) => one.key - other.key)
      .map(({ part }) => part)
      .join('') +
    tail
  )
}
