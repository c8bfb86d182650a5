import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { ZvitError } from '../../src/model/error.ts'
import { readHtml } from '../../src/read/html/index.ts'
import { readTxt } from '../../src/read/txt/index.ts'
import { readXlsx } from '../../src/read/xlsx/index.ts'
import { fold } from '../../src/text/fold.ts'
import { cleanText } from '../../src/text/join.ts'
import { spelling } from '../support/spelling.ts'
import { xlsx } from '../support/xlsx.ts'

/*
 * Work that grows with the square of a line's length would take 6 × 10¹⁰ steps here, a minute;
 * what grows with the length takes a fortieth of a second.
 */

const LENGTH = 250_000
/** Seconds of the processor: generous, since it may be slow, and other tests may run beside. */
const MOST_SECONDS = 5

const RUNS = [' ', '\t', '-', '.', 'а', '"', '1.', '. ']

async function seconds(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  try {
    await work()
  } catch (error) {
    expect(error).toBeInstanceOf(ZvitError)
  }
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1e6
}

/** What a long run may stand behind and before. */
const LINES: readonly ((run: string) => string)[] = [
  (run) => run,
  (run) => `а${run}б`,
  (run) => `1.${run}x`,
  (run) => `\t1.${run}x\n\tа${run}\n\t2.\n\n\tб\t${run}в`,
  (run) => `Начальник\t\t${run}x\tв`,
  (run) => `а;б;в;${run};"${run}`,
  (run) => `а;б;в;x${run}`,
  (run) => `|${run}|а|\n|${run}|б|`,
]

describe.each(RUNS)('many units of %j', (piece) => {
  const run = piece.repeat(LENGTH / piece.length)

  test('in a text', async () => {
    for (const line of LINES) {
      const bytes = Buffer.from(`Звіт\n${line(run)}\n3. Захід\n`)
      expect(await seconds(() => readTxt(bytes, DEFAULT_LIMITS))).toBeLessThan(MOST_SECONDS)
    }
  })

  test('in a page', async () => {
    const attribute = run.replaceAll('"', "'")
    const pages = [
      `<p>а${run}б`,
      `<pre>${run}б`,
      `<table><tr><td>${run}<br>${run}x</table>`,
      `<p class="${attribute}x" style="display:${attribute}x" id="${attribute}">а`,
      `<ol style="list-style:${attribute}x" start="${attribute}x"><li value="${attribute}x">а</ol>`,
      `<td colspan="${attribute}x"><a href="#${attribute}x">1</a>`,
      `<style>${run}{display:none ! important${run}x}@media ${run}x{}</style>а`,
      `<span style="mso-list:Ignore">1.${run}</span>а`,
    ]
    for (const body of pages) {
      const bytes = Buffer.from(`<meta charset="utf-8">${body}`)
      expect(await seconds(() => readHtml(bytes, DEFAULT_LIMITS))).toBeLessThan(MOST_SECONDS)
    }
  })

  test('in a workbook', async () => {
    const text = run.replaceAll('&', '&amp;')
    const value = `<c r="A3"><v>${text}x</v></c><c r="B3" t="b"><v>${text}x</v></c><c r="C3" t="d"><v>${text}x</v></c>`
    const bytes = xlsx({
      sheets: [
        {
          rows: [[run, `1.${run}x`, `${run}а`], ['1.', 'Захід', `а${run}`], [{ xml: value }]],
          behind: `<headerFooter><oddHeader>${text}x</oddHeader></headerFooter>`,
        },
      ],
    })
    expect(await seconds(() => readXlsx(bytes, DEFAULT_LIMITS))).toBeLessThan(MOST_SECONDS)
  })

  test('in a value', async () => {
    const values = [run, `а${run}б`, `а\n${run}\nб${run}x`, `а-\n${run}`]
    for (const value of values) {
      expect(
        await seconds(() => cleanText(value, { ...spelling, isWord: () => false })),
      ).toBeLessThan(MOST_SECONDS)
      expect(await seconds(() => fold(value))).toBeLessThan(MOST_SECONDS)
    }
  })
})

test.each([' ', '<meta ', '<meta charset=', '<?xml '])('%j before an encoding', async (piece) => {
  const head = `${piece.repeat(4)}<meta charset=${' '.repeat(15_000)}`
  const bytes = Buffer.from(`${piece.repeat(1000)}${head}>Звіт`)
  expect(await seconds(() => readHtml(bytes, DEFAULT_LIMITS))).toBeLessThan(MOST_SECONDS)
})
