/*
 * Preloaded into the processes that read documents: a document comes to grief as its name says,
 * in ways that no file of ours brings about.
 */
const fs = require('node:fs')
const path = require('node:path')

const { lstat, lstatSync } = fs
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
  // Another file stands in its place when it is read, and is put back later.
  swap(file) {
    fs.renameSync(file, `${path.dirname(path.dirname(file))}/away`)
    fs.renameSync(`${path.dirname(path.dirname(file))}/other`, file)
  },
  // Longer than another process takes to start on a busy machine.
  late: () => new Promise((resolve) => setTimeout(resolve, 3000)),
}

async function comeToGrief(file) {
  const name = path.basename(String(file)).split('.')[0]
  const log = process.env.ZVIT_TEST_LOG
  if (log) fs.appendFileSync(log, `${process.pid} ${name}\n`)
  const [way, times] = name.split('-')
  kills = way === 'killed' ? Number(times) - begunBefore(log, name) : 0
  if (Object.hasOwn(WAYS, way)) await WAYS[way](file)
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
  // A container is opened to list it, and again to take a document out of it.
  const opened = { list: 1, parse: 2 }[process.env.ZVIT_TEST_SWAP]
  let looks = 0
  fs.lstatSync = (file, ...rest) => {
    if (String(file).endsWith('.zip')) looks += 1
    if (String(file).endsWith('.zip') && looks === opened) WAYS.swap(String(file))
    return lstatSync(file, ...rest)
  }
  const { send } = process
  process.send = (message, ...rest) => {
    const isSent = send.call(process, message, ...rest)
    if (message.kind === 'begun' && kills > 0) process.kill(process.pid, 'SIGKILL')
    return isSent
  }
}
