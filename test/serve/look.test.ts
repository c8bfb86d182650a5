import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { get as ask } from 'node:https'
import { join } from 'node:path'
import { strFromU8, unzipSync } from 'fflate'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { openEngine } from '../../src/stats/engine.ts'
import { enter, HAS_CHROMIUM, openBrowser, startServer } from '../support/browser.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { doubtfulReport, get, openServer, TOKEN } from '../support/serve.ts'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

/* What the pages look like, and what is taken away from them. */

const PDF = 'fixtures/documents/e-youth/report.pdf'
const DOCX = 'fixtures/documents/a-school-year/typed.docx'
const run = (folder: string, ...args: readonly string[]) => zvit(folder, args)

/** Of a body that is named and left its answer blank. */
const BLANK =
  'Звіт про виконання Програми «Чиста вода» за 2024 рік\nВідділ культури\n' +
  '№ з/п\tЗахід\tСтрок виконання\tВиконавці\tІнформація про виконання\n' +
  '1\tОчистити криниці\t2024 рік\tВідділ освіти\tОчищено 3 криниці\n' +
  '2\tЗамінити труби\t2024 рік\tВідділ культури\t\n'

function office() {
  const folder = makeFolder({
    'in/a.txt': textReport(),
    'in/b.txt': doubtfulReport('відділ освіти', 12),
    'in/c.pdf': readFileSync(PDF),
    'in/d.txt': BLANK,
    'in/e.docx': readFileSync(DOCX),
  })
  expect(run(folder, 'import', 'in', '--out', 'out').code).toBe(0)
  return { folder, out: join(folder, 'out') }
}

const rowsOf = (ndjson: string) =>
  ndjson.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))

test.skipIf(!HAS_ENGINE)('whatever is taken away opens as what it is called', async () => {
  const { folder, out } = office()
  const app = openServer(out)
  const take = async (name: string) => {
    const { statusCode, rawPayload, headers } = await get(app, `/take/${name}`)
    expect([name, statusCode]).toEqual([name, 200])
    expect(headers['content-disposition']).toBe(`attachment; filename="${name}"`)
    return rawPayload
  }
  const count = rowsOf((await get(app, '/api/measures')).payload).length
  const partsOf = (bytes: Uint8Array) => Object.keys(unzipSync(bytes))

  expect(partsOf(await take('consolidated.xlsx'))).toContain('xl/workbook.xml')
  const word = unzipSync(await take('consolidated.docx'))
  expect(strFromU8(word['word/document.xml'] ?? new Uint8Array())).toContain('<w:tbl>')
  const letters = unzipSync(await take('letters.zip'))
  expect(Object.keys(letters).length).toBeGreaterThan(0)
  for (const [name, bytes] of Object.entries(letters))
    if (name.endsWith('.docx')) expect(partsOf(bytes), name).toContain('word/document.xml')
  const evidence = unzipSync(await take('evidence.zip'))
  const page = Object.entries(evidence).find(([name]) => name.endsWith('.html'))
  expect(strFromU8(page?.[1] ?? new Uint8Array())).toMatch(/^<!doctype html>/i)
  expect(partsOf(await take('measures.xlsx'))).toContain('xl/worksheets/sheet1.xml')
  expect(rowsOf(strFromU8(await take('measures.ndjson')))).toHaveLength(count)
  const csv = await take('measures.csv')
  expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
  const parquet = join(folder, 'taken.parquet')
  writeFileSync(parquet, await take('measures.parquet'))
  const engine = await openEngine()
  const { rows } = await engine.run(`select count(*)::int as n from '${parquet}'`)
  engine.close()
  expect(rows).toEqual([{ n: count }])
})

