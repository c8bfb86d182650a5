import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { type Browser, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { MAIN } from './zvit.ts'

const CHROMIUM = '/usr/bin/chromium'
/** Whether Chromium is here; tests that need it are skipped aloud. */
export const HAS_CHROMIUM = existsSync(CHROMIUM)
if (!HAS_CHROMIUM) process.stderr.write('SKIPPED: Chromium is not here to open the review page.\n')

/** A browser that is closed when the test ends; it asks nothing of any network. */
export async function openBrowser(): Promise<Browser> {
  const args = ['--no-sandbox', '--disable-background-networking']
  const browser = await chromium.launch({ executablePath: CHROMIUM, args })
  onTestFinished(() => browser.close())
  return browser
}

/** A server that people start; its address has the token. */
export interface Served {
  readonly address: string
  readonly port: string
  readonly process: ChildProcess
}

/** Starts `zvit serve` and waits until it tells where. */
export async function startServer(folder: string, args: readonly string[] = []): Promise<Served> {
  const child = spawn(process.execPath, [MAIN, 'serve', folder, '--lang', 'en', ...args])
  onTestFinished(() => {
    child.kill('SIGKILL')
  })
  let told = ''
  for await (const chunk of child.stderr) {
    told += chunk
    const [address, port = ''] = /https?:\/\/127\.0\.0\.1:(\d+)\/#token=\S+/.exec(told) ?? []
    if (address) return { address, port, process: child }
  }
  throw new Error(`zvit serve did not start: ${told}`)
}

/** Ends a server as a lost power does. */
export async function kill({ process }: Served): Promise<void> {
  process.kill('SIGKILL')
  await once(process, 'exit')
}

/** Opens the address that the server told, as a person does. */
export async function enter(browser: Browser, { address }: Served): Promise<Page> {
  const context = await browser.newContext({ locale: 'en-GB', acceptDownloads: true })
  const page = await context.newPage()
  page.on('pageerror', (error) => process.stderr.write(`page: ${error.message}\n`))
  await page.goto(address)
  await page.waitForSelector('header nav')
  return page
}
