import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { archiveBytes, readArchive } from '../../scripts/train/archive.ts'
import { casesOf, rightStatuses } from '../../scripts/train/examples.ts'
import { familiesOf, foldsOf } from '../../scripts/train/families.ts'
import { digestOf, readLines, readUnseen } from '../../scripts/train/lines.ts'
import { fitConfidence, reviewThreshold } from '../../src/learn/confidence.ts'
import { learn } from '../../src/learn/regression.ts'
import { DETAILS, STATUS_OF } from '../../src/model/vocabulary.ts'
import { loadGrammar, responseAids } from '../../src/resources.ts'
import { classify } from '../../src/responses/index.ts'
import { loadModel, storeModel, TOLD } from '../../src/responses/model.ts'
import { WORD_BITS } from '../../src/responses/rows.ts'
import { processorClock } from '../support/growth.ts'

const FILE = new URL('../../data/responses.model', import.meta.url)
const bytes = new Uint8Array(readFileSync(FILE))
const grammar = await loadGrammar()
const lines = readLines()
/** Of every tenth line: to examine one takes half a millisecond, and there are 25,000. */
const cases = casesOf(
  lines.filter((_, index) => index % 10 === 0),
  grammar,
)

function ask(response: string, measure: string | null = null) {
  const question = { response, measure, executors: null, respondent: null }
  return classify(question, grammar.classes, responseAids)
}

const asBytes = (weights: Int8Array) => new Uint8Array(weights.buffer)

describe('the labelled lines', () => {
  test('are more than 3,000, of all details', () => {
    expect(lines.length).toBeGreaterThan(3000)
    for (const detail of DETAILS)
      expect(lines.filter(({ gold }) => gold.detail === detail).length).toBeGreaterThan(0)
    for (const detail of TOLD)
      expect(lines.filter(({ gold }) => gold.detail === detail).length).toBeGreaterThan(150)
  })

  test('have each an id of its own and the status of their detail', () => {
    expect(new Set(lines.map(({ id }) => id)).size).toBe(lines.length)
    expect(lines.filter(({ gold }) => STATUS_OF[gold.detail] !== gold.status)).toEqual([])
  })
})

describe('families', () => {
  test.each([
    ['Виконано 5 заходів', 'виконано 17 заходів.', true],
    ['Не належить до компетенції управління', 'Не належить до компетенції Управління освіти', true],
    ['Не належить до компетенції', 'Буде проведено навесні', false],
    ['–', '- -', true],
  ])('«%s» and «%s»: %s', (left, right, isSame) => {
    const [one, other] = familiesOf([left, right])
    expect(one === other).toBe(isSame)
  })

  test('never stand in two folds, nor do the lines of one author', () => {
    const folds = new Map<string, number>()
    for (const { line, fold } of cases) {
      if (line.author === null) continue
      expect(folds.get(line.author) ?? fold).toBe(fold)
      folds.set(line.author, fold)
    }
    expect(new Set(folds.values()).size).toBeGreaterThan(1)
  })

  test('fill folds evenly', () => {
    const folds = foldsOf([1, 1, 1, 2, 2, 3, 4, 5, 6], 3)
    const sizes = [0, 1, 2].map((fold) => folds.filter((each) => each === fold).length)
    expect(sizes).toEqual([3, 3, 3])
  })
})

describe('answers of an archive', () => {
  const answer = {
    response: 'Дах відремонтовано',
    measure: null,
    executors: null,
    respondent: null,
  }

  test('have the label of their line, and others behind slashes', () => {
    const text = JSON.stringify({ ...answer, label: 'done.stated/done.evidenced' })
    expect(readArchive(`${text}\n`)).toMatchObject([
      { ...answer, gold: { status: 'done', detail: 'stated' }, accept: ['done/evidenced'] },
    ])
  })

  test('without a known label are refused by their line', () => {
    expect(() => readArchive(JSON.stringify({ ...answer, label: 'done.quickly' }))).toThrow(
      "line 1: unknown label 'done.quickly'",
    )
  })
})

