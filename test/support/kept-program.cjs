const { fork } = require('node:child_process')
const { join } = require('node:path')
const { isMainThread, workerData } = require('node:worker_threads')

/*
 * The built program in a process that stays, so that a command costs its own work and not Node's start, the
 * compiling of the program and the loading of engines. A thread hands commands on, since who asks waits.
 */

if (isMainThread) serve()
else relay(workerData)

/** The thread: gives each command to the process and wakes who asked. */
function relay({ signal, port }) {
  let child = null
  const answer = (message) => {
    port.postMessage(message)
    Atomics.store(signal, 0, 1)
    Atomics.notify(signal, 0)
  }
  port.on('message', (command) => {
    child ??= fork(__filename, [], { execArgv: [], stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
      .on('message', answer)
      .once('exit', (code, killer) => {
        child = null
        answer({ code, stdout: '', stderr: `the program is gone (${code ?? killer})` })
      })
    child.send(command)
  })
}

/** The process: runs commands one after another, each in its folder and environment. */
function serve() {
  const { program } = require(join(__dirname, '../../dist/zvit.cjs')).loadProgram()
  const exit = process.exit
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'])
    process[name].write = (text, ...more) => {
      said[name] += typeof text === 'string' ? text : Buffer.from(text).toString()
      more.at(-1)?.()
      return true
    }
  process.setMaxListeners(0)
  process.once('disconnect', () => exit())
  process.on('message', async ({ folder, args, env }) => {
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name]
    Object.assign(process.env, env)
    process.chdir(folder)
    said.stdout = ''
    said.stderr = ''
    process.exit = (code) => process.send({ code: code ?? 0, ...said }, () => exit(code))
    const code = await program.main(args)
    for (const event of ['uncaughtException', 'SIGINT', 'SIGTERM'])
      process.removeAllListeners(event)
    process.send({ code, ...said })
  })
}
