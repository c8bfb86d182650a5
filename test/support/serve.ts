import type { FastifyInstance, InjectOptions } from 'fastify'
import { onTestFinished } from 'vitest'
import { toolsOf } from '../../src/cli/serve.ts'
import { bindingOf } from '../../src/serve/guard.ts'
import { makeServer } from '../../src/serve/server.ts'
import { programmeReport } from './programme.ts'

export const TOKEN = 'a-token-of-the-tests'
export const HOST = '127.0.0.1:8080'
/** What every request of a program brings. */
export const PROGRAM = { host: HOST, authorization: `Bearer ${TOKEN}` }

/** What came of a request. */
interface Answer {
  readonly statusCode: number
  readonly headers: Readonly<Record<string, unknown>>
  readonly payload: string
  readonly rawPayload: Uint8Array
}

/** A server on a folder that answers without listening; it is closed when the test ends. */
export function openServer(folder: string, options: Readonly<Record<string, string>> = {}) {
  const told: Readonly<Record<string, string>> = { port: '8080', token: TOKEN, ...options }
  const tools = toolsOf({ positionals: [folder], options: {} })
  const app = makeServer(
    tools,
    bindingOf((name) => told[name]),
  )
  onTestFinished(() => app.close())
  return app
}

/** Asks as a program does. */
export async function get(
  app: FastifyInstance,
  url: string,
  headers: InjectOptions['headers'] = {},
): Promise<Answer> {
  return app.inject({ url, headers: { ...PROGRAM, ...headers } })
}

/** Sends JSON, or bytes as they are, as a program does. */
export async function send(
  app: FastifyInstance,
  method: 'POST' | 'PUT',
  url: string,
  body: object | Uint8Array,
): Promise<Answer> {
  const isBytes = body instanceof Uint8Array
  const type = isBytes ? 'application/octet-stream' : 'application/json'
  const payload = isBytes ? Buffer.from(body) : JSON.stringify(body)
  return app.inject({ method, url, payload, headers: { ...PROGRAM, 'content-type': type } })
}

const DOUBTFUL = [
  'Частину робіт проведено, решта вивчається',
  'Питання опрацьовується разом із виконавцями',
  'Прийнято до відома',
  'Захід розглянуто на нараді, пропозиції надано',
]

/** A report with a measure for each number; what it answers is in doubt. */
export function doubtfulReport(body: string, measures: number, isAlike = false): string {
  const rows = Array.from({ length: measures }, (_, index) => {
    const saying = DOUBTFUL[index % DOUBTFUL.length] ?? ''
    const answer = isAlike ? saying : `${saying} (${body}, ${index + 1})`
    const text = `облаштування скверу № ${index + 1}`
    return { label: `${index + 1}`, text, executors: body, response: answer }
  })
  return `Звіт про виконання Програми озеленення за 2016 рік. ${body}\n${programmeReport(rows)}`
}
