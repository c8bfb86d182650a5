import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync, zipSync } from 'fflate'
import { type DefaultTreeAdapterMap, parseFragment, serializeOuter } from 'parse5'
import { expect, test } from 'vitest'
import { asWord } from '../../src/serve/as-word.ts'
import { runProgram } from '../../src/serve/child.ts'
import { enter, HAS_CHROMIUM, openBrowser, startServer } from '../support/browser.ts'
import { mail, signed } from '../support/containers.ts'
import { docx, paragraph, relationship, row, run, table } from '../support/docx.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { programmeReport } from '../support/programme.ts'
import { get, openServer } from '../support/serve.ts'
import { sevenZip } from '../support/seven-zip.ts'
import { zip } from '../support/zip.ts'
import { addFile, makeFolder, zvit } from '../support/zvit.ts'

/* The file of a report beside it, whatever the file is. */

const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const EXTERNAL = ' TargetMode="External"'
const drawing = (blip: string, alt = '') =>
  `<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr id="1" name="x" descr="${alt}"/><a:graphic><a:graphicData><pic:pic xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:blipFill><a:blip ${blip}/></pic:blipFill></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>`
const link = (id: string, text: string) => `<w:hyperlink r:id="${id}">${run(text)}</w:hyperlink>`

/** A report that brings all that a browser could be made to do, and one picture that may stay. */
function hostileDocx(): Uint8Array {
  const bytes = docx({
    styles:
      '<w:style w:type="paragraph" w:styleId="h"><w:name w:val="heading 1"/></w:style><w:style w:type="paragraph" w:styleId="evil"><w:name w:val="evil"/></w:style>',
    relationships: [
      relationship('hyperlink', 'javascript:alert(1)', 'js', EXTERNAL),
      relationship('hyperlink', 'https://evil.example/', 'web', EXTERNAL),
      relationship('image', 'media/good.png', 'good'),
      relationship('image', 'media/a.svg', 'svg'),
      relationship('image', 'media/a.odd', 'odd'),
      relationship('image', 'https://evil.example/a.png', 'far', EXTERNAL),
      relationship('image', 'file:///etc/passwd', 'near', EXTERNAL),
    ].join(''),
    body: [
      paragraph('Звіт про виконання Програми «Чиста вода» за 2024 рік', '<w:pStyle w:val="h"/>'),
      paragraph(run('<script>alert(2)</script>'), '<w:pStyle w:val="evil"/>'),
      paragraph(link('js', 'посилання') + link('web', 'друге')),
      paragraph(drawing('r:embed="good"', 'Схема &quot;&gt;&lt;b&gt;')),
      paragraph(drawing('r:embed="svg"')),
      paragraph(drawing('r:embed="odd"')),
      table(
        row(['№ з/п', 'Захід', 'Строк виконання', 'Виконавці', 'Інформація про виконання']),
        row(['1', 'Очистити криниці', '2024 рік', 'Відділ освіти', 'Очищено 3 криниці']),
        row(['2', 'Замінити труби', '2024 рік', 'Відділ культури', 'Виконано <b onclick=x>']),
      ),
    ].join(''),
  })
  const parts = unzipSync(bytes)
  const types = new TextDecoder().decode(parts['[Content_Types].xml'])
  const more =
    '<Default Extension="png" ContentType="image/png"/><Default Extension="svg" ContentType="image/svg+xml"/><Default Extension="odd" ContentType="image/png&quot; onerror=&quot;alert(3)"/>'
  return zipSync({
    ...parts,
    '[Content_Types].xml': strToU8(types.replace('</Types>', `${more}</Types>`)),
    'word/media/good.png': Buffer.from(PNG, 'base64'),
    'word/media/a.svg': strToU8('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(4)"/>'),
    'word/media/a.odd': strToU8('x'),
    'mammoth/style-map': strToU8('p.evil => script\nr => a.evil'),
  })
}

/** Every element with its attributes, in order. */
function elementsOf(html: string): readonly string[] {
  type Node = DefaultTreeAdapterMap['node']
  const walk = (node: Node): readonly string[] =>
    'tagName' in node
      ? [
          serializeOuter({ ...node, childNodes: [] } as never).replace(/<\/\w+>$/, ''),
          ...node.childNodes.flatMap(walk),
        ]
      : []
  return parseFragment(html).childNodes.flatMap(walk)
}

test('a hostile docx as in Word is texts, tables and pictures as data, nothing else', async () => {
  const { html } = await asWord(hostileDocx(), 'picture')
  const elements = elementsOf(html)
  expect(elements[0]).toBe('<div class="document">')
  const wrong = elements
    .slice(1)
    .filter(
      (one) =>
        !/^<(?:p|table|thead|tbody|tr|td|th|strong|em|table role="presentation")>$/.test(one),
    )
  expect(wrong).toEqual([
    `<img src="data:image/png;base64,${PNG}" alt="Схема &quot;&gt;&lt;b&gt;" decoding="async">`,
  ])
  expect(html.match(/\[picture\]/g)).toHaveLength(2)
  expect(html).toContain('<p><strong>Звіт про виконання')
  expect(html).toContain('&lt;script&gt;alert(2)&lt;/script&gt;')
  expect(html).toContain('посиланнядруге')
  expect(html).not.toContain('evil.example')
})