test.skipIf(!HAS_ENGINE)('a PDF stands as its pages, with a box over each text', async () => {
  const { out } = office()
  const app = openServer(out)
  const row = rowsOf((await get(app, '/api/measures')).payload).find(
    ({ sourceName }) => sourceName === 'c.pdf',
  )
  const address = `/report/${row.reportKey}/1`
  const { payload } = await get(app, `${address}/source`)
  const pages = [...payload.matchAll(/<img src="([^"]+)"/g)].map(([, src = '']) => src)
  expect(pages.length).toBeGreaterThan(0)
  const { headers, rawPayload } = await get(app, pages[0] ?? '')
  expect(headers['content-type']).toBe('image/png')
  const { width = 0, height = 0 } = await sharp(rawPayload).metadata()
  expect([width, height].sort((left, right) => left - right)).toEqual([
    expect.closeTo((210 / 25.4) * 96, -1),
    expect.closeTo((297 / 25.4) * 96, -1),
  ])
  const tree = (await get(app, address)).payload
  const boxes = [...payload.matchAll(/<rect data-at="([^"]+)"/g)].map(([, key = '']) => key)
  expect(boxes.filter((key) => tree.includes(key)).length).toBeGreaterThan(10)
  for (const wrong of ['0', '99', 'x', '1e9'])
    expect((await get(app, `${address}/page/${wrong}`)).statusCode).toBe(404)
})

test('a server that is started with a certificate speaks TLS, and nothing else', async () => {
  const folder = makeFolder()
  const [cert, key] = [join(folder, 'cert.pem'), join(folder, 'key.pem')]
  const subject = ['-subj', '/CN=zvit.test', '-addext', 'subjectAltName=DNS:zvit.test,IP:127.0.0.1']
  execFileSync(
    'openssl',
    [
      'req',
      '-x509',
      '-newkey',
      'ec',
      '-pkeyopt',
      'ec_paramgen_curve:prime256v1',
      '-nodes',
      '-days',
      '1',
      '-keyout',
      key,
      '-out',
      cert,
      ...subject,
    ],
    { stdio: 'ignore' },
  )
  const options = ['--cert', cert, '--key', key, '--token', TOKEN]
  const { address, port } = await startServer(join(folder, 'out'), options)
  const fetchPage = (host: string) =>
    new Promise<readonly [status: number | undefined, page: string]>((resolve, reject) => {
      const headers = { host, authorization: `Bearer ${TOKEN}` }
      const ca = readFileSync(cert)
      ask(
        { host: '127.0.0.1', port, path: '/files', ca, servername: 'zvit.test', headers },
        async (answer) => {
          answer.setEncoding('utf8')
          resolve([answer.statusCode, (await answer.toArray()).join('')])
        },
      ).on('error', reject)
    })
  expect(address).toMatch(/^https:/)
  const [status, page] = await fetchPage(`zvit.test:${port}`)
  expect(status).toBe(200)
  expect(page).toContain('id="drop"')
  expect((await fetchPage(`evil.test:${port}`))[0]).toBe(421)
  await expect(fetch(address.replace('https:', 'http:'))).rejects.toThrow()
})

/** What a screen reader would find without a name, and what stands out of the window. */
const FAULTS = `(() => {
  const named = (one) => (one.getAttribute('aria-label') || one.labels?.[0]?.textContent || one.textContent || one.alt || '').trim()
  const seen = (one) => one.checkVisibility()
  const nameless = [...document.querySelectorAll('a, button, input, select, img, summary')].filter((one) => seen(one) && !named(one)).map((one) => one.outerHTML.slice(0, 80))
  const levels = [...document.querySelectorAll('h1, h2, h3, h4')].filter(seen).map((one) => Number(one.tagName[1]))
  const jumps = levels.filter((level, at) => level - (levels[at - 1] ?? 0) > 1)
  const ids = [...document.querySelectorAll('[id]')].map((one) => one.id)
  return {
    nameless, jumps, twice: ids.filter((id, at) => ids.indexOf(id) !== at),
    main: document.querySelectorAll('main').length, h1: document.querySelectorAll('h1').length,
    language: document.documentElement.lang !== '', sideways: Math.max(0, document.documentElement.scrollWidth - innerWidth),
  }
})()`
/** Texts whose contrast with what is behind them is below 4.5 (3 for large ones): WCAG 2.2, 1.4.3. */
const PALE = `(() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const rgb = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data] }
  const light = ([r, g, b]) => { const [x, y, z] = [r, g, b].map((v) => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 }); return 0.2126 * x + 0.7152 * y + 0.0722 * z }
  const behind = (one) => { for (let at = one; at; at = at.parentElement) { const colour = rgb(getComputedStyle(at).backgroundColor); if (colour[3] === 255) return colour } return [255, 255, 255, 255] }
  const pale = []
  for (const one of document.querySelectorAll('main *, header *')) {
    if (one.closest('svg') || !one.checkVisibility() || ![...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) continue
    const style = getComputedStyle(one); const [a, b] = [light(rgb(style.color)), light(behind(one))]
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)
    const size = parseFloat(style.fontSize); const isLarge = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
    if (ratio < (isLarge ? 3 : 4.5)) pale.push(one.tagName + '.' + one.className + ' ' + ratio.toFixed(2) + ' ' + one.textContent.slice(0, 30))
  }
  return pale
})()`

