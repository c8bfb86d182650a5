import { rm } from 'node:fs/promises'
import { connect, createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { ZvitError } from '../model/error.ts'

/** Gives a lock back. */
export type Release = () => Promise<void>

/**
 * Holds `name` for this process among all of the machine, until it is released or the process ends,
 * killed or not: the lock is an open socket, which the system closes with its process.
 * Throws `OUTPUT_LOCKED` where another process holds it.
 */
export async function lock(name: string): Promise<Release> {
  const address = addressOf(name)
  let server = await listen(address)
  // A file may be left behind by a process that was killed.
  const isFile = path.isAbsolute(address) && process.platform !== 'win32'
  if (server === null && isFile && !(await answers(address))) {
    await rm(address, { force: true })
    server = await listen(address)
  }
  if (server === null)
    throw new ZvitError(
      'OUTPUT_LOCKED',
      'Another run writes into the output folder; wait for its end or give another --out.',
    )
  const held = server
  return () => new Promise((resolve) => held.close(() => resolve()))
}

/** Linux and Windows forget the name with the process; elsewhere it is a file. */
function addressOf(name: string): string {
  if (process.platform === 'linux') return `\0zvit-${name}`
  if (process.platform === 'win32') return `\\\\?\\pipe\\zvit-${name}`
  return path.join(tmpdir(), `zvit-${name}.sock`)
}

/** The listening socket, null where another process has the address. */
function listen(address: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(null)
      else reject(error)
    })
    // A run that ends must not wait for its lock.
    server.listen(address, () => resolve(server.unref()))
  })
}

/** Whether a process of the machine holds `name`. */
export function isHeld(name: string): Promise<boolean> {
  return answers(addressOf(name))
}

function answers(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address)
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
