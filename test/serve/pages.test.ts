import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { TAKES } from '../../src/serve/take.ts'
import { enter, HAS_CHROMIUM, openBrowser, startServer } from '../support/browser.ts'
import { HAS_ENGINE } from '../support/engine.ts'
import { doubtfulReport, get, openServer } from '../support/serve.ts'
import { makeFolder, zvit } from '../support/zvit.ts'

/* Every page in each language: the rules of WCAG 2.2 AA that a program can check, and whose words stand there. */

const CHECKER = readFileSync('node_modules/accessibility-checker-engine/ace.js', 'utf8')
const DOCX = 'fixtures/documents/a-school-year/typed.docx'
const PDF = 'fixtures/documents/e-youth/report.pdf'

/** What breaks a rule for names, roles, labels, headings, tables, contrast and the like, by rule and element. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${CHECKER}; window.ace = ace`)
  return page.evaluate<string[]>(
    `new ace.Checker().check(document, ['WCAG_2_2']).then(({ results }) => results
      .filter(({ value }) => value[0] === 'VIOLATION' && value[1] === 'FAIL')
      .map(({ ruleId, message, snippet }) => ruleId + ': ' + message + ' ' + snippet))`,
  )
}

/** Whatever a page says in its own language: texts, and what stands in attributes for people. */
const SAID = `(() => {
  const own = (one) => one.closest('[lang]') === document.documentElement && !one.closest('script, style')
  const said = [document.title]
  for (const one of document.querySelectorAll('*')) {
    if (!own(one)) continue
    for (const node of one.childNodes) if (node.nodeType === 3) said.push(node.data)
    for (const name of ['title', 'alt', 'aria-label', 'placeholder']) said.push(one.getAttribute(name) ?? '')
  }
  return said.join(' ')
})()`

const wordsIn = (text: string) =>
  new Set(text.match(/[\p{L}’'ʼ]+/gu)?.map((one) => one.toLowerCase()))
const textsIn = (name: string) =>
  JSON.parse(readFileSync(`locales/${name}.json`, 'utf8')) as Readonly<Record<string, string>>
/** The words that codes are made of: «deadlineText» of two. */
const wordsOfCodes = (keys: readonly string[]) =>
  wordsIn(
    keys
      .join(' ')
      .replace(/([a-z])([A-Z])/g, '$1 $2')
      .replace(/[._-]/g, ' '),
  )

test.skipIf(!HAS_CHROMIUM)(
  'the check finds what has no name, no label and no language',
  async () => {
    const page = await (await openBrowser()).newPage()
    await page.setContent('<main><h1>x</h1><input><a href="/"></a><img src="data:,"></main>')
    const faults = (await faultsOf(page)).map((one) => one.split(':')[0])
    for (const rule of [
      'html_lang_exists',
      'input_label_exists',
      'a_text_purpose',
      'img_alt_valid',
    ])
      expect(faults).toContain(rule)
  },
)

test.skipIf(!HAS_CHROMIUM || !HAS_ENGINE)(
  'every page in each language keeps the rules, and says nothing in another one',
  async () => {
    const files = {
      'in/a.docx': readFileSync(DOCX),
      'in/b.txt': doubtfulReport('відділ освіти', 8),
      'in/c.pdf': readFileSync(PDF),
      'in/d.txt': 'нічого',
      'roster.csv': 'орган\nвідділ освіти\nвідділ доріг\n',
    }
    const folder = makeFolder(files)
    zvit(folder, ['import', 'in', '--out', 'out', '--roster', 'roster.csv'])
    const out = join(folder, 'out')
    const told = (await get(openServer(out), '/api/measures')).payload.split('\n')
    const rows = told.flatMap((line) => (line === '' ? [] : [JSON.parse(line)]))
    const [docx, text, pdf] = ['a.docx', 'b.txt', 'c.pdf'].map((name) =>
      rows.find(({ sourceName }) => sourceName === name),
    )
    zvit(folder, ['correct', 'out', '--key', text.key, '--status', 'done', '--by', 'Ганна'])
    const ofDocuments = wordsIn(
      [
        ...['in/a.docx', 'in/b.txt', 'in/c.pdf'].map((name) => zvit(folder, ['text', name]).stdout),
        ...rows.flatMap((row) => Object.values(row)),
        ...Object.keys(files),
        ...Object.keys(TAKES),
        files['roster.csv'],
        'Ганна zvit',
      ].join(' '),
    )
    const known = {
      en: [
        wordsIn(Object.values(textsIn('page.en')).join(' ')),
        wordsOfCodes(Object.keys(textsIn('uk'))),
      ],
      uk: [
        wordsIn([...Object.values(textsIn('page.uk')), ...Object.values(textsIn('uk'))].join(' ')),
      ],
    }
    const pages = [
      '/',
      '/queue',
      '/queue?what=facts',
      '/queue?what=files',
      '/search?q=сквер',
      '/files',
      `/body?${new URLSearchParams({ name: pdf.respondent })}`,
      `/measure?${new URLSearchParams({ programme: pdf.programme, id: pdf.measureId })}`,
      '/body?name=0',
      '/nowhere',
      ...[docx, pdf].map((row) => `/report/${row.reportKey}/1`),
    ]
    const page = await enter(await openBrowser(), await startServer(out))
    for (const language of ['en', 'uk'] as const)
      for (const at of pages) {
        const address = `${at}${at.includes('?') ? '&' : '?'}lang=${language}`
        await page.goto(new URL(address, page.url()).href)
        const isReport = at.startsWith('/report')
        if (isReport) await page.waitForSelector('#source[data-open]')
        expect([address, await faultsOf(page)]).toEqual([address, []])
        const said = wordsIn(await page.evaluate<string>(SAID))
        const strange = [...said].filter(
          (word) => !ofDocuments.has(word) && !known[language].some((own) => own.has(word)),
        )
        expect.soft([address, strange]).toEqual([address, []])
      }
    await page.goto(new URL('/files', page.url()).href)
    const broken = { name: 'е.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7') }
    await page.setInputFiles('#some', [broken])
    await page.waitForSelector('#importing[data-state=ended]')
    const failures = wordsIn(`${await page.textContent('#failures')}`)
    expect(failures).toContain('пошкоджено')
    const commands = ['zvit', 'explain']
    expect(
      [...failures].filter((word) => /^[a-z]{4,}$/.test(word) && !commands.includes(word)),
    ).toEqual([])
    const refused = await page.evaluate<{ readonly detail: string }>(
      `fetch('/api/corrections', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '[{"key": "0", "by": "Н"}]' }).then((answer) => answer.json())`,
    )
    expect(refused.detail).toBe('Що вирішено?')
    await page.goto(new URL(`/report/${docx.reportKey}/1`, page.url()).href)
    await page.click('[data-view*="/word"]')
    await page.waitForSelector('#source[data-open*="/word"]')
    expect(await faultsOf(page)).toEqual([])
    await page.context().clearCookies()
    await page.goto(new URL('/', page.url()).href)
    expect(await page.locator('#enter').count()).toBe(1)
    expect(await faultsOf(page)).toEqual([])
  },
)
