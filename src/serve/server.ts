import { mkdir } from 'node:fs/promises'
import fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { ZvitError } from '../model/error.ts'
import { packageText } from '../resources.ts'
import { findReport } from '../stats/stored-reports.ts'
import { html, type Markup } from '../write/html.ts'
import { serveApi } from './api.ts'
import { limited } from './child.ts'
import { type Ask, openDesk, type Tools } from './desk.ts'
import { page, type Query, type View } from './frame.ts'
import { type Binding, guard } from './guard.ts'
import { openImporter } from './importing.ts'
import { LIMITS } from './limits.ts'
import { filesPage } from './pages/files.ts'
import { bodyPage, measurePage, searchPage } from './pages/lists.ts'
import { overview } from './pages/overview.ts'
import { queueCards, queuePage } from './pages/queue.ts'
import { reportPage } from './pages/report.ts'
import { problemOf, Refusal, refusal } from './problem.ts'
import { openSources } from './source.ts'
import { TAKES, take } from './take.ts'
import { wordsFor } from './words.ts'

const HTML = 'text/html; charset=utf-8'

interface Shown {
  readonly title: string
  readonly content: Markup
}

/** The server with all its pages, not listening yet; `close` ends an import after what is in hand. */
export function makeServer(tools: Tools, binding: Binding): FastifyInstance {
  const app = fastify({
    https: binding.tls,
    requestTimeout: LIMITS.request,
    forceCloseConnections: true,
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
  } as object) as FastifyInstance
  const desk = openDesk(tools)
  const importer = openImporter(desk)
  const sources = openSources(desk)
  const taking = limited(LIMITS.takes)
  guard(app, binding)
  /** A person gets a page, a program a problem, in Ukrainian where a browser asks for it. */
  const sendProblem = (request: FastifyRequest, reply: FastifyReply, problem: Refusal) => {
    const { status, code, message } = problem
    const { accept, 'accept-language': wanted } = request.headers
    if (isPage(request) && accept?.includes('text/html'))
      return sendPage(request, reply.code(status), ({ words }) => ({
        title: words.label(code),
        content: html`<p><a href="/">${words.phrase('nav.overview')}</a></p>`,
      }))
    const isUkrainian = wanted !== undefined && viewOf(request).words.language === 'uk'
    return refusal(reply, status, code, isUkrainian ? tools.translate(message) : message)
  }
  app.setErrorHandler((error, request, reply) => {
    const isNone = error instanceof ZvitError && error.code === 'INPUT_NOT_FOUND'
    if (isNone && isPage(request)) return sendPage(request, reply, noResults)
    return sendProblem(request, reply, problemOf(error))
  })
  app.setNotFoundHandler((request, reply) =>
    sendProblem(request, reply, new Refusal(404, 'NOT_FOUND')),
  )
  app.addHook('onClose', async () => {
    desk.events.emit('end')
    await importer.stop()
    desk.close()
  })

  const scripts = { '/page.js': 'text/javascript', '/page.css': 'text/css' }
  for (const [address, type] of Object.entries(scripts))
    app.get(address, async (_, reply) =>
      reply.type(`${type}; charset=utf-8`).send(packageText(`dist/serve${address}`)),
    )

  const pages: Readonly<Record<string, (view: View, ask: Ask, query: Query) => Promise<Shown>>> = {
    '/': async (view, ask) => ({
      title: view.words.phrase('overview.title'),
      content: await overview(view, ask),
    }),
    '/queue': queuePage,
    '/measure': measurePage,
    '/body': bodyPage,
    '/search': searchPage,
  }
  for (const [address, make] of Object.entries(pages))
    app.get<{ Querystring: Query }>(address, async (request, reply) => {
      const shown = await desk.figures((ask) => make(viewOf(request), ask, request.query))
      return sendPage(request, reply, () => shown)
    })
  app.get<{ Querystring: Query }>('/queue/more', async (request, reply) => {
    const cards = await desk.figures((ask) => queueCards(viewOf(request), ask, request.query), true)
    return reply.type(HTML).send(cards.html)
  })
  app.get<{ Querystring: Query }>('/queue/alike', async ({ query }) => {
    return desk.figures(({ ask }) => ask('alike', { key: query.key ?? '' }), true)
  })
  app.get('/files', async (request, reply) => sendPage(request, reply, filesShown))

  type Named = { readonly Params: { readonly report: string; readonly part: string } }
  const shownReport = async ({ report: key, part }: Named['Params']) =>
    desk.figures(async ({ ask }) => {
      const known = /^[0-9a-f]{64}$/.test(key) && /^\d{1,6}$/.test(part)
      const [head] = known ? await ask('report', { report: key, part }) : []
      const report =
        head &&
        (await findReport(desk.folder, {
          reportKey: key,
          sourceName: `${head.sourceName}`,
          sourcePart: Number(part),
        }))
      if (!report) throw new Refusal(404, 'NOT_FOUND')
      return { head, report, answers: await ask('answers', { report: key, part }) }
    })
  app.get<Named>('/report/:report/:part', async (request, reply) => {
    const shown = await shownReport(request.params)
    const { report } = shown
    return sendPage(request, reply, (view) => ({
      title: report.source.name,
      content: reportPage(view, shown),
    }))
  })
  for (const name of ['source', 'word'] as const)
    app.get<Named>(`/report/:report/:part/${name}`, async (request, reply) => {
      const { report } = await shownReport(request.params)
      return reply.type(HTML).send((await sources[name](report, viewOf(request).words)).html)
    })
  app.get<{ readonly Params: Named['Params'] & { readonly page: string } }>(
    '/report/:report/:part/page/:page',
    async ({ params }, reply) => {
      const { report } = await shownReport(params)
      const isThere =
        /^[1-9]\d{0,5}$/.test(params.page) && Number(params.page) <= (report.source.pages ?? 0)
      if (!isThere) throw new Refusal(404, 'NOT_FOUND')
      return reply.type('image/png').send(await sources.draw(report, params.page))
    },
  )

  app.get<{ Params: { readonly name: string } }>('/take/:name', async (request, reply) => {
    const { name } = request.params
    if (!Object.hasOwn(TAKES, name)) throw new Refusal(404, 'NOT_FOUND')
    const made = taking(() => take(desk, name))
    if (made === null) throw new Refusal(429, 'BUSY')
    return reply
      .type('application/octet-stream')
      .header('content-disposition', `attachment; filename="${name}"`)
      .send(await made)
  })
  serveApi(app, desk, importer)
  return app
}

