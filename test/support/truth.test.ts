import { describe, expect, test } from 'vitest'
import { type FlatRow, flattenSeed, foldText, type SeedTree } from './flat.ts'
import { compare, describeDifference, isRight, isWhole } from './truth.ts'

const MEASURE = {
  id: 'I.1.1',
  number: 1,
  label: '1)',
  text: 'проведення огляду',
  deadline: '2016 рік',
  executors: 'житлово-комунальні служби',
  response: 'Проведено',
  status: 'done',
}

function tree(...measures: readonly Partial<typeof MEASURE>[]): readonly FlatRow[] {
  const item = {
    id: 'I.1',
    number: 1,
    label: '1.',
    title: 'Огляд',
    measures: measures.map((measure) => ({ ...MEASURE, ...measure })),
  }
  const seed: SeedTree = {
    sections: [{ id: 'I', number: 1, label: 'І.', title: 'Розділ', items: [item] }],
  }
  return flattenSeed(seed)
}

describe('folding', () => {
  test.each([
    ['a\n b', 'a b'],
    ['житлово-\nкомунальний', 'житлово-комунальний'],
    ['2016 - 2017', '2016 -2017'],
    [' краи\u0306 ', 'край'],
  ])('%j', (text, folded) => expect(foldText(text)).toBe(folded))
})

describe('comparing', () => {
  test('the same tree has no difference', () => {
    const { pairs, invented, differences } = compare(tree({}), tree({}))
    expect(differences).toEqual([])
    expect(invented).toEqual([])
    expect(pairs.map(isWhole)).toEqual([true, true, true])
  })

  test.each([
    ['text', { text: 'проведення оглядів' }, 'text', false],
    ['deadline', { deadline: '2017 рік' }, 'deadlineText', false],
    ['executors', { executors: '' }, 'executorsText', false],
    ['response', { response: 'Не проведено' }, 'responseText', false],
    ['number', { number: 2 }, 'number', false],
    ['label', { label: '1.' }, 'label', true],
    ['status', { status: 'other' }, 'status', true],
  ])('a wrong %s is one difference', (_, change, field, whole) => {
    const { pairs, differences } = compare(tree({}), tree(change))
    expect(differences.map((difference) => difference.field)).toEqual([field])
    expect(pairs.at(-1) && isWhole(pairs.at(-1) as (typeof pairs)[0])).toBe(whole)
    expect(isRight(pairs.at(-1) as (typeof pairs)[0], field)).toBe(false)
  })

  test('a row under a wrong id is one missing and one invented', () => {
    const { pairs, invented, differences } = compare(tree({}), tree({ id: 'I.1.2' }))
    expect(differences.map(({ id, field }) => [id, field])).toEqual([
      ['I.1.1', 'missing'],
      ['I.1.2', 'invented'],
    ])
    expect(invented.map(({ id }) => id)).toEqual(['I.1.2'])
    expect(pairs.map(isWhole)).toEqual([true, true, false])
  })

  test('the second row of an id is invented', () => {
    const { differences } = compare(tree({}), tree({}, { text: 'ще' }))
    expect(differences.map(({ field, got }) => [field, got])).toEqual([['invented', 'ще']])
  })

  test('a field the truth does not speak of is neither right nor wrong', () => {
    const { pairs } = compare(tree({}), tree({}))
    expect(isRight(pairs.at(-1) as (typeof pairs)[0], 'bodies')).toBeNull()
  })

  test('a status that wants a reader is right only with one', () => {
    const truth = tree({ id: 'IV.2.3' })
    const answer = (needsReview: boolean) =>
      tree({ id: 'IV.2.3', status: 'other' }).map((row) => ({ ...row, needsReview }))
    expect(compare(truth, answer(true)).differences).toEqual([])
    expect(compare(truth, answer(false)).differences).toHaveLength(1)
  })

  test('long values are told from where they part', () => {
    const long = 'а'.repeat(300)
    const [difference] = compare(tree({ text: `${long}б` }), tree({ text: `${long}в` })).differences
    expect(difference && describeDifference(difference)).toMatch(/^measure I\.1\.1 text: .*б».*в»$/)
  })
})
