import { createHash, randomBytes, timingSafeEqual, X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { ZvitError } from '../model/error.ts'
import { enterPage } from './frame.ts'
import { LIMITS } from './limits.ts'
import { refusal } from './problem.ts'
import { wordsFor } from './words.ts'

/** How the server may be reached. */
export interface Binding {
  readonly host: string
  readonly port: number
  readonly token: string
  /** PEM texts; null where the server speaks plain HTTP. */
  readonly tls: { readonly cert: string; readonly key: string } | null
  /** What people's browsers call the server behind a proxy that speaks TLS, such as `https://zvit.example`. */
  readonly proxy: string | null
}

const LOOPBACK: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost'])

/**
 * What the options ask for. Throws `USAGE` where the server would be open to a network without a token,
 * or in plain text.
 */
export function bindingOf(told: (option: string) => string | undefined): Binding {
  const [host = '127.0.0.1', port = '0', token] = ['host', 'port', 'token'].map(told)
  if (!/^\d{1,5}$/.test(port) || Number(port) >= 2 ** 16)
    throw new ZvitError('USAGE', `--port needs a number below 65536, not '${port}'.`)
  if (token !== undefined && !new RegExp(`^[\\x21-\\x7e]{${LIMITS.shortestToken},}$`).test(token))
    throw new ZvitError('USAGE', `--token needs ${LIMITS.shortestToken} Latin characters or more.`)
  const written = told('behind-proxy')
  const proxy = written === undefined ? null : originOf(written)
  const [cert, key] = [pemOf(told('cert')), pemOf(told('key'))]
  if ((cert === undefined) !== (key === undefined))
    throw new ZvitError('USAGE', 'Give both of --cert FILE and --key FILE.')
  const tls = cert && key ? { cert, key } : null
  const isWide = !LOOPBACK.has(host)
  if ((isWide || proxy !== null) && token === undefined)
    throw new ZvitError('USAGE', 'Whoever reaches the server from elsewhere needs --token TOKEN.')
  if (isWide && tls === null && proxy === null)
    throw new ZvitError(
      'USAGE',
      `On ${host} others could listen: give --cert FILE --key FILE, or --behind-proxy https://NAME.`,
    )
  const made = token ?? randomBytes(LIMITS.token).toString('base64url')
  return { host, port: Number(port), token: made, tls, proxy }
}

function pemOf(file: string | undefined): string | undefined {
  try {
    return file && readFileSync(file, 'utf8')
  } catch (cause) {
    throw new ZvitError('INPUT_NOT_FOUND', `There is no file '${file}'.`, { cause })
  }
}

function originOf(written: string): string {
  const address = URL.canParse(written) ? new URL(written) : null
  if (address?.protocol !== 'https:' || address.pathname !== '/')
    throw new ZvitError('USAGE', `--behind-proxy needs https://NAME, not '${written}'.`)
  return address.origin
}

/** What every answer says to browsers: nothing from elsewhere, nothing inline, nobody frames it. */
const HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
}
/** What a browser needs before anybody has entered; it holds nothing of the results. */
const OPEN: ReadonlySet<string> = new Set(['/page.js', '/page.css', '/enter'])
const SAFE: ReadonlySet<string> = new Set(['GET', 'HEAD'])

/** Puts the rules before every route: who is called, who calls, from where, and what answers allow. */
export function guard(app: FastifyInstance, binding: Binding): void {
  const isSecure = binding.tls !== null || binding.proxy !== null
  const isOwnHost = hostCheck(app, binding)
  const cookieName = () => `${isSecure ? '__Host-' : ''}zvit-${portOf(app, binding)}`
  const isToken = equals(binding.token)
  // The cookie is not the token: what a browser keeps opens no API.
  const session = digest(`cookie ${binding.token}`).toString('base64url')
  const isSession = equals(session)

  app.addHook('onRequest', async (request, reply) => {
    reply.headers(HEADERS)
    if (isSecure) reply.header('strict-transport-security', 'max-age=31536000')
    const host = request.headers.host ?? ''
    if (!isOwnHost(host)) return refuse(request, reply, 421, 'HOST_UNKNOWN')
    const own = binding.proxy ?? `${binding.tls ? 'https' : 'http'}://${host}`
    const { origin, authorization } = request.headers
    const isBearer = isToken(/^Bearer (\S+)$/i.exec(authorization ?? '')?.[1] ?? '')
    const isForeign = origin === undefined ? !isBearer : origin !== own
    if (!SAFE.has(request.method) && isForeign) return refuse(request, reply, 403, 'ORIGIN_UNKNOWN')
    if (OPEN.has(request.url.split('?')[0] ?? '')) return
    if (!isBearer && !isSession(cookieIn(request, cookieName())))
      return refuse(request, reply, 401, 'TOKEN_UNKNOWN')
  })

  app.post<{ Body: { readonly token: string } }>(
    '/enter',
    {
      bodyLimit: 4096,
      schema: {
        body: { type: 'object', required: ['token'], properties: { token: { type: 'string' } } },
      },
    },
    async (request, reply) => {
      if (!isToken(request.body.token)) return refuse(request, reply, 401, 'TOKEN_UNKNOWN')
      const rules = `Path=/; HttpOnly; SameSite=Strict${isSecure ? '; Secure' : ''}`
      return reply.header('set-cookie', `${cookieName()}=${session}; ${rules}`).code(204).send()
    },
  )
}

function refuse(request: FastifyRequest, reply: FastifyReply, status: number, code: string) {
  const isPage = request.method === 'GET' && !request.url.startsWith('/api/')
  if (status !== 401 || !isPage) return refusal(reply, status, code)
  const { lang } = request.query as { readonly lang?: string }
  const words = wordsFor(lang, request.headers['accept-language'])
  return reply.code(401).type('text/html; charset=utf-8').send(enterPage(words))
}

function portOf(app: FastifyInstance, { port }: Binding): number {
  const address = app.server.address()
  return port > 0 || address === null || typeof address === 'string' ? port : address.port
}

/** Whether a `Host` header names this server: a name that a stranger's DNS leads here is refused. */
function hostCheck(app: FastifyInstance, binding: Binding): (host: string) => boolean {
  const certificate = binding.tls && new X509Certificate(binding.tls.cert)
  return (host) => {
    if (!URL.canParse(`http://${host}`)) return false
    if (binding.proxy !== null) return new URL(binding.proxy).host === host.toLowerCase()
    const { hostname, port } = new URL(`${binding.tls ? 'https' : 'http'}://${host}`)
    const usual = binding.tls ? 443 : 80
    if (Number(port === '' ? usual : port) !== portOf(app, binding)) return false
    const name = hostname.replace(/^\[|\]$/g, '')
    if (LOOPBACK.has(name)) return true
    const known = isIP(name) > 0 ? certificate?.checkIP(name) : certificate?.checkHost(name)
    return known !== undefined
  }
}

function cookieIn({ headers }: FastifyRequest, name: string): string {
  const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim())
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1) ?? ''
}

/** Compares in a time that tells nothing of how much is right. */
function equals(secret: string): (given: string) => boolean {
  const wanted = digest(secret)
  return (given) => timingSafeEqual(digest(given), wanted)
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}
