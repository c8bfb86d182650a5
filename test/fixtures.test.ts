import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { type Layout, readLayout } from '../scripts/fixtures/layout.ts'
import {
  fixtureNames,
  measuresOf,
  readTruth,
  type Truth,
  type TruthDeadline,
} from '../scripts/fixtures/truth.ts'
import { docxText, faults, squeeze } from '../scripts/fixtures/verify.ts'
import { STATUS_OF } from '../src/model/vocabulary.ts'
import { writeRoman } from '../src/text/roman.ts'

const here = dirname(fileURLToPath(import.meta.url))
const fixtures = join(here, '..', 'fixtures')
const seed = join(here, '..', '..', 'shared', 'seed', 'report.txt')
const names = fixtureNames(join(fixtures, 'truth'))

test('there are fixtures', () => {
  expect(names.length).toBeGreaterThan(3)
})

describe.each(names)('%s', (name) => {
  const truth = readTruth(join(fixtures, 'truth', name))
  const layout = readLayout(join(fixtures, 'truth', name))

  test('ids are made of the numbers that were meant, and are unique', () => {
    expect(wrongIds(truth)).toEqual([])
  })

  test('texts are clean', () => {
    expect(textsOf(truth).filter((text) => text !== cleaned(text))).toEqual([])
  })

  test('detail belongs to status and fits the text', () => {
    const wrong = measuresOf(truth).filter(({ measure: { response } }) => {
      const isBare = response.detail === 'empty' || response.detail === 'missing'
      return STATUS_OF[response.detail] !== response.status || (response.text === '') !== isBare
    })
    expect(wrong.map(({ measure }) => measure.id)).toEqual([])
  })

  test('dates belong to the kind of deadline', () => {
    const wrong = measuresOf(truth).filter(({ measure }) => !isSound(measure.deadline))
    expect(wrong.map(({ measure }) => measure.id)).toEqual([])
  })

  test('responsibility is told where the respondent is known', () => {
    const isUnknown = truth.heading.respondent === null
    const wrong = measuresOf(truth).filter(
      ({ measure }) => (measure.executors.respondent === null) !== isUnknown,
    )
    expect(wrong.map(({ measure }) => measure.id)).toEqual([])
  })

  test('layout and truth speak of the same', () => {
    expect(misfits(truth, layout)).toEqual([])
  })

  test('the built documents say what the truth says', () => {
    const folder = join(fixtures, 'documents', name)
    const typed = docxText(readFileSync(join(folder, 'typed.docx')))
    const text = readFileSync(join(folder, 'report.txt'), 'utf8')
    expect(faults(truth, layout, typed, 'office')).toEqual([])
    expect(faults(truth, layout, text, 'text')).toEqual([])
  })

  test('a letter lost or a row moved would be seen', () => {
    const text = readFileSync(join(fixtures, 'documents', name, 'report.txt'), 'utf8')
    const texts = measuresOf(truth).map(({ measure }) => measure.text)
    const swapped = text.replace(texts.at(-1) ?? '', '').replace('\n\t', `\n\t${texts.at(-1)}`)
    expect(faults(truth, layout, text.replace('а', ''), 'text').length).toBeGreaterThan(0)
    expect(faults(truth, layout, swapped, 'text').length).toBeGreaterThan(0)
  })

  test('auto.docx leaves regular numbers to Word', () => {
    const folder = join(fixtures, 'documents', name)
    const [typed = '', auto = ''] = ['typed.docx', 'auto.docx'].map((file) =>
      squeeze(docxText(readFileSync(join(folder, file)))),
    )
    expect(auto.length).toBeLessThan(typed.length)
  })

  test('every document is built and stands in the manifest', () => {
    const manifest = readFileSync(join(fixtures, 'manifest.csv'), 'utf8')
    const files = ['typed.docx', 'auto.docx', 'report.txt', 'report.pdf', ...(layout.forms ?? [])]
    if (layout.portrait) files.push('portrait.pdf')
    const lost = files.filter(
      (file) =>
        !existsSync(join(fixtures, 'documents', name, file)) ||
        !manifest.includes(`\n${name}/${file},`),
    )
    expect(lost).toEqual([])
  })

  test.skipIf(!existsSync(seed))('holds no sentence of the real report', () => {
    const real = squeeze(readFileSync(seed, 'utf8'))
    // Lists of executors are formulas that any two reports share.
    const lists = new Set(measuresOf(truth).map(({ measure }) => measure.executors.text))
    const sentences = textsOf(truth).filter((text) => text.length > 40 && !lists.has(text))
    expect(sentences.filter((text) => real.includes(squeeze(text)))).toEqual([])
  })
})

