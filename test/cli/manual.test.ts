import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { makeFolder, zvit } from '../support/zvit.ts'

/* The tutorial of docs/grammar.md, done as a reader would. */

const MANUAL = readFileSync('docs/grammar.md', 'utf8')
const UKRAINIAN = readFileSync('docs/uk/grammar.md', 'utf8')
const EDIT = /<!-- (after|before|instead of) (".*") -->\n```yaml\n([\s\S]*?)\n```/g

function edited(grammar: string): string {
  let text = grammar
  for (const [, where, quoted = '', block = ''] of MANUAL.matchAll(EDIT)) {
    const anchor = JSON.parse(quoted) as string
    expect(text).toContain(`\n${anchor}`)
    const result = { after: `${anchor}\n${block}`, before: `${block}\n${anchor}` }
    const replaced = where === 'after' || where === 'before' ? result[where] : block
    text = text.replace(`\n${anchor}`, () => `\n${replaced}`)
  }
  return text
}

const shown = zvit('.', ['grammar', 'show']).stdout
const report = [
  'Захід\tСтрок\tКуратор напряму\tСтан виконання\tПідтвердні матеріали',
  '1) садіння дерев\t2016 рік\tОблдордирекція\tЗахід на паузі\tакт № 4',
  '2) читання\tпостійно\tпублічні бібліотеки області\tНе належить до компетенції\t',
].join('\n')

test('the tutorial of the grammar manual comes out as it says', () => {
  const folder = makeFolder({ 'my.yaml': edited(shown), 'a.txt': report })
  const tested = zvit(folder, ['grammar', 'test', 'my.yaml'])
  expect(tested.stdout).toMatch(/^\d+ examples, 0 failed, 0 rules never fire\n$/)
  const count = ({ stdout }: { stdout: string }) => Number(/(\d+) examples/.exec(stdout)?.[1])
  expect(count(tested) - count(zvit(folder, ['grammar', 'test']))).toBe(7)
  const respondent = 'Дирекція доріг області'
  const parse = (...more: readonly string[]) =>
    JSON.parse(
      zvit(folder, ['parse', 'a.txt', '--respondent', respondent, ...more]).stdout,
    ).sections[0].items.flatMap((item: { measures: readonly unknown[] }) => item.measures)[0]
  expect(parse('--grammar', 'my.yaml')).toMatchObject({
    executors: { respondent: 'named' },
    response: { status: 'other', detail: 'not_done' },
    extra: [{ role: 'note', text: 'акт № 4' }],
  })
  expect(parse()).toMatchObject({ executors: { respondent: 'none' } })
})

test('the Ukrainian manual has the same tutorial', () => {
  const edits = (manual: string) => [...manual.matchAll(EDIT)].map(([edit]) => edit)
  expect(edits(UKRAINIAN)).toEqual(edits(MANUAL))
})

test.each([MANUAL, UKRAINIAN])('every price of the grammar stands in the manual', (manual) => {
  const costs = /^costs:\n([\s\S]*?)\n(?=\S)/m.exec(shown)?.[1] ?? ''
  const names = [...costs.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name)
  expect(names.length).toBeGreaterThan(20)
  for (const name of names) expect(manual).toContain(`\`${name}\``)
})
