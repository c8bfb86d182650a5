import { ZvitError } from '../model/error.ts'
import { describeFailure, oneLine } from '../run/failure.ts'
import { translated } from './words.ts'

/**
 * Writes to standard output and waits until it is taken, so that a slow reader never makes us hold
 * everything. A reader that has seen enough (`| head`) ends the program quietly; throws
 * `OUTPUT_FULL` and `OUTPUT_NOT_WRITABLE`.
 */
export async function print(text: string | Uint8Array): Promise<void> {
  // Others may listen too: what threads print is piped there, and a pipe throws where it is alone.
  if (!process.stdout.listeners('error').includes(ignoreBroken))
    process.stdout.on('error', ignoreBroken)
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    process.stdout.write(text, resolve)
  })
  if (!error) return
  if (error.code === 'EPIPE') process.exit()
  const code = error.code === 'ENOSPC' ? 'OUTPUT_FULL' : 'OUTPUT_NOT_WRITABLE'
  throw new ZvitError(code, `Standard output cannot be written (${error.code}).`)
}

/** What goes wrong reaches `print` through its write; a run goes on where nobody listens to its messages. */
function ignoreBroken(): void {}

/** Writes a line for people to standard error; control characters are taken out. */
export function tell(message: string): void {
  tellRaw(`${oneLine(translated(message))}\n`)
}

let hasTold = false

/** Writes lines for people to standard error as they are. */
export function tellRaw(text: string): void {
  if (!hasTold) process.stderr.on('error', ignoreBroken)
  hasTold = true
  process.stderr.write(text)
}

/** Waits until everything that was told is written; on Windows a pipe takes its time. */
export async function allTold(): Promise<void> {
  if (hasTold) await new Promise((resolve) => process.stderr.write('', resolve))
}

/** Tells a failure as `CODE: message`; the stack only with `ZVIT_DEBUG=1`. */
export function tellFailure(error: unknown): void {
  const { code, message } = describeFailure(error)
  tellRaw(`${oneLine(`${code}: ${translated(message)}`)}\n`)
  if (process.env.ZVIT_DEBUG === '1' && error instanceof Error)
    tellRaw(`${error.stack ?? error.message}\n`)
}