describe('the file of the model', () => {
  test('was made from these lines and rules: else run `npm run train`', () =>
    expect(loadModel(bytes).madeFrom).toBe(digestOf(lines, grammar.classes, archiveBytes())))

  test('is small and soon loaded', () => {
    expect(bytes.length).toBeLessThan(10_000_000)
    const times = Array.from({ length: 5 }, () => {
      const start = processorClock()
      loadModel(new Uint8Array(readFileSync(FILE)))
      return processorClock() - start
    })
    expect(Math.min(...times)).toBeLessThan(20)
  })

  test('is stored as it was loaded', () =>
    expect(Buffer.compare(storeModel(loadModel(bytes)), bytes)).toBe(0))

  test.each([
    ['nothing', new Uint8Array()],
    ['another file', new TextEncoder().encode('%PDF-1.7 and more than eight bytes')],
    ['half of it', bytes.subarray(0, 400_000)],
    ['a byte more', Uint8Array.from([...bytes.subarray(0, 9), ...bytes])],
  ])('%s is no model', (_what, wrong) =>
    expect(() => loadModel(wrong)).toThrow(expect.objectContaining({ code: 'READ_ERROR' })),
  )
})

test('learning twice gives the same bytes', () => {
  const some = cases
    .filter((_, index) => index % 2 === 0)
    .map(({ features, right }) => ({ groups: features.words, right }))
  const [one, other] = [learn(some, WORD_BITS), learn(some, WORD_BITS)]
  expect(Buffer.compare(asBytes(one.weights), asBytes(other.weights))).toBe(0)
  expect({ ...one, weights: null }).toEqual({ ...other, weights: null })
})

test('authors that no model has learned from are read', () => {
  const kept = readUnseen()
  const answers = kept.map((line) => ({
    line,
    answer: classify(line, grammar.classes, responseAids),
  }))
  const right = answers.filter(({ line, answer }) => rightStatuses(line).includes(answer.status))
  const silent = answers.filter(
    ({ line, answer }) => !answer.needsReview && !rightStatuses(line).includes(answer.status),
  )
  expect(kept.length).toBeGreaterThan(500)
  expect(right.length / kept.length).toBeGreaterThan(0.85)
  expect(silent.length / kept.length).toBeLessThan(0.03)
})

describe('an answer', () => {
  test.each([
    ['Абракадабра кукурамба тиритомба'],
    ['Lorem ipsum dolor sit amet'],
    ['Зварганили по-швидкому'],
    ['Зелений трикутник мріє про квадрат'],
  ])('are never sure of a strange wording: «%s»', (response) =>
    expect(ask(response).needsReview).toBe(true),
  )

  test('point with whole words at what they stand on', () => {
    for (const { response } of lines.filter((_, index) => index % 20 === 0))
      for (const { start, end } of ask(response ?? '').evidence) {
        expect(end).toBeGreaterThan(start)
        expect((response ?? '').slice(start, end)).not.toMatch(/^\s|\s$/)
      }
  })
})

describe('calibration', () => {
  test('gives the share of right answers on the same grounds', () => {
    const answers = Array.from({ length: 1000 }, (_, index) => {
      const isStrong = index % 2 === 0
      return {
        grounds: [1, Number(isStrong)],
        isRight: isStrong ? index % 20 !== 0 : index % 5 < 3,
      }
    })
    const [constant = 0, strong = 0] = fitConfidence(answers)
    const share = (sum: number) => 1 / (1 + Math.exp(-sum))
    expect(share(constant)).toBeCloseTo(0.6, 1)
    expect(share(constant + strong)).toBeCloseTo(0.9, 1)
  })

  test.each([
    [0, 0.8],
    [0.25, 0.4],
    [1, 0.2],
  ])('the threshold leaves no more silent errors than %d', (silent, threshold) => {
    const rated = [0.9, 0.8, 0.6, 0.4, 0.2].map((confidence) => ({
      confidence,
      isRight: confidence !== 0.6 && confidence !== 0.2,
      isDoubted: false,
    }))
    expect(reviewThreshold(rated, silent)).toBe(threshold)
  })
})
