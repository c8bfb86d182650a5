import { ZvitError } from '../../model/error.ts'

const EXAMPLE = 'postgres://user@host/database'

/**
 * Throws `USAGE` where the address is none of PostgreSQL. What was given is never repeated, since a
 * password may stand in it.
 */
export function checkAddress(address: string): void {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null || !/^postgres(?:ql)?:$/.test(url.protocol))
    throw new ZvitError('USAGE', `--to wants an address such as ${EXAMPLE}.`)
  // A slash in a password ends the host: what follows would be taken for a port and told as such.
  if (url.pathname.includes('@'))
    throw new ZvitError(
      'USAGE',
      'In the address of --to, write / ? # in a password as %2F %3F %23.',
    )
}