function wrongIds(truth: Truth): readonly string[] {
  const wrong: string[] = []
  const seen = new Set<string>()
  const check = (id: string, wanted: string) => {
    let expected = wanted
    for (let copy = 2; seen.has(expected); copy += 1) expected = `${wanted}~${copy}`
    if (id !== expected) wrong.push(`${id}: ${expected} expected`)
    seen.add(id)
  }
  for (const { id, number } of truth.sections) check(id, number === 0 ? '0' : writeRoman(number))
  seen.clear()
  for (const section of truth.sections) {
    for (const item of section.items) check(item.id, `${section.id}.${item.number}`)
  }
  seen.clear()
  for (const { item, measure } of measuresOf(truth)) {
    check(measure.id, measure.number === null ? item.id : `${item.id}.${measure.number}`)
    if (measure.number === null && measure.label !== null) wrong.push(`${measure.id}: label only`)
  }
  return wrong
}

function textsOf(truth: Truth): readonly string[] {
  const titles = truth.sections.flatMap((section) => [
    section.title,
    ...section.items.map((item) => item.title),
  ])
  const texts = measuresOf(truth).flatMap(({ measure }) => [
    measure.text,
    measure.deadline.text,
    measure.executors.text,
    measure.response.text,
    ...(measure.extra ?? []).map((extra) => extra.text),
  ])
  return [...titles, ...texts]
}

function cleaned(text: string): string {
  const paragraphs = text.normalize('NFC').split('\n')
  return paragraphs.map((part) => part.replace(/[\s\u00ad]+/gu, ' ').trim()).join('\n')
}

const ISO_DATE = /^\d{4}-\d{2}-\d{2}$/
const DURATION = /^P\d+[YMWD]$/
const MONTH_DAY = /^--\d{2}-\d{2}$/

function isSound(deadline: TruthDeadline): boolean {
  const { kind, from, to, every, due } = deadline
  const dated = [from, to].filter((date) => date !== null)
  if (!dated.every((date) => ISO_DATE.test(date) && !Number.isNaN(Date.parse(date)))) return false
  if (from !== null && to !== null && from > to) return false
  if (due && (kind !== 'recurring' || !due.every((day) => MONTH_DAY.test(day)))) return false
  if ((kind === 'recurring') !== (every !== null && DURATION.test(every))) return false
  if (kind === 'by') return from === null
  return kind === 'span' || dated.length === 0
}

function misfits(truth: Truth, layout: Layout): readonly string[] {
  const measures = measuresOf(truth)
  const ids = new Set(['end', ...measures.map(({ measure }) => measure.id)])
  for (const { item } of measures) ids.add(item.id)
  const pages = (layout.pages ?? []).flat()
  const named = [
    ...pages,
    ...(layout.damage ?? []).map(({ at }) => at),
    ...[...(layout.extraRows ?? []), ...(layout.totals ?? [])].map(({ before }) => before),
  ]
  const unknown = named.filter((id) => !ids.has(id)).map((id) => `${id} is no measure or item`)
  const roles = new Set(layout.columns.map(({ role }) => role))
  const absent = ['measure', 'response'].filter((role) => !roles.has(role))
  const lost = (layout.damage ?? [])
    .filter(({ kind }) => kind === 'response_cell_lost')
    .map(({ at }) => at)
  const missing = measures
    .filter(({ measure }) => measure.response.detail === 'missing')
    .map(({ measure }) => measure.id)
  const title = truth.heading.title
  const untitled =
    title !== null && !squeeze(layout.preamble.join('')).includes(squeeze(title)) ? ['title'] : []
  const uneven = lost.sort().join() === missing.sort().join() ? [] : ['lost response cells']
  return [...unknown, ...absent, ...untitled, ...uneven]
}
