import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { page } from '../../test/support/html.ts'
import { damaged, type Makers, MEGA, noise, rowsOf } from './report.ts'

const FIXTURE = new URL('../../fixtures/documents/e-youth/report.pdf', import.meta.url)
const healthy = `<table border=1>${rowsOf('Виконано')
  .map((cells) => `<tr>${cells.map((text) => `<td>${text}</td>`).join('')}</tr>`)
  .join('')}</table>`

/** Web pages and PDF. */
export const PAGES: Makers = {
  'towers.html': () => page(`${'<div>'.repeat(200_000)}${healthy}`),
  'fonts.html': () => page(`${'<font><b><i>'.repeat(30_000)}x<p>y${healthy}`),
  'misnested.html': () => page(`${'<a><p>'.repeat(20_000)}${healthy}`),
  'tables.html': () => page(`${'<table><tr><td>'.repeat(5000)}${healthy}`),
  'span.html': () => page('<table><tr><td colspan=1000000000 rowspan=1000000000>x</table>'),
  'spans.html': () => page(`<table><tr>${'<td rowspan=65534 colspan=1000>x'.repeat(500)}</table>`),
  'open-cells.html': () => page(`<table><tr>${'<td>x'.repeat(500_000)}`),
  'start.html': () =>
    page(`<ol start=1e18>${'<li value=-9999999999>x'.repeat(1000)}</ol>${healthy}`),
  'style.html': () =>
    page(healthy, `<style>${'a>b~c+d e:not(f):nth-child(2){color:red}'.repeat(50_000)}</style>`),
  'style-open.html': () => page(healthy, `<style>${'@media{'.repeat(100_000)}`),
  'outside.html': () =>
    page(
      `<script src=http://127.0.0.1:9/x.js></script><img src=http://127.0.0.1:9/x.png><iframe src=file:///etc/passwd></iframe>${healthy}`,
      '<meta http-equiv=refresh content="0;url=http://127.0.0.1:9/"><link rel=stylesheet href=http://127.0.0.1:9/x.css><base href=http://127.0.0.1:9/>',
    ),
  'entities.html': () =>
    page(`${'&amp'.repeat(500_000)}${'&#99999999999;'.repeat(10_000)}${healthy}`),
  'breaks.html': () => page(`${'<br>а'.repeat(200_000)}${healthy}${'<br>а'.repeat(200_000)}`),
  'nul.html': () => page(`${'\0'.repeat(1000)}${healthy}`),
  'attributes.html': () =>
    page(`<p ${Array.from({ length: 50_000 }, (_, index) => `a${index}=1`).join(' ')}>${healthy}`),
  'comment.html': () => page(`${'<!--'.repeat(200_000)}${healthy}`),
  'parts.mht': () =>
    Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n${'--b\nContent-Type: image/x\n\nx\n'.repeat(20_000)}--b\nContent-Type: text/html\n\n${healthy}\n--b--`,
    ),
  'boundary.mht': () =>
    Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary="${'-'.repeat(60)}"\n\n${'-'.repeat(10 * MEGA)}`,
    ),
  'base64.mht': () =>
    Buffer.from(
      `MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: base64\n\n${damaged(page(healthy))}\n--b--`,
    ),
  'kids-loop.pdf': () =>
    pdf(['<</Type/Catalog/Pages 2 0 R>>', '<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>']),
  'kids-chain.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      ...Array.from(
        { length: 50_000 },
        (_, index) => `<</Type/Pages/Parent ${index + 1} 0 R/Kids[${index + 3} 0 R]/Count 1>>`,
      ),
    ]),
  'pages.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      `<</Type/Pages/Kids[${'3 0 R '.repeat(50_000)}]/Count 50000>>`,
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]>>',
    ]),
  'stream-bomb.pdf': () =>
    drawing(deflateSync(Buffer.alloc(300 * MEGA, 32)), '/Filter/FlateDecode'),
  'filters.pdf': () => {
    let bytes: Buffer = deflateSync(Buffer.alloc(50 * MEGA, 32))
    for (let layer = 0; layer < 3; layer += 1) bytes = deflateSync(bytes)
    return drawing(bytes, `/Filter[${'/FlateDecode'.repeat(4)}]`)
  },
  'operators.pdf': () => drawing(Buffer.from('0 0 1 1 re f '.repeat(800_000)), ''),
  'states.pdf': () => drawing(Buffer.from('q '.repeat(2_000_000)), ''),
  'texts.pdf': () => drawing(Buffer.from(`BT /F1 1 Tf ${'(a)Tj 1 0 Td '.repeat(400_000)}ET`), ''),
  'form-loop.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Contents 4 0 R/Resources<</XObject<</X 4 0 R>>>>>>',
      stream(
        '/X Do '.repeat(50),
        '/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 4 0 R>>>>',
      ),
    ]),
  'page-of-miles.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 900000000 900000000]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>',
      stream('900000000 0 0 900000000 0 0 cm /X Do'),
      stream(
        'x',
        '/Type/XObject/Subtype/Image/Width 60000/Height 60000/BitsPerComponent 8/ColorSpace/DeviceGray',
      ),
    ]),
  'script.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.launchURL\\("http://127.0.0.1:9/"\\))>>/AA<</WC<</S/Launch/F(calc.exe)>>>>>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 100 100]/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(http://127.0.0.1:9/)>>>>]>>',
    ]),
  'objects.pdf': () => pdf(Array.from({ length: 300_000 }, () => '[/A<</B[]>>]')),
  'arrays.pdf': () => pdf([`<</Type/Catalog/Pages ${'['.repeat(500_000)}`]),
  'previous-loop.pdf': () =>
    Buffer.from(
      '%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\nxref\n0 1\n0000000000 65535 f \ntrailer<</Root 1 0 R/Size 9/Prev 56>>\nstartxref\n56\n%%EOF',
    ),
  // Waves: strokes everywhere, and no letter.
  'waves.pdf': () => picture(1654, 2339, waves),
  'leaves.pdf': () => picture(1169, 1654, leaves()),
  // Strokes as high as a page.
  'giant.pdf': () => picture(3300, 4600, (x, y) => (((x >> 9) + (y >> 10)) % 3) * 127),
  'shading.pdf': () =>
    pdf([
      '<</Type/Catalog/Pages 2 0 R>>',
      '<</Type/Pages/Kids[3 0 R]/Count 1>>',
      '<</Type/Page/Parent 2 0 R/MediaBox[0 0 1700 1700]/Contents 4 0 R/Resources<</Shading<</S <</ShadingType 1/ColorSpace/DeviceGray/Domain[0 1 0 1]/Matrix[1700 0 0 1700 0 0]/Function 5 0 R>>>>/XObject<</X 6 0 R>>>>>>',
      stream('/S sh q 9 0 0 9 0 0 cm /X Do Q'),
      stream('{ 360 mul sin exch 360 mul sin mul }', '/FunctionType 4/Domain[0 1 0 1]/Range[0 1]'),
      stream(
        'x',
        '/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray',
      ),
    ]),
  'cut.pdf': () => readFileSync(FIXTURE).subarray(0, 20_000),
  'noise.pdf': () => Buffer.concat([Buffer.from('%PDF-1.7\n'), noise(2 * MEGA, 3)]),
  ...Object.fromEntries(
    [1, 2, 3, 4].map((seed) => [
      `scattered-${seed}.pdf`,
      () => {
        const bytes = Buffer.from(readFileSync(FIXTURE))
        const places = noise(1600, seed)
        for (let at = 0; at + 4 < places.length; at += 4)
          bytes[places.readUInt32LE(at) % bytes.length] = places[at] ?? 0
        return bytes
      },
    ]),
  ),
}