/** Listens until the signal, then ends what is in hand; `onOpen` is told the address that opens it. */
export async function serve(
  tools: Tools,
  binding: Binding,
  { onOpen, signal }: { readonly onOpen: (address: string) => void; readonly signal: AbortSignal },
): Promise<void> {
  await mkdir(tools.folder, { recursive: true })
  const app = makeServer(tools, binding)
  const address = await app.listen({ host: binding.host, port: binding.port })
  onOpen(`${binding.proxy ?? address}/#token=${binding.token}`)
  await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
  await app.close()
}

function isPage({ method, url }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/')
}

function viewOf(request: FastifyRequest): View {
  const { lang } = request.query as { readonly lang?: string }
  const cookie = /(?:^|; )lang=(uk|en)/.exec(request.headers.cookie ?? '')?.[1]
  return { words: wordsFor(lang ?? cookie, request.headers['accept-language']), at: request.url }
}

function sendPage(request: FastifyRequest, reply: FastifyReply, make: (view: View) => Shown) {
  const view = viewOf(request)
  const { title, content } = make(view)
  const { lang } = request.query as { readonly lang?: string }
  if (lang !== undefined)
    reply.header('set-cookie', `lang=${view.words.language}; Path=/; SameSite=Strict`)
  return reply.type(HTML).send(page(view, title, content))
}

function filesShown(view: View): Shown {
  return { title: view.words.phrase('files.title'), content: filesPage(view) }
}

function noResults(view: View): Shown {
  const { title, content } = filesShown(view)
  return { title, content: html`<p>${view.words.phrase('files.none')}</p>${content}` }
}
