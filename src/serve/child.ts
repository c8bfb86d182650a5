import { type ExecFileOptions, execFile } from 'node:child_process'
import { ERRORS, type ErrorCode, ZvitError } from '../model/error.ts'
import { LIMITS } from './limits.ts'

const FAILURE = /^([A-Z][A-Z_]+): (.*)$/m

/**
 * Runs a command of zvit in a process of its own, so that what a document does hits nobody else. Throws
 * what the command tells as `CODE: message`; gives its standard output.
 */
export function runProgram(
  program: readonly string[],
  args: readonly string[],
  bounds: Pick<ExecFileOptions, 'timeout' | 'env' | 'killSignal'> = {},
): Promise<Buffer> {
  const [command = process.execPath, ...before] = program
  const maxBuffer = LIMITS.output
  const options = { ...bounds, maxBuffer, encoding: 'buffer', windowsHide: true } as const
  return new Promise((resolve, reject) => {
    execFile(command, [...before, ...args], options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      const [, code = '', message = ''] = FAILURE.exec(stderr.toString()) ?? []
      const isTold = Object.hasOwn(ERRORS, code)
      const why = isTold ? message : 'The process ended before its work did.'
      reject(new ZvitError(isTold ? (code as ErrorCode) : 'READER_KILLED', why, { cause: error }))
    })
  })
}

/** Lets so many works go on at once; gives null where as many are at work. */
export function limited(most: number): <T>(work: () => Promise<T>) => Promise<T> | null {
  let busy = 0
  return (work) => {
    if (busy >= most) return null
    busy += 1
    return work().finally(() => {
      busy -= 1
    })
  }
}
