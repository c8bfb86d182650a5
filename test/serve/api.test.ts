import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { get, openServer, send } from '../support/serve.ts'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

type Row = Readonly<Record<string, string>>
const FILE = 'fixtures/documents/twin-of-the-seed/typed.docx'

describe.skipIf(!HAS_ENGINE)('the HTTP API', () => {
  function results() {
    const folder = makeFolder({ 'in/a.txt': textReport(), 'in/b.txt': textReport('Виконано') })
    zvit(folder, ['import', 'in', '--out', 'out'])
    return { folder, app: openServer(join(folder, 'out')) }
  }
  const rowsOf = (ndjson: string): readonly Row[] =>
    ndjson.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as Row]))

  test('describes each of its operations, and has those that it describes', async () => {
    const app = openServer(makeFolder())
    const { paths, components } = JSON.parse((await get(app, '/openapi.json')).payload)
    const described = Object.entries(paths as Record<string, object>).flatMap(([url, own]) =>
      Object.keys(own).map((method) => `${method.toUpperCase()} ${url}`),
    )
    for (const one of described) {
      const [method = '', url = ''] = one.split(' ')
      expect(app.hasRoute({ method: method as 'GET', url }), one).toBe(true)
    }
    let above = ''
    const served = app
      .printRoutes({ commonPrefix: false })
      .split('\n')
      .flatMap((line) => {
        const [, indent = '', url = '', methods = ''] =
          /^([│├└─ ]*)(\S+) \(([A-Z, ]+)\)/.exec(line) ?? []
        above = url.startsWith('/') ? above : url
        const whole = indent.length > 4 && url.startsWith('/') ? `/${above}${url}` : `/${url}`
        return methods.split(', ').map((method) => `${method} ${whole}`)
      })
      .filter((one) => /^(?!HEAD)[A-Z]+ \/api/.test(one))
    expect(served.sort()).toEqual(described.sort())
    const ajv = new Ajv2020({ strict: false, validateFormats: false })
    for (const schema of Object.values(components.schemas as Record<string, object>))
      expect(ajv.validateSchema(schema)).toBe(true)
  })

  test('gives the report that `zvit parse` prints, and keeps nothing', async () => {
    const folder = makeFolder()
    const app = openServer(join(folder, 'out'))
    const url = '/api/documents?name=typed.docx&period=2016&respondent=-Департамент'
    const { statusCode, payload } = await send(app, 'POST', url, readFileSync(FILE))
    const facts = ['--period=2016', '--respondent=-Департамент']
    const { stdout } = zvit('.', ['parse', FILE, ...facts])
    expect(statusCode).toBe(200)
    expect(payload).toBe(stdout)
  })

  test.each([
    ['an empty file', Buffer.from(''), 'FILE_EMPTY'],
    ['a torn file', readFileSync(FILE).subarray(0, 3000), 'FILE_DAMAGED'],
    ['a letter', Buffer.from('Добрий день.'), 'NO_MEASURES'],
    ['a program', readFileSync(process.execPath).subarray(0, 5000), 'UNSUPPORTED_FORMAT'],
  ])('tells what is wrong with %s by its code', async (_, bytes, code) => {
    const app = openServer(makeFolder())
    const { statusCode, headers, payload } = await send(app, 'POST', '/api/documents', bytes)
    expect([statusCode, JSON.parse(payload).code]).toEqual([422, code])
    expect(headers['content-type']).toContain('application/problem+json')
    expect(payload).not.toMatch(/\/tmp|\.ts:|at [A-Z]\w+\./)
  })

  test('gives rows by what they say, as people corrected them', async () => {
    const { app } = results()
    const ask = async (query: string) => rowsOf((await get(app, `/api/measures?${query}`)).payload)
    expect(await ask('')).toHaveLength(6)
    const [row] = await ask('source=a.txt&status=done')
    expect(row?.responseText).toBe('Висаджено 120 дерев')
    const told = { key: row?.key ?? '', by: 'Ганна', status: 'other.partial' }
    await send(app, 'POST', '/api/corrections', [told])
    expect(await ask('source=a.txt&status=done')).toEqual([])
    const [now] = await ask('source=a.txt&status=other')
    expect(now).toMatchObject({ key: row?.key, correctedBy: 'Ганна', machineStatus: 'done' })
    expect((await get(app, '/api/measures?status=so-so')).statusCode).toBe(400)
  })

  test('decides as `zvit correct` does, and takes back', async () => {
    const { folder, app } = results()
    const rows = rowsOf((await get(app, '/api/measures')).payload)
    const [one, other] = rows.map(({ key = '' }) => key)
    const decide = async (told: readonly object[]) =>
      JSON.parse((await send(app, 'POST', '/api/corrections', told)).payload)
    const told = { key: one, by: 'Ганна', status: 'done.stated', why: 'акт' }
    const blind = { key: other, by: 'Ганна', status: 'blank', blind: 'yes' }
    expect(await decide([told, blind])).toEqual({ outcomes: ['written', 'written'] })
    expect(await decide([told, { ...told, key: '0'.repeat(64) }])).toEqual({
      outcomes: ['same', 'missing'],
    })
    expect(await decide([{ ...told, response: 'інші слова', status: 'other' }])).toEqual({
      outcomes: ['changed'],
    })
    const lines = rowsOf((await get(app, '/api/corrections')).payload)
    expect(lines.map(({ blind: isBlind }) => isBlind)).toEqual([undefined, true])
    const { taken } = JSON.parse(
      (await send(app, 'POST', '/api/corrections/undo', { key: one, by: 'Ганна' })).payload,
    )
    expect(taken.why).toBe('акт')
    const { stdout } = zvit(folder, ['correct', 'out', '--list', '--json'])
    const states = JSON.parse(stdout).corrections.map((row: Row) => row.state)
    expect(states.sort()).toEqual(['applied', 'replaced'])
  })

  test('refuses what is no decision, and writes nothing of it', async () => {
    const { app } = results()
    const [row] = rowsOf((await get(app, '/api/measures')).payload)
    const { key = '' } = row ?? {}
    const wrong = [
      [],
      [{ key, status: 'done' }],
      [{ key, by: 'Ганна' }],
      [{ key, by: 'Ганна', status: 'so-so' }],
      [{ key, by: 'Ганна', status: 'done', constructor: 'x' }],
      { key, by: 'Ганна', status: 'done' },
    ]
    for (const body of wrong)
      expect((await send(app, 'POST', '/api/corrections', body)).statusCode).toBe(400)
    expect((await get(app, '/api/corrections')).payload).toBe('')
  })

  test('lets so many documents be read at once, and says so to others', async () => {
    const app = openServer(makeFolder())
    const bytes = readFileSync(FILE)
    const answers = await Promise.all(
      Array.from({ length: 4 }, () => send(app, 'POST', '/api/documents?name=a.docx', bytes)),
    )
    const codes = answers.map(({ statusCode }) => statusCode).sort()
    expect(codes).toEqual([200, 200, 429, 429])
  })
})
