import { ZvitError } from '../../model/error.ts'

// PostgreSQL manual, appendix A: classes and codes of SQLSTATE.
const REFUSED = /^(?:28...|3D000|42501)$/
const PASSWORD_WANTED = /^SASL/

/** What went wrong while connecting. No message of server or client holds the password. */
export function whyNotConnected(cause: unknown): ZvitError {
  const { code, message } = describe(cause)
  if (REFUSED.test(code) || PASSWORD_WANTED.test(message)) {
    const words = PASSWORD_WANTED.test(message) ? 'the password is missing' : message
    return new ZvitError(
      'DATABASE_REFUSED',
      `The database refuses: ${words}. A password may stand in PGPASSWORD or ~/.pgpass.`,
      { cause },
    )
  }
  return new ZvitError('DATABASE_UNREACHABLE', `The database cannot be reached: ${message}.`, {
    cause,
  })
}

/** What went wrong while loading; the transaction is undone. */
export function whyNotLoaded(cause: unknown): unknown {
  if (cause instanceof ZvitError || !(cause instanceof Error)) return cause
  const { code, message } = describe(cause)
  return new ZvitError(
    REFUSED.test(code) ? 'DATABASE_REFUSED' : 'DATABASE_FAILED',
    `Nothing was loaded: ${message}.`,
    { cause },
  )
}

function describe(cause: unknown): { readonly code: string; readonly message: string } {
  if (!(cause instanceof Error)) return { code: '', message: String(cause) }
  const code = 'code' in cause ? String(cause.code) : ''
  // Where several addresses of a host were tried the error that sums them up has no words.
  return { code, message: (cause.message || code || cause.name).replace(/\.$/, '') }
}