test('pictures beyond the limit are left out with a word, and a bomb is refused', async () => {
  const parts = unzipSync(hostileDocx())
  const large = zipSync(
    { ...parts, 'word/media/good.png': new Uint8Array(13 * 2 ** 20) },
    { level: 0 },
  )
  expect((await asWord(large, 'picture')).html.match(/\[picture\]/g)).toHaveLength(3)
  const bomb = zipSync({ ...parts, 'word/a.xml': new Uint8Array(129 * 2 ** 20) })
  await expect(asWord(bomb, 'picture')).rejects.toMatchObject({ code: 'LIMIT_EXCEEDED' })
})

test('a picture that lies elsewhere is never asked for', async () => {
  const elsewhere = docx({
    relationships: relationship('image', 'file:///etc/a.png', 'near', EXTERNAL),
    body: paragraph(drawing('r:link="near"')) + paragraph('текст'),
  })
  const { html } = await asWord(elsewhere, 'picture')
  expect(html).toContain('текст')
  expect(html).not.toContain('base64')
})

test('a process that goes on and on is ended', async () => {
  const busy = [process.execPath, '-e', 'process.on("SIGTERM", () => {}); for (;;);']
  await expect(runProgram(busy, [], { timeout: 500, killSignal: 'SIGKILL' })).rejects.toMatchObject(
    {
      code: 'READER_KILLED',
    },
  )
})

const keyOf = async (app: ReturnType<typeof openServer>, name: string) =>
  (await get(app, `/api/measures?source=${encodeURIComponent(name)}`)).payload
    .split('\n')
    .flatMap((line) => (line === '' ? [] : [JSON.parse(line).reportKey as string]))[0]

test.skipIf(!HAS_ENGINE)('as in Word stands for a docx, and tells why it does not', async () => {
  const folder = makeFolder({ 'in/а.docx': hostileDocx() })
  expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
  const app = openServer(join(folder, 'out'))
  const address = `/report/${await keyOf(app, 'а.docx')}/1`
  const word = await get(app, `${address}/word?lang=uk`)
  expect(word.headers['content-type']).toContain('text/html')
  expect(word.payload).toContain('[зображення]')
  expect(word.payload).toContain('Очищено 3 криниці')
  writeFileSync(join(folder, 'in/а.docx'), docx({ body: paragraph('інший') }))
  expect((await get(app, `${address}/word?lang=en`)).payload).toContain('another one by now')
  rmSync(join(folder, 'in/а.docx'))
  expect((await get(app, `${address}/word?lang=en`)).payload).toContain('another one by now')
})

test.skipIf(!HAS_ENGINE || !HAS_CHROMIUM)(
  'both views stand on the page under its policy',
  async () => {
    const folder = makeFolder({ 'in/а.docx': hostileDocx() })
    zvit(folder, ['import', 'in', '--out', 'out'])
    const out = join(folder, 'out')
    const key = await keyOf(openServer(out), 'а.docx')
    const page = await enter(await openBrowser(), await startServer(out))
    const told: string[] = []
    page.on('console', (message) => told.push(message.text()))
    page.on('dialog', (dialog) => told.push(dialog.message()))
    page.on('request', (request) => {
      if (!/^(?:data:|http:\/\/127\.0\.0\.1:)/.test(request.url())) told.push(request.url())
    })
    await page.goto(new URL(`/report/${key}/1`, page.url()).href)
    await page.waitForSelector('#source[data-open*="/source"] [data-at]')
    await page.click('text=As in Word')
    await page.waitForSelector('#source[data-open*="/word"] img')
    expect(await page.evaluate(`document.querySelector('#source img').naturalWidth`)).toBe(1)
    expect(await page.locator('[data-view][aria-pressed=true]').textContent()).toBe('As in Word')
    await page.click('text=With places')
    await page.waitForSelector('#source[data-open*="/source"] [data-at]')
    expect(told).toEqual([])
  },
)

const report = (body: string) =>
  programmeReport([
    {
      label: '1',
      text: 'саджати дерева',
      executors: body,
      response: `Висаджено 9 дерев (${body})`,
    },
  ])
const webPage = (body: string) =>
  `<html><body><table>${report(body)
    .split('\n')
    .map(
      (line) =>
        `<tr>${line
          .split('\t')
          .map((one) => `<td>${one}</td>`)
          .join('')}</tr>`,
    )
    .join('')}</table></body></html>`

