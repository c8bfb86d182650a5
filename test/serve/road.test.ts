import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { enter, HAS_CHROMIUM, kill, openBrowser, startServer } from '../support/browser.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { doubtfulReport } from '../support/serve.ts'
import { makeFolder, zvit } from '../support/zvit.ts'

/* The road of a clerk in a real browser: bring, decide, take away, import again. */

const FILES = {
  'звіти/парки.txt': doubtfulReport('управління парків', 30),
  'звіти/школи.txt': doubtfulReport('відділ освіти', 30),
}

async function bring(page: Page, input: string, files: string | readonly string[]) {
  await page.goto(new URL('/files', page.url()).href)
  await page.setInputFiles(input, files as string)
  await page.waitForSelector('#importing[data-state=ended]')
}

const sent = (page: Page, count: number) => page.waitForSelector(`body[data-sent="${count}"]`)

const states = (folder: string): Readonly<Record<string, number>> => {
  const { stdout } = zvit(folder, ['correct', 'out', '--list', '--json'])
  const counts: Record<string, number> = {}
  for (const { state } of JSON.parse(stdout).corrections) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

async function openQueue(page: Page, by: string) {
  await page.goto(new URL('/queue', page.url()).href)
  await page.fill('#by', by)
  await page.keyboard.press('Tab')
  await page.click('article[aria-current] h2')
}

async function takeRows(page: Page): Promise<string> {
  await page.goto(new URL('/files', page.url()).href)
  const coming = page.waitForEvent('download')
  await page.click('a[href="/take/measures.csv"]')
  return readFileSync(await (await coming).path(), 'utf8')
}

test.skipIf(!HAS_CHROMIUM || !HAS_ENGINE)(
  'a folder is dropped, thirty answers are decided by keyboard, all is taken away, nothing is lost',
  async () => {
    const folder = makeFolder(FILES)
    const out = join(folder, 'out')
    const browser = await openBrowser()
    const page = await enter(browser, await startServer(out))
    await bring(page, '#folder', join(folder, 'звіти'))
    await openQueue(page, 'Ганна')
    const start = performance.now()
    for (let count = 0; count < 30; count += 1) {
      await page.waitForSelector('article[aria-current]')
      await page.keyboard.press(`${(count % 4) + 1}`)
    }
    await sent(page, 30)
    const each = Math.round((performance.now() - start) / 30)
    process.stderr.write(`thirty decisions, ${each} ms each from the key to the disk\n`)
    await Promise.all([page.waitForResponse('**/undo'), page.keyboard.press('u')])
    await page.waitForSelector('article[aria-current]:focus')
    await page.keyboard.press('Enter')
    await sent(page, 31)
    expect(states(folder)).toEqual({ applied: 30, replaced: 1 })

    const rows = await takeRows(page)
    expect(rows.match(/Ганна/g)).toHaveLength(30)
    await bring(page, '#some', [join(folder, 'звіти/школи.txt')])
    expect(await page.textContent('#failures')).toContain('there already')
    expect((await takeRows(page)).match(/Ганна/g)).toHaveLength(30)
    const overview = new URL('/', page.url()).href
    await page.goto(overview)
    expect(await page.textContent('main')).toContain('школи.txt')
  },
)

test.skipIf(!HAS_CHROMIUM || !HAS_ENGINE)(
  'two windows do not ask the same, and a server that is killed loses no decision',
  async () => {
    const folder = makeFolder(FILES)
    zvit(folder, ['import', 'звіти', '--out', 'out'])
    const token = ['--token', 'a-token-of-the-tests']
    const served = await startServer(join(folder, 'out'), token)
    const browser = await openBrowser()
    const [one, other] = [await enter(browser, served), await enter(browser, served)]
    await openQueue(one, 'Ганна')
    await openQueue(other, 'Ігор')
    const key = await one.getAttribute('article[aria-current]', 'data-key')
    await one.keyboard.press('1')
    await other.waitForSelector(`article[data-key="${key}"]`, { state: 'hidden' })
    await other.keyboard.press('2')
    await sent(other, 1)

    await kill(served)
    for (const digit of ['1', '2', '3', '4', '1']) await one.keyboard.press(digit)
    await one.waitForSelector('#told:not([hidden])')
    await startServer(join(folder, 'out'), [...token, '--port', served.port])
    await sent(one, 6)
    await one.waitForSelector('#told', { state: 'hidden' })
    expect(states(folder)).toEqual({ applied: 7 })
  },
)

test.skipIf(!HAS_CHROMIUM || !HAS_ENGINE)(
  '«all alike» decides every answer of the same words, and no other',
  async () => {
    const folder = makeFolder({ 'in/a.txt': doubtfulReport('управління парків', 24, true) })
    zvit(folder, ['import', 'in', '--out', 'out'])
    const page = await enter(await openBrowser(), await startServer(join(folder, 'out')))
    await openQueue(page, 'Ганна')
    await page.click('article:has(.alike) h2')
    const told = await page.textContent('article[aria-current] .alike')
    const alike = Number(/\d+/.exec(told?.replace('A', '') ?? '')?.[0])
    const words = await page.textContent('article[aria-current] blockquote')
    await page.keyboard.press('a')
    await page.keyboard.press('4')
    await sent(page, alike)
    const { corrections } = JSON.parse(zvit(folder, ['correct', 'out', '--list', '--json']).stdout)
    expect(corrections.map((one: { readonly responseNow: string }) => one.responseNow)).toEqual(
      Array.from({ length: alike }, () => words),
    )
  },
)
