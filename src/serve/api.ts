import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { readLedger } from '../corrections/ledger.ts'
import { ZvitError } from '../model/error.ts'
import { ndjson } from '../write/json.ts'
import { limited, runProgram } from './child.ts'
import type { Desk, Told } from './desk.ts'
import type { Query } from './frame.ts'
import type { openImporter } from './importing.ts'
import { LIMITS } from './limits.ts'
import { checksOf, openapi } from './openapi.ts'
import { Refusal } from './problem.ts'
import { partsOf, store } from './uploads.ts'

const LIMIT = DEFAULT_LIMITS.fileBytes
const NDJSON = 'application/x-ndjson; charset=utf-8'

/** The HTTP API, as `OPERATIONS` tells it. */
export function serveApi(
  app: FastifyInstance,
  desk: Desk,
  importer: ReturnType<typeof openImporter>,
) {
  const reading = limited(LIMITS.documents)
  const storing = limited(LIMITS.uploads)
  app.addContentTypeParser('application/octet-stream', (_, body, done) => done(null, body))
  app.addHook('onRoute', (route) => {
    Object.assign(route, checksOf(route.url, `${route.method}`))
  })
  app.get('/openapi.json', async () => openapi())

  app.post<{ Querystring: Query; Body: Readable }>(
    '/api/documents',
    { bodyLimit: LIMIT },
    async ({ query, body }, reply) => {
      const report = await (reading(() => parseDocument(desk, query, body)) ?? busy())
      return reply.type('application/json; charset=utf-8').send(report)
    },
  )

  app.get<{ Querystring: Query }>('/api/measures', async ({ query }, reply) =>
    reply.type(NDJSON).send(Readable.from(measures(desk, query))),
  )

  app.get('/api/corrections', async (_, reply) => {
    const { decisions } = await readLedger(desk.folder)
    return reply.type(NDJSON).send(ndjson(decisions.map(({ id: _id, ...decision }) => decision)))
  })
  app.post<{ Body: readonly Told[] }>(
    '/api/corrections',
    { bodyLimit: LIMITS.decisions },
    async ({ body }) => ({ outcomes: await desk.decide(body) }),
  )
  app.post<{ Body: { readonly key: string; readonly by: string } }>(
    '/api/corrections/undo',
    async ({ body: { key, by } }) => ({ taken: await desk.undo(key, by) }),
  )

  app.put<{ Querystring: Query; Body: Readable }>(
    '/api/uploads',
    { bodyLimit: LIMIT },
    async ({ query, body }) =>
      storing(() => store(desk, query.path ?? '', { body, limit: LIMIT })) ?? busy(),
  )
  app.get('/api/import', async () => importer.now())
  app.post('/api/import', async (_, reply) => {
    importer.start()
    return reply.code(202).send(await importer.now())
  })
  app.get('/api/events', async (_, reply) => sendEvents(reply, desk, importer))
}

function busy(): never {
  throw new Refusal(429, 'BUSY')
}

/** Reads a document in a process of its own. Throws what `zvit parse` tells. */
async function parseDocument({ program }: Desk, query: Query, body: Readable): Promise<string> {
  const [name = ''] = partsOf(query.name ?? 'document').slice(-1)
  const folder = await mkdtemp(path.join(tmpdir(), 'zvit-document-'))
  try {
    const file = path.join(folder, name)
    await writeFile(file, body)
    const facts = ['respondent', 'programme', 'period'].flatMap((fact) =>
      query[fact] ? [`--${fact}=${query[fact]}`] : [],
    )
    return (await runProgram(program, ['parse', file, ...facts])).toString()
  } catch (error) {
    if (!(error instanceof ZvitError) || error.code === 'USAGE') throw error
    throw new Refusal(error.code === 'FILE_TOO_LARGE' ? 413 : 422, error.code, error.message)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function* measures(desk: Desk, query: Query): AsyncGenerator<string> {
  const names = ['status', 'body', 'programme', 'source', 'period', 'review']
  const asked = Object.fromEntries(names.map((name) => [name, query[name] ?? '']))
  for (let after = ''; ; ) {
    const rows = await desk.figures(({ ask }) => ask('measures', { ...asked, after }), after !== '')
    if (rows.length === 0) return
    yield ndjson(rows)
    after = `${rows.at(-1)?.key}`
  }
}

function sendEvents(
  reply: FastifyReply,
  { events }: Desk,
  importer: ReturnType<typeof openImporter>,
): FastifyReply {
  const stream = new Readable({ read: () => {} })
  const send = (name: string) => (data: unknown) => {
    stream.push(`event: ${name}\ndata: ${JSON.stringify(data)}\n\n`)
  }
  const listeners = { importing: send('importing'), decided: send('decided') }
  for (const [name, listener] of Object.entries(listeners)) events.on(name, listener)
  const end = () => stream.push(null)
  events.once('end', end)
  const life = setInterval(() => stream.push(': \n\n'), LIMITS.signOfLife)
  stream.once('close', () => {
    clearInterval(life)
    events.off('end', end)
    for (const [name, listener] of Object.entries(listeners)) events.off(name, listener)
  })
  void importer.now().then(send('importing'))
  return reply.type('text/event-stream').send(stream)
}