const fixture = (name: string) => readFileSync(`fixtures/documents/${name}`)
/** An archive, a mail and a 7z with a report in each format, one of them in a mail in the archive. */
function containers(): Readonly<Record<string, Uint8Array>> {
  const pdf = fixture('e-youth/report.pdf')
  const workbook = fixture('g-roads/report.xlsx')
  const letter = mail([
    { type: 'text/plain', content: 'Надсилаємо' },
    { type: 'application/octet-stream', name: 'лист.html', content: webPage('відділ зв’язку') },
  ])
  return {
    'in/архів.zip': zip({
      entries: [
        { name: 'рік/звіт.docx', content: hostileDocx() },
        { name: '../../поза.txt', content: report('відділ парків') },
        { name: '-o=звіт 2.txt', content: report('відділ доріг') },
        { name: 'пошта/лист.eml', content: letter },
        { name: 'а.odt', content: fixture('c-veterans/auto.odt') },
        { name: 'ще.zip', content: zip({ entries: [{ name: 'а.xlsx', content: workbook }] }) },
        { name: 'б.docx.p7s', content: signed(fixture('d-fire-plan/typed.docx')) },
      ],
    }),
    'in/архів.7z': sevenZip([{ name: 'скан/звіт.pdf', content: pdf }]),
    'in/лист.eml': mail([
      { type: 'application/octet-stream', name: 'а.txt', content: report('відділ шкіл') },
    ]),
  }
}

test.skipIf(!HAS_ENGINE)(
  'a document in an archive or a mail stands beside its report',
  async () => {
    const folder = makeFolder({ ...containers(), 'поза.txt': 'password' })
    expect(zvit(folder, ['import', 'in', '--out', 'out']).code).toBe(0)
    const app = openServer(join(folder, 'out'))
    const ask = async (name: string, what: string) =>
      get(app, `/report/${await keyOf(app, name)}/1/${what}?lang=en`)
    const says: Readonly<Record<string, string>> = {
      'архів.zip/рік/звіт.docx': 'Очищено 3 криниці',
      'архів.zip/../../поза.txt': 'Висаджено 9 дерев (відділ парків)',
      'архів.zip/-o=звіт 2.txt': 'Висаджено 9 дерев (відділ доріг)',
      'архів.zip/пошта/лист.eml/лист.html': 'Висаджено 9 дерев (відділ зв’язку)',
      'архів.zip/а.odt': 'надання одноразової допомоги ветеранам',
      'архів.zip/ще.zip/а.xlsx': 'Утримання та ремонт доріг',
      'архів.zip/б.docx.p7s/б.docx': 'Провести обстеження під&#39;їздів',
      'лист.eml/а.txt': 'Висаджено 9 дерев (відділ шкіл)',
      'архів.7z/скан/звіт.pdf': '<figure class="page">',
    }
    for (const [name, words] of Object.entries(says)) {
      const { payload } = await ask(name, 'source')
      expect([name, payload]).toEqual([name, expect.stringContaining(words)])
      expect(payload).toContain(' data-at="')
    }
    expect((await ask('архів.zip/рік/звіт.docx', 'word')).payload).toContain('Очищено 3 криниці')
    const picture = await ask('архів.7z/скан/звіт.pdf', 'page/1')
    expect(picture.headers['content-type']).toBe('image/png')
    // The same names, another archive: one document is as it was, the others are not.
    addFile(
      folder,
      'in/архів.zip',
      zip({
        entries: [
          { name: '../../поза.txt', content: report('хтось інший') },
          { name: '-o=звіт 2.txt', content: report('відділ доріг') },
        ],
      }),
    )
    addFile(
      folder,
      'in/лист.eml',
      zip({ entries: [{ name: 'а.txt', content: new Uint8Array(101 * 2 ** 20) }] }),
    )
    const bomb = await ask('лист.eml/а.txt', 'source')
    expect(bomb.payload).toContain('cannot be shown: limit exceeded')
    rmSync(join(folder, 'in/архів.7z'))
    const away = 'another one by now'
    expect((await ask('архів.zip/../../поза.txt', 'source')).payload).toContain(away)
    expect((await ask('архів.zip/рік/звіт.docx', 'source')).payload).toContain(away)
    expect((await ask('архів.zip/-o=звіт 2.txt', 'source')).payload).toContain('відділ доріг')
    expect((await ask('архів.7z/скан/звіт.pdf', 'source')).payload).toContain(away)
    expect((await ask('архів.7z/скан/звіт.pdf', 'page/1')).statusCode).toBe(404)
    // Without the archive its names lead nowhere, whatever lies there.
    rmSync(join(folder, 'in/архів.zip'))
    writeFileSync(join(folder, 'поза.txt'), report('відділ парків'))
    expect((await ask('архів.zip/../../поза.txt', 'source')).payload).toContain(away)
  },
)