test.skipIf(!HAS_CHROMIUM || !HAS_ENGINE)(
  'every page has its names, its contrast, and no sideways scroll on a phone or at twice the size',
  async () => {
    const { out } = office()
    const browser = await openBrowser()
    const page = await enter(browser, await startServer(out))
    const rows = rowsOf((await get(openServer(out), '/api/measures')).payload)
    const [row, word] = ['c.pdf', 'e.docx'].map((name) =>
      rows.find(({ sourceName }) => sourceName === name),
    )
    const query = new URLSearchParams({
      programme: row.programme ?? '',
      id: row.canonicalId ?? row.measureId,
    })
    const pages = {
      overview: '/',
      queue: '/queue',
      search: '/search?q=виконано',
      files: '/files',
      body: `/body?${new URLSearchParams({ name: row.respondent ?? '' })}`,
      measure: `/measure?${query}`,
      report: `/report/${row.reportKey}/1`,
      word: `/report/${word.reportKey}/1`,
    }
    const widths = { desk: 1280, twice: 640, phone: 360 }
    for (const [name, at] of Object.entries(pages))
      for (const [size, width] of Object.entries(widths)) {
        await page.setViewportSize({ width, height: 800 })
        await page.goto(new URL(at, page.url()).href)
        if (name === 'report') await page.waitForSelector('#source[data-open] .page svg[viewBox]')
        if (name === 'word') {
          await page.click('[data-view*="/word"]')
          await page.waitForSelector('#source[data-open*="/word"] table')
        }
        if (name === 'queue') await page.waitForSelector('article[aria-current]')
        expect({ name, size, ...(await page.evaluate<object>(FAULTS)) }).toEqual({
          name,
          size,
          nameless: [],
          jumps: [],
          twice: [],
          main: 1,
          h1: 1,
          language: true,
          sideways: 0,
        })
        expect([name, size, await page.evaluate(PALE)]).toEqual([name, size, []])
        const pictures = process.env.ZVIT_PICTURES
        if (pictures && size === 'desk')
          await page.screenshot({ path: join(pictures, `page-${name}.png`) })
      }
    await page.setViewportSize({ width: 1280, height: 800 })
    await page.goto(new URL(pages.report, page.url()).href)
    await page.waitForSelector('.page svg[viewBox]')
    const box = await page.evaluate<string>(
      `[...document.querySelectorAll('.page rect')].find((one) => [...document.querySelectorAll('.tree .measure [data-at]')].some((other) => other.dataset.at.split(' ').includes(one.dataset.at))).dataset.at`,
    )
    await page.locator(`rect[data-at="${box}"]`).first().dispatchEvent('click')
    expect(await page.locator('.tree .found').count()).toBeGreaterThan(0)
    await page.locator('.tree .measure blockquote[data-at]').first().click()
    expect(await page.locator('.page rect.found').count()).toBeGreaterThan(0)
  },
)
