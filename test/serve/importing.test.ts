import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startServer } from '../support/browser.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { TOKEN } from '../support/serve.ts'
import { addFile, MAIN, makeFolder, textReport, zvit } from '../support/zvit.ts'

interface Told {
  readonly isRunning: boolean
  readonly isElsewhere?: boolean
  readonly done: number
  readonly source: string
  readonly measures?: number
}

const files = (count: number, answer: string) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `in/${index}.txt`,
      textReport(`${answer} ${index}`),
    ]),
  )

/** What the server tells of imports, until a test is content. */
async function follow(address: string, isEnough: (told: readonly Told[]) => boolean) {
  const stop = new AbortController()
  onTestFinished(() => stop.abort())
  const url = new URL('/api/events', address)
  const headers = { authorization: `Bearer ${TOKEN}` }
  const { body } = await fetch(url, { headers, signal: stop.signal })
  const told: Told[] = []
  let text = ''
  for await (const chunk of body ?? []) {
    text += Buffer.from(chunk).toString()
    const events = text.split('\n\n')
    text = events.pop() ?? ''
    for (const event of events)
      if (event.startsWith('event: importing'))
        told.push(JSON.parse(event.split('data: ')[1] ?? ''))
    if (isEnough(told)) break
  }
  return told
}

test.skipIf(!HAS_ENGINE)(
  'tells how the last import ended, and how far one of another process is',
  async () => {
    const folder = makeFolder(files(2, 'Виконано'))
    zvit(folder, ['import', 'in', '--out', 'out'])
    const { address } = await startServer(join(folder, 'out'), ['--token', TOKEN])
    const [first] = await follow(address, (told) => told.length > 0)
    expect(first).toMatchObject({ isRunning: false, done: 2, measures: 6 })
    for (const [name, text] of Object.entries(files(300, 'Посаджено дерев:')))
      addFile(folder, name, text)
    const following = follow(
      address,
      (told) => told.some(({ isRunning }) => isRunning) && told.at(-1)?.isRunning === false,
    )
    const other = spawn(process.execPath, [MAIN, 'import', 'in', '--out', 'out'], { cwd: folder })
    onTestFinished(() => {
      other.kill('SIGKILL')
    })
    const [told] = await Promise.all([following, once(other, 'exit')])
    const running = told.filter(({ isRunning }) => isRunning)
    expect(running.every(({ isElsewhere }) => isElsewhere)).toBe(true)
    expect(running.map(({ done }) => done)).toEqual(
      running.map(({ done }) => done).sort((a, b) => a - b),
    )
    expect(running.at(-1)?.source).toMatch(/^\d+\.txt$/)
    expect(told.at(-1)).toMatchObject({ isRunning: false, done: 300, measures: 900 })
  },
  60_000,
)

test.skipIf(!HAS_ENGINE)(
  'a run that was killed is none that is at work',
  async () => {
    const folder = makeFolder({ ...files(2, 'Виконано'), 'out/.zvit/tmp/run-1': '' })
    zvit(folder, ['import', 'in', '--out', 'out'])
    addFile(folder, 'out/.zvit/tmp/run-1', '')
    const { address } = await startServer(join(folder, 'out'), ['--token', TOKEN])
    const page = fetch(new URL('/', address), { headers: { authorization: `Bearer ${TOKEN}` } })
    expect(await (await page).text()).toContain('id="importing"')
    const following = follow(address, (told) => told.length > 1)
    const started = await fetch(new URL('/api/import', address), {
      method: 'POST',
      headers: { authorization: `Bearer ${TOKEN}` },
    })
    expect(started.status).toBe(202)
    const told = await following
    expect(told.filter(({ isElsewhere }) => isElsewhere)).toEqual([])
  },
  60_000,
)
