import { describe, expect, test } from 'vitest'
import { align } from '../../src/stats/align.ts'
import { processorClock } from '../support/growth.ts'

interface Line {
  readonly measureId: string
  readonly itemTitle: string
  readonly text: string
  /** What it is in truth. */
  readonly truth: string
}

const PLAN = [
  ['I.1.1', 'проведення навчання працівників з питань запобігання корупції'],
  ['I.1.2', 'оприлюднення річного плану закупівель на офіційному вебсайті'],
  ['I.2.1', 'перевірка декларацій осіб, уповноважених на виконання функцій держави'],
  ['I.2.2', 'перевірка дотримання вимог щодо конфлікту інтересів'],
  ['I.2.3', 'розгляд звернень громадян про порушення законодавства'],
  ['II.1.1', 'висвітлення у засобах масової інформації заходів програми'],
  ['II.1.2', 'проведення круглих столів з громадськими організаціями'],
  ['II.2.1', 'оновлення паспортів об’єктів комунальної власності'],
  ['II.2.2', 'звітування про стан виконання програми'],
] as const

const line = (measureId: string, text: string, truth = text): Line => ({
  measureId,
  itemTitle: '',
  text,
  truth,
})
const plan = PLAN.map(([id, text]) => line(id, text))

function text(index: number): string {
  return PLAN[index]?.[1] ?? ''
}

/** For each line of a list, what it was matched with. */
async function partners(
  ...lists: readonly (readonly Line[])[]
): Promise<readonly (readonly [string, string])[]> {
  return (await align(lists)).matches.map(({ measure, canonical }) => [
    measure.truth,
    canonical.first.truth,
  ])
}

async function expectTrue(...lists: readonly (readonly Line[])[]): Promise<void> {
  for (const [measure, partner] of await partners(...lists)) expect(partner).toBe(measure)
}

test('a report that prints the plan is matched line by line', async () => expectTrue(plan, plan))

test('a point without words is told by its number, whoever prints it first', async () => {
  const numbers = [5, 2].map((index) => line(PLAN[index]?.[0] ?? '', '', text(index)))
  await expectTrue(plan, numbers, numbers.slice(1))
  await expectTrue(numbers, plan)
  const { canonical } = await align([plan, [line('III.1.1', '')], [line('III.1.2', '')]])
  expect(canonical.slice(plan.length).map(({ id }) => id)).toEqual(['III.1.1', 'III.1.2'])
})

test('a number does not join other words', async () => {
  const { canonical } = await align([[line('I.1.1', '')], plan, [line('I.1.1', 'ремонт дахів')]])
  expect(canonical.map(({ id }) => id)).toContain('I.1.1~2')
})

test('other numbers do not matter, nor do missing lines', async () => {
  const kept = plan.filter((_, index) => index !== 1 && index !== 4)
  await expectTrue(
    plan,
    kept.map((one, index) => ({ ...one, measureId: `III.1.${index + 1}` })),
  )
})

test('other words under the same number are followed, over several periods', async () => {
  const second = line('I.1.2', 'розміщення річного плану закупівель на вебсайті', text(1))
  const third = line('I.1.3', 'розміщення плану закупівель на вебсайті та в соцмережах', text(1))
  await expectTrue(plan, [plan[0] ?? second, second], [third])
})

test('look-alike letters, apostrophes, torn hyphens and case are no difference', async () => {
  const odd = line('9', "ОНОВЛЕННЯ  пacпopтiв об'єктів комунальної власності", text(7))
  const [match] = (await align([plan, [odd]])).matches.slice(plan.length)
  expect(match).toMatchObject({ score: 1, isSure: true, canonical: { id: 'II.2.1' } })
})

test('a new measure under an old number is a measure of its own, after its neighbour', async () => {
  const added = line('I.1.2', 'придбання шкільного автобуса для ліцею')
  const { canonical, matches } = await align([plan, [plan[0] ?? added, added]])
  expect(matches.at(-1)?.canonical.id).toBe('I.1.2~2')
  expect(canonical.map(({ id }) => id).slice(0, 3)).toEqual(['I.1.1', 'I.1.2~2', 'I.1.2'])
})

test('the assignment is optimal, not greedy', async () => {
  // Taken one by one the first line would take the partner that only the second one can have.
  const lists = [
    [
      line('1', 'перевірка складів', 'a'),
      line('2', 'перевірка складів і гаражів обласного центру', 'b'),
    ],
    [
      line('8', 'перевірка складів і гаражів', 'a'),
      line('9', 'перевірка складів і гаражів обласного центру та районів', 'b'),
    ],
  ]
  const pairs = (await partners(...lists)).slice(2)
  expect(new Set(pairs.map(([, partner]) => partner)).size).toBe(2)
})

test('equal words under two items stay apart by number and place', async () => {
  const twice = [
    line('I.1', 'проведення навчання', 'a'),
    line('I.2', 'закупівля обладнання', 'b'),
    line('II.1', 'проведення навчання', 'c'),
  ]
  await expectTrue(twice, twice)
})

test('a pair that is hardly alike, or has a rival, is doubtful', async () => {
  const reworded = line('I.1.2', 'розміщення на сайті планів закупівель за рік', text(1))
  expect((await align([plan, [reworded]])).matches.at(-1)).toMatchObject({
    isSure: false,
    canonical: { id: 'I.1.2' },
  })
})

test('every measure has exactly one partner, and no two of a report the same', async () => {
  const { matches } = await align([plan, plan.toReversed(), plan.slice(3)])
  expect(matches).toHaveLength(9 + 9 + 6)
  const second = matches.slice(9, 18).map(({ canonical }) => canonical.id)
  expect(new Set(second).size).toBe(9)
})

describe('programmes of very many rows', () => {
  const letters = (index: number) =>
    index.toString(26).replace(/\d/g, (digit) => 'qrstuvwxyz'[Number(digit)] ?? '')
  /** Rows of some words that few others have, and of one that all have. */
  const unlike = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const text = [1, 2, 3]
        .map((word) => letters((from + index) * 7919 * word + 10 ** 7))
        .join(' ')
      return line(`${from + index}`, `${text} дерева`)
    })

  test('unlike ones cost as much as they are many', async () => {
    const rows = 1000
    const time = async (times: number) => {
      const start = processorClock()
      await align([unlike(0, rows * times), unlike(10 ** 6, rows * times)])
      return processorClock() - start
    }
    await time(1)
    const short = Math.min(await time(1), await time(1))
    expect((await time(4)) / short).toBeLessThan(10)
  })

  test('of one text and one number each has its own', async () => {
    const same = Array.from({ length: 3000 }, () => line('1', 'висаджування дерев'))
    const { canonical } = await align([same])
    expect(new Set(canonical.map(({ id }) => id)).size).toBe(3000)
    expect(canonical.at(-1)?.id).toBe('1~3000')
  })
})
