import { appendFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { appendDecisions, LEDGER, mergeLedger, readLedger } from '../../src/corrections/ledger.ts'
import { DISCLAIMED, DONE, makeDecision, makeRow } from '../support/decisions.ts'
import { makeFolder } from '../support/zvit.ts'

const free = async () => async () => {}
const plain = ({ id: _, ...decision }: ReturnType<typeof makeDecision>) => decision

test('what is appended is read again, in its order, with the hash of its line for an id', async () => {
  const folder = makeFolder()
  const first = makeDecision(makeRow(), DONE)
  const second = makeDecision(makeRow(), DISCLAIMED, { by: 'Іван' })
  await appendDecisions(folder, free, async () => [plain(first)])
  await appendDecisions(folder, free, async () => [plain(second)])
  expect(await readLedger(folder)).toEqual({ decisions: [first, second], odd: [] })
})

test('a folder where nobody decided has no decisions', async () => {
  expect(await readLedger(makeFolder())).toEqual({ decisions: [], odd: [] })
})

test('a torn line is told and left out, and does not swallow the next one', async () => {
  const folder = makeFolder()
  const first = makeDecision(makeRow(), DONE)
  const second = makeDecision(makeRow(), DISCLAIMED)
  await appendDecisions(folder, free, async () => [plain(first)])
  appendFileSync(join(folder, LEDGER), '{"schema":"zvit.correction/1","abo')
  expect(await readLedger(folder)).toEqual({ decisions: [first], odd: [2] })
  await appendDecisions(folder, free, async () => [plain(second)])
  expect(await readLedger(folder)).toEqual({ decisions: [first, second], odd: [2] })
})

test('a last line that lacks its end only is whole', async () => {
  const folder = makeFolder()
  const first = makeDecision(makeRow(), DONE)
  writeFileSync(join(folder, LEDGER), JSON.stringify(plain(first)))
  expect((await readLedger(folder)).decisions).toEqual([first])
})

test.each([
  ['another schema', { schema: 'zvit.correction/2' }],
  ['a field too many', { note: '' }],
  [
    'a status and a detail that do not belong together',
    { decided: { class: { status: 'done', detail: 'empty' } } },
  ],
  ['nobody', { by: '' }],
])('a line with %s is no decision', async (_, changes) => {
  const line = JSON.stringify({ ...plain(makeDecision(makeRow(), DONE)), ...changes })
  const folder = makeFolder({ [LEDGER]: `${line}\n` })
  expect(await readLedger(folder)).toEqual({ decisions: [], odd: [1] })
})

test('what is no decision is not written', async () => {
  const folder = makeFolder()
  const wrong = { ...plain(makeDecision(makeRow(), DONE)), by: '' }
  await expect(appendDecisions(folder, free, async () => [wrong])).rejects.toMatchObject({
    code: 'USAGE',
  })
  expect((await readLedger(folder)).decisions).toEqual([])
})

test('two files merge into one, in either order and twice, to the same decisions', async () => {
  const [ours, theirs] = [makeFolder(), makeFolder()]
  const common = makeDecision(makeRow(), DONE)
  const own = makeDecision(makeRow({ measureId: 'II.1.2' }), DONE)
  const other = makeDecision(makeRow({ measureId: 'II.1.3' }), DISCLAIMED, { by: 'Іван' })
  await appendDecisions(ours, free, async () => [plain(common), plain(own)])
  await appendDecisions(theirs, free, async () => [plain(common), plain(other)])
  const text = (folder: string) => readFileSync(join(folder, LEDGER), 'utf8')
  const [mine, yours] = [text(ours), text(theirs)]
  expect((await mergeLedger(ours, yours, free)).decisions).toEqual([other])
  expect((await mergeLedger(ours, yours, free)).decisions).toEqual([])
  await mergeLedger(theirs, mine, free)
  const idsOf = async (folder: string) =>
    (await readLedger(folder)).decisions.map(({ id }) => id).sort()
  expect(await idsOf(ours)).toEqual(await idsOf(theirs))
})

test('odd lines of the other file are told and not taken over', async () => {
  const folder = makeFolder()
  expect(await mergeLedger(folder, '{}\nnothing\n', free)).toEqual({ decisions: [], odd: [1, 2] })
  expect(await readLedger(folder)).toEqual({ decisions: [], odd: [] })
})
