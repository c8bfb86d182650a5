import type { FastifyReply } from 'fastify'
import { describeFailure } from '../run/failure.ts'

/** Problems of the server, besides the codes of `ZvitError`. */
const PROBLEMS: Readonly<Record<string, string>> = {
  HOST_UNKNOWN: 'The server is not called so.',
  ORIGIN_UNKNOWN: 'The request comes from another page.',
  TOKEN_UNKNOWN: 'Open the address that zvit serve printed, or send Authorization: Bearer TOKEN.',
  NOT_FOUND: 'There is nothing here.',
  BUSY: 'As many requests of this kind are at work as the server takes; try again soon.',
  REQUEST_INVALID: 'The request is not what /openapi.json says.',
  NAME_INVALID: 'The path is no name of a file below the folder.',
  IMPORT_RUNNING: 'An import is at work.',
}

/** What is refused, with the status of HTTP and a code: of the server, or of a `ZvitError`. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string = PROBLEMS[code] ?? '') {
    super(message)
    this.status = status
    this.code = code
  }
}

/** Sends a problem by RFC 9457. */
export function refusal(
  reply: FastifyReply,
  status: number,
  code: string,
  detail: string = PROBLEMS[code] ?? '',
): FastifyReply {
  if (status === 429) reply.header('retry-after', '1')
  return reply
    .code(status)
    .type('application/problem+json; charset=utf-8')
    .send(JSON.stringify({ type: 'about:blank', title: code, status, code, detail }))
}

/** What went wrong, without a stack or a path of the machine. */
export function problemOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  const { statusCode = 500, code: own } = error as {
    readonly statusCode?: number
    readonly code?: string
  }
  if (own === 'FST_ERR_CTP_BODY_TOO_LARGE') return new Refusal(413, 'FILE_TOO_LARGE')
  if (statusCode < 500) return new Refusal(statusCode, 'REQUEST_INVALID')
  const { code, message } = describeFailure(error)
  return new Refusal(STATUS_OF[code] ?? 500, code, message)
}

const STATUS_OF: Readonly<Record<string, number>> = {
  USAGE: 400,
  INPUT_NOT_FOUND: 404,
  READ_ERROR: 404,
  OUTPUT_LOCKED: 409,
  OUTPUT_FULL: 507,
}
