import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSources } from '../../scripts/house/measure.ts'
import { bindingOf } from '../../src/serve/guard.ts'
import { partsOf } from '../../src/serve/uploads.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { get, HOST, openServer, send, TOKEN } from '../support/serve.ts'
import { addFile, bareFolder, makeFolder, textReport, zvit } from '../support/zvit.ts'

/* What docs/security.md promises of `zvit serve`. */

const PAYLOAD = `<img src=x onerror=alert(1)>"'><script>alert(2)</script>`

describe.skipIf(!HAS_ENGINE)('the server', () => {
  const shared = bareFolder()
  const results = join(shared, 'out')
  beforeAll(() => {
    addFile(shared, 'in/a.txt', textReport())
    expect(zvit(shared, ['import', 'in', '--out', 'out']).code).toBe(0)
  })
  afterAll(() => rmSync(shared, { recursive: true, force: true }))

  const PAGES = ['/', '/queue', '/queue/more', '/search?q=дерев', '/files', '/page.css', '/page.js']
  const APIS = ['/openapi.json', '/api/measures', '/api/corrections', '/api/import', '/nothing']

  test('says with every answer that nothing comes from elsewhere and nobody frames it', async () => {
    const app = openServer(results)
    for (const url of [...PAGES, ...APIS, '/take/nothing', '/../etc/passwd']) {
      const { headers } = await get(app, url)
      const policy = `${headers['content-security-policy']}`
      expect(policy, url).toContain("default-src 'none'")
      expect(policy, url).toContain("frame-ancestors 'none'")
      expect(policy, url).not.toMatch(/unsafe|https?:|\*/)
      expect(headers, url).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-store',
      })
    }
  })

  test('holds no script and no style inside a page', async () => {
    const app = openServer(results)
    for (const url of PAGES.slice(0, 5)) {
      const { payload } = await get(app, url)
      expect(payload, url).not.toMatch(/<script(?! src="\/page\.js" type="module"><)/)
      expect(payload, url).not.toMatch(/<style|\sstyle=|\son\w+=|javascript:/)
    }
  })

  test.each(['evil.example', 'evil.example:8080', '127.0.0.1', '127.0.0.1:81', '0.0.0.0:8080', ''])(
    'is not called «%s»',
    async (host) => {
      const app = openServer(results)
      const answer = await get(app, '/', { host })
      expect([answer.statusCode, JSON.parse(answer.payload).code]).toEqual([421, 'HOST_UNKNOWN'])
    },
  )

  test('is called as this machine calls itself', async () => {
    const app = openServer(results)
    for (const host of ['127.0.0.1:8080', 'localhost:8080', '[::1]:8080'])
      expect((await get(app, '/files', { host })).statusCode, host).toBe(200)
  })

  test('shows nothing without the token, and nothing by a token that is nearly right', async () => {
    const app = openServer(results)
    const wrong = ['', `Bearer ${TOKEN}x`, `Bearer ${TOKEN.slice(1)}`, `Basic ${TOKEN}`]
    for (const authorization of wrong)
      for (const url of [...PAGES.slice(0, 5), ...APIS, '/take/measures.csv', '/api/events']) {
        const answer = await app.inject({ url, headers: { host: HOST, authorization } })
        expect(answer.statusCode, url).toBe(401)
        expect(answer.payload).not.toContain('дерев')
      }
    const cookie = `zvit-8080=${TOKEN}`
    expect((await app.inject({ url: '/', headers: { host: HOST, cookie } })).statusCode).toBe(401)
  })

  test('lets a browser in by a cookie that no script reads and no other page sends', async () => {
    const app = openServer(results)
    const headers = { host: HOST, origin: `http://${HOST}` }
    const enter = (token: string, own = headers) =>
      app.inject({ method: 'POST', url: '/enter', payload: { token }, headers: own })
    expect((await enter('another-token-here')).statusCode).toBe(401)
    expect((await enter(TOKEN, { ...headers, origin: 'http://evil.example' })).statusCode).toBe(403)
    const answer = await enter(TOKEN)
    const set = `${answer.headers['set-cookie']}`
    expect(set).toMatch(/; HttpOnly; SameSite=Strict$/)
    expect(set).not.toContain(TOKEN)
    const cookie = set.split(';')[0] ?? ''
    expect((await app.inject({ url: '/', headers: { host: HOST, cookie } })).statusCode).toBe(200)
  })

  test('takes no change from another page, with the cookie too', async () => {
    const app = openServer(results)
    const origin = `http://${HOST}`
    const entered = await app.inject({
      method: 'POST',
      url: '/enter',
      payload: { token: TOKEN },
      headers: { host: HOST, origin },
    })
    const cookie = `${entered.headers['set-cookie']}`.split(';')[0] ?? ''
    const key = rowsOf((await get(app, '/api/measures')).payload)[0]?.key
    const decide = (headers: Record<string, string>) =>
      app.inject({
        method: 'POST',
        url: '/api/corrections',
        payload: [{ key, by: 'Н', status: 'other' }],
        headers: { host: HOST, cookie, ...headers },
      })
    for (const headers of [{}, { origin: 'null' }, { origin: 'http://127.0.0.1:8081' }])
      expect((await decide(headers as Record<string, string>)).statusCode).toBe(403)
    expect(existsSync(join(results, 'corrections.ndjson'))).toBe(false)
    expect((await decide({ origin })).statusCode).toBe(200)
  })

  test('shows what a document says as text, in every field and on every page', async () => {
    const rows = textReport(`Частину робіт, питання вивчається ${PAYLOAD}`)
      .replaceAll('Озеленення', `Озеленення ${PAYLOAD}`)
      .replaceAll('Дерева', `Дерева ${PAYLOAD}`)
      .replaceAll('висаджування дерев', `висаджування дерев ${PAYLOAD}`)
      .replaceAll('2016 рік', `2016 рік ${PAYLOAD}`)
      .replaceAll('управління благоустрою', `управління благоустрою ${PAYLOAD}`)
    const name = '<img src=x onerror=alert(3)>.txt'
    const quoted = PAYLOAD.replaceAll('"', '""')
    const folder = makeFolder({
      [`in/${name}`]: rows,
      'in/<script>.txt': 'nothing',
      'facts.csv': `file;respondent;programme;period\n"${name}";"Орган ${quoted}";"Програма ${quoted}";2016\n`,
    })
    zvit(folder, ['import', 'in', '--out', 'out', '--manifest', 'facts.csv'])
    const app = openServer(join(folder, 'out'))
    const [row] = rowsOf((await get(app, '/api/measures')).payload)
    await send(app, 'POST', '/api/corrections', [
      { key: row?.key ?? '', by: PAYLOAD, status: 'other.partial', why: PAYLOAD },
    ])
    const query = (values: Record<string, unknown>) =>
      new URLSearchParams(values as never).toString()
    const pages = [
      '/',
      '/queue?what=answers',
      '/queue?what=files',
      `/search?${query({ q: 'висаджування onerror=alert' })}`,
      `/search?${query({ q: PAYLOAD })}`,
      `/body?${query({ name: `Орган ${PAYLOAD}` })}`,
      `/measure?${query({ programme: `Програма ${PAYLOAD}`, id: row?.measureId })}`,
      `/report/${row?.reportKey}/1`,
      `/report/${row?.reportKey}/1/source`,
      `/queue?lang=en&body=${encodeURIComponent(PAYLOAD)}`,
    ]
    for (const url of pages) {
      const { payload, statusCode } = await get(app, url)
      expect(statusCode, url).toBe(200)
      expect(payload, url).not.toMatch(/<img|<script(?! src="\/page\.js" type="module"><)/)
      expect(payload, url).not.toMatch(/<[^>"]*(?:"[^"]*"[^>"]*)*\sonerror/)
      expect(payload, url).toContain('&lt;')
    }
  })

  test.each([
    '../x.docx',
    'a/../../x.docx',
    '/etc/x.docx',
    'C:\\x.docx',
    '..\\x.docx',
    'a//x.docx',
    '.zvit/journal',
    'a/.git/config',
    'con.txt',
    'x\0.docx',
    'x.docx ',
    'a:b.docx',
    '~/../x',
    `${'a/'.repeat(40)}x.docx`,
    'ї'.repeat(120),
    '\u202exslx.docx',
  ])('does not store «%s»', async (path) => {
    const folder = join(makeFolder(), 'out')
    const app = openServer(folder)
    const url = `/api/uploads?path=${encodeURIComponent(path)}`
    const answer = await send(app, 'PUT', url, Buffer.from('x'))
    expect([answer.statusCode, JSON.parse(answer.payload).code]).toEqual([400, 'NAME_INVALID'])
    expect(existsSync(folder) ? readdirSync(folder) : []).toEqual([])
  })

  test('stores what is dropped beside what is there, and the same bytes once', async () => {
    const folder = join(makeFolder(), 'out')
    const app = openServer(folder)
    const put = async (path: string, text: string) =>
      JSON.parse(
        (await send(app, 'PUT', `/api/uploads?path=${encodeURIComponent(path)}`, Buffer.from(text)))
          .payload,
      )
    expect(await put('2016/звіт.txt', 'a')).toEqual({ outcome: 'stored', name: '2016/звіт.txt' })
    expect(await put('2016/інший.txt', 'a')).toEqual({
      outcome: 'duplicate',
      name: '2016/звіт.txt',
    })
    expect(await put('2016/звіт.txt', 'b')).toEqual({
      outcome: 'renamed',
      name: '2016/звіт (2).txt',
    })
    expect(readdirSync(join(folder, 'inbox/2016')).sort()).toEqual(['звіт (2).txt', 'звіт.txt'])
    expect(readFileSync(join(folder, 'inbox/2016/звіт.txt'), 'utf8')).toBe('a')
    expect(readdirSync(join(folder, '.uploads'))).toEqual([])
  })

  test('shows no file but the very one that was imported', async () => {
    const app = openServer(results)
    const [row] = rowsOf((await get(app, '/api/measures')).payload)
    addFile(shared, 'in/a.txt', 'password: 123')
    const { payload } = await get(app, `/report/${row?.reportKey}/1/source`)
    expect(payload).not.toContain('password')
  })
})

test('tells a path by its names', () => {
  expect(partsOf('2016\\I квартал/звіт № 1 (остаточний).docx')).toEqual([
    '2016',
    'I квартал',
    'звіт № 1 (остаточний).docx',
  ])
})

const PEM = { cert: 'fixtures/README.md', key: 'fixtures/README.md' }

test.each<readonly [string, Readonly<Record<string, string>>]>([
  ['a network without a token', { host: '0.0.0.0', ...PEM }],
  ['a network in plain text', { host: '0.0.0.0', token: TOKEN }],
  ['a proxy without a token', { 'behind-proxy': 'https://zvit.example' }],
  ['a proxy in plain text', { token: TOKEN, 'behind-proxy': 'http://zvit.example' }],
  ['a token that is guessed', { token: 'password' }],
  ['a certificate without its key', { token: TOKEN, cert: PEM.cert }],
  ['a port that is none', { port: '70000' }],
])('is not opened to %s', (_, options) => {
  expect(() => bindingOf((name) => options[name])).toThrow(
    expect.objectContaining({ code: 'USAGE' }),
  )
})

test('makes a new token each time', () => {
  const [one, other] = [bindingOf(() => undefined), bindingOf(() => undefined)]
  expect(one.host).toBe('127.0.0.1')
  expect(Buffer.from(one.token, 'base64url')).toHaveLength(32)
  expect(one.token).not.toBe(other.token)
})

test('behind a proxy answers to its name alone, and wants its origin', async () => {
  const app = openServer(makeFolder(), { 'behind-proxy': 'https://zvit.example' })
  expect((await get(app, '/files')).statusCode).toBe(421)
  expect((await get(app, '/files', { host: 'zvit.example' })).statusCode).toBe(200)
  const enter = (origin: string) =>
    app.inject({
      method: 'POST',
      url: '/enter',
      payload: { token: TOKEN },
      headers: { host: 'zvit.example', origin },
    })
  expect((await enter('http://zvit.example')).statusCode).toBe(403)
  expect(`${(await enter('https://zvit.example')).headers['set-cookie']}`).toMatch(
    /^__Host-zvit-8080=.*; Secure$/,
  )
})

function rowsOf(ndjson: string): readonly Readonly<Record<string, string>>[] {
  return ndjson.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
}

test('the pages say the same in each language', () => {
  const read = (name: string) =>
    JSON.parse(readFileSync(`locales/page.${name}.json`, 'utf8')) as Record<string, string>
  const [uk, en] = [read('uk'), read('en')]
  const slots = (text = '') => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort()
  expect(Object.keys(uk)).toEqual(Object.keys(en))
  for (const [key, text] of Object.entries(uk)) expect(slots(en[key]), key).toEqual(slots(text))
  const code = readSources()
    .filter(({ room }) => room === 'serve')
    .map((file) => file.text)
    .join('\n')
  const whole = [...code.matchAll(/'([a-z]+\.[\w.-]+)'/gi)].map(([, key]) => `page.${key}`)
  const asked = [...code.matchAll(/phrase\(\s*'([^']+)'/g)].map(([, key]) => `page.${key}`)
  const begun = [...code.matchAll(/phrase\(\s*`([\w.]+\.)\$/g)].map(([, key]) => `page.${key}`)
  expect(asked.filter((key) => !(key in uk))).toEqual([])
  const isAsked = (key: string) =>
    asked.includes(key) || whole.includes(key) || begun.some((one) => key.startsWith(one))
  expect(Object.keys(uk).filter((key) => !isAsked(key))).toEqual([])
})
