/*
 * Preloaded into the processes that read documents: a document comes to grief as its name says,
 * in ways that no file of ours brings about.
 */
const fs = require('node:fs')
const path = require('node:path')

const { lstat } = fs
let read = 0
/** Kills that are left of those that the document in hand is to meet when its reading has begun. */
let kills = 0

const WAYS = {
  hang() {
    for (;;) Math.sqrt(2)
  },
  stall: () => new Promise(() => undefined),
  explode() {
    const held = []
    for (;;) held.push(Buffer.alloc(16 * 2 ** 20, 1))
  },
  abort: () => process.abort(),
  exit: () => process.exit(3),
  throw() {
    setTimeout(() => {
      throw new TypeError('outside of every promise')
    })
    return new Promise(() => undefined)
  },
  // Only what was read before it does harm.
  tired() {
    if (read > 0) process.abort()
  },
  brisk: () => new Promise((resolve) => setTimeout(resolve, 10)),
  slow: () => new Promise((resolve) => setTimeout(resolve, 150)),
  // Longer than another process takes to start on a busy machine.
  late: () => new Promise((resolve) => setTimeout(resolve, 3000)),
}

async function comeToGrief(file) {
  const name = path.basename(String(file)).split('.')[0]
  const log = process.env.ZVIT_TEST_LOG
  if (log) fs.appendFileSync(log, `${process.pid} ${name}\n`)
  const [way, times] = name.split('-')
  kills = way === 'killed' ? Number(times) - begunBefore(log, name) : 0
  if (Object.hasOwn(WAYS, way)) await WAYS[way]()
  read += 1
}

/** How often the document was begun before now. */
function begunBefore(log, name) {
  const lines = fs.readFileSync(log, 'utf8').split('\n')
  return lines.filter((line) => line.endsWith(` ${name}`)).length - 1
}

// A document's file is looked at before it is read (`src/run/read-source.ts`).
if (process.argv.includes('--worker')) {
  fs.lstat = (file, ...rest) => {
    comeToGrief(file).then(() => lstat(file, ...rest))
  }
  const { send } = process
  process.send = (message, ...rest) => {
    const isSent = send.call(process, message, ...rest)
    if (message.kind === 'begun' && kills > 0) process.kill(process.pid, 'SIGKILL')
    return isSent
  }
}