function stream(content: string | Buffer, more = ''): Buffer {
  return Buffer.concat([
    Buffer.from(`<<${more}/Length ${content.length}>>stream\n`),
    Buffer.from(content),
    Buffer.from('\nendstream'),
  ])
}

function waves(x: number, y: number): number {
  return Math.round(127 + 127 * Math.sin((x * x + 3 * y * y) / 9000 + Math.sin(y / 40)))
}

/** Stains of all shades, eight pixels apart. */
function leaves(): (x: number, y: number) => number {
  const shades = noise(512 * 512, 9)
  return (x, y) => {
    const [column, row] = [x >> 3, y >> 3]
    const at = (down: number, right: number) => shades[(row + down) * 512 + column + right] ?? 0
    const [right, down] = [(x % 8) / 8, (y % 8) / 8]
    return (
      (at(0, 0) * (1 - right) + at(0, 1) * right) * (1 - down) +
      (at(1, 0) * (1 - right) + at(1, 1) * right) * down
    )
  }
}

/** One page that is a picture, 200 pixels an inch; `shade` from 0 to 255. */
function picture(width: number, height: number, shade: (x: number, y: number) => number): Buffer {
  const pixels = Buffer.alloc(width * height)
  for (let y = 0; y < height; y += 1)
    for (let x = 0; x < width; x += 1) pixels[y * width + x] = shade(x, y)
  const [across, down] = [(width * 72) / 200, (height * 72) / 200]
  return pdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    `<</Type/Page/Parent 2 0 R/MediaBox[0 0 ${across} ${down}]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>`,
    stream(`${across} 0 0 ${down} 0 0 cm /X Do`),
    stream(
      deflateSync(pixels),
      `/Type/XObject/Subtype/Image/Filter/FlateDecode/Width ${width}/Height ${height}/BitsPerComponent 8/ColorSpace/DeviceGray`,
    ),
  ])
}

/** One page whose content is these bytes. */
function drawing(content: Buffer, filter: string): Buffer {
  return pdf([
    '<</Type/Catalog/Pages 2 0 R>>',
    '<</Type/Pages/Kids[3 0 R]/Count 1>>',
    '<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>',
    stream(content, filter),
  ])
}

/** A PDF of these objects, the first one its catalogue. */
function pdf(objects: readonly (string | Buffer)[]): Buffer {
  const parts: Buffer[] = [Buffer.from('%PDF-1.5\n')]
  const offsets: number[] = []
  let length = 9
  for (const [index, object] of objects.entries()) {
    offsets.push(length)
    const part = Buffer.concat([
      Buffer.from(`${index + 1} 0 obj`),
      Buffer.from(object),
      Buffer.from('endobj\n'),
    ])
    parts.push(part)
    length += part.length
  }
  const lines = offsets.map((offset) => `${String(offset).padStart(10, '0')} 00000 n \n`)
  const size = objects.length + 1
  parts.push(
    Buffer.from(
      `xref\n0 ${size}\n0000000000 65535 f \n${lines.join('')}trailer<</Size ${size}/Root 1 0 R>>\nstartxref\n${length}\n%%EOF\n`,
    ),
  )
  return Buffer.concat(parts)
}
