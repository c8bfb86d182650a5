import { readFileSync } from 'node:fs'
import { type DefaultTreeAdapterTypes, parse as parseHtml } from 'parse5'
import { expect, test } from 'vitest'
import { parse } from '../../src/index.ts'
import type { Report } from '../../src/model/report.ts'
import { evidenceOf } from '../../src/stats/evidence.ts'
import { evidenceIndex, evidencePage } from '../../src/write/evidence.ts'

type Node = DefaultTreeAdapterTypes.Node
type Element = DefaultTreeAdapterTypes.Element

const ATTACK =
  '<script>alert(1)</script><img src=x onerror=alert(2)> "\' & &lt; http://evil.example/'

const fixture = 'fixtures/documents/twin-of-the-seed/typed.docx'
const report = await parse(readFileSync(fixture), {
  name: '2016/typed.docx',
  respondent: 'Департамент житлово-комунального господарства облдержадміністрації',
})
const measures = report.sections.flatMap(({ items }) => items.flatMap((item) => item.measures))

/** A report of one measure that needs review and stands in a finding. */
function hostile(): Report {
  const [section] = report.sections
  const [item] = section?.items ?? []
  const [measure] = item?.measures ?? []
  if (!section || !item || !measure) throw new Error('The fixture has measures.')
  const response = {
    ...measure.response,
    text: ATTACK,
    needsReview: true,
    rules: [ATTACK],
    evidence: [{ start: 8, end: 13 }],
  }
  const own = { ...measure, id: ATTACK, text: ATTACK, response }
  return {
    ...report,
    source: { ...report.source, name: ATTACK },
    heading: { ...report.heading, programme: ATTACK, respondent: ATTACK },
    sections: [{ ...section, items: [{ ...item, measures: [own] }] }],
    counts: { ...report.counts, needsReview: 1 },
    findings: [{ code: 'RESPONSE_COPIES_MEASURE', measures: [ATTACK], message: ATTACK }],
  }
}

function elements(page: string): readonly Element[] {
  return inside(parseHtml(page))
}

function inside(node: Node): readonly Element[] {
  return [
    ...('tagName' in node ? [node] : []),
    ...('childNodes' in node ? node.childNodes.flatMap(inside) : []),
  ]
}

function textOf(node: Node): string {
  if ('value' in node) return node.value
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : ''
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find((one) => one.name === name)?.value
}

test('every finding and every answer that needs review has its article, with words and places', () => {
  const all = elements(evidencePage(evidenceOf(report)))
  const articles = all.filter(({ tagName }) => tagName === 'article')
  const reviewed = measures.filter(({ response }) => response.needsReview)
  expect(report.findings.length).toBeGreaterThan(3)
  expect(articles).toHaveLength(report.findings.length + reviewed.length)
  const quoted = articles.map((article) =>
    inside(article)
      .filter(({ tagName }) => tagName === 'blockquote')
      .map(textOf),
  )
  const wanted = [
    ...report.findings.map((finding) => finding.measures),
    ...reviewed.map(({ id }) => [id]),
  ]
  for (const [index, ids] of wanted.entries())
    for (const id of ids) {
      const measure = measures.find((one) => one.id === id)
      expect(quoted[index]).toContain(measure?.text)
      expect(quoted[index]).toContain(measure?.executors.text || '(порожньо)')
      expect(quoted[index]).toContain(measure?.response.text || '(порожньо)')
    }
})

test('names the file, its hash, the place of the cell and the rule that decided', () => {
  const page = evidencePage(evidenceOf(report))
  expect(page).toContain('2016/typed.docx')
  expect(page).toContain(report.source.sha256)
  const cut = report.findings.find(({ code }) => code === 'RESPONSIBLE_BUT_DISCLAIMED')
  const measure = measures.find(({ id }) => id === cut?.measures[0])
  const [place] = measure?.response.at ?? []
  expect(page).toContain(
    `таблиця ${Number(place?.table) + 1}, рядок ${Number(place?.row) + 1}, стовпець ${Number(place?.column) + 1}`,
  )
  expect(page).toContain(`Вирішило правило ${measure?.response.rules[0]}`)
  expect(page).toContain('Правило RESPONSIBLE_BUT_DISCLAIMED: орган є серед виконавців')
})

test('has contents first, whose links lead to what is there', () => {
  const all = elements(evidencePage(evidenceOf(report)))
  expect(attribute(all.find(({ tagName }) => tagName === 'html') ?? fail(), 'lang')).toBe('uk')
  const ids = new Set(all.flatMap((element) => attribute(element, 'id') ?? []))
  const links = all.filter(({ tagName }) => tagName === 'a').map((link) => attribute(link, 'href'))
  expect(links.length).toBeGreaterThan(4)
  for (const link of links) expect(ids).toContain(link?.slice(1))
  const order = all.map(({ tagName }) => tagName)
  expect(order.indexOf('nav')).toBeLessThan(order.indexOf('main'))
})

function fail(): never {
  throw new Error('There is no such element.')
}

test.each([
  ['page', evidencePage(evidenceOf(hostile()))],
  [
    'contents',
    evidenceIndex(
      [{ page: ATTACK, file: ATTACK, body: ATTACK, period: ATTACK, findings: 1, reviews: 1 }],
      [
        {
          doubt: ATTACK,
          what: ATTACK,
          why: ATTACK,
          body: ATTACK,
          measure: ATTACK,
          words: ATTACK,
          page: ATTACK,
          file: ATTACK,
        },
      ],
    ),
  ],
])('a hostile text is only text: %s', (_, page) => {
  const all = elements(page)
  const active = ['script', 'img', 'iframe', 'object', 'link', 'form', 'base', 'svg']
  expect(all.filter(({ tagName }) => active.includes(tagName))).toEqual([])
  const attributes = all.flatMap(({ attrs }) => attrs)
  expect(attributes.filter(({ name }) => name.startsWith('on') || name === 'src')).toEqual([])
  const links = attributes.filter(({ name }) => name === 'href').map(({ value }) => value)
  for (const link of links) expect(link).toMatch(/^#g\d|^%3Cscript%3E/)
  expect(page).toContain("default-src 'none'")
  expect(all.some((element) => textOf(element) === ATTACK)).toBe(true)
})

test('the words that decided are marked, and marks that overlap are left out', () => {
  const { groups } = evidenceOf(hostile())
  const all = elements(evidencePage({ title: '', facts: [], technical: [], groups }))
  const marks = all.filter(({ tagName }) => tagName === 'mark').map(textOf)
  expect(marks).toEqual(['alert', 'alert'])
  const quotation = {
    label: '',
    text: 'абвгд',
    place: '',
    remarks: [],
    marks: [
      { start: 0, end: 3 },
      { start: 2, end: 4 },
      { start: 4, end: 9 },
    ],
  }
  const entries = [{ heading: '', rule: '', quotations: [quotation] }]
  const page = evidencePage({
    title: '',
    facts: [],
    technical: [],
    groups: [{ heading: '', note: '', entries }],
  })
  expect(page).toContain('<blockquote><mark>абв</mark>гд</blockquote>')
})
