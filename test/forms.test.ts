import { describe, expect, test } from 'vitest'
import { blindGrammar, headingWord } from '../scripts/eval/blind.ts'
import { typed } from '../scripts/fixtures/plan.ts'
import { squeeze } from '../scripts/fixtures/verify.ts'
import { drawForms, type Form, makeForms } from '../scripts/forms/make.ts'
import { DIMENSIONS, FORM_FORMATS, WORDS } from '../scripts/forms/space.ts'
import { loadGrammar } from '../src/index.ts'
import { STATUS_OF } from '../src/model/vocabulary.ts'
import { fold } from '../src/text/fold.ts'

const OWN = ['docx', 'html', 'xlsx', 'txt', 'rtf', 'odt'] as const
const order = { seed: 'test', count: 12, formats: OWN }
const forms = drawForms({ seed: 'test', count: 160, formats: FORM_FORMATS })
const named = forms.map((form) => [form.name, form] as const)

test('the same seed gives the same bytes, another one other forms', () => {
  const bytes = (seed: string) =>
    makeForms(drawForms({ ...order, seed }), () => {}).map((form) =>
      Buffer.from(form.bytes).toString('base64'),
    )
  expect(bytes('one')).toEqual(bytes('one'))
  expect(bytes('one')).not.toEqual(bytes('two'))
})

test('a form tells a value of every dimension', () => {
  for (const { choice } of forms) {
    expect(Object.keys(choice).sort()).toEqual([...Object.keys(DIMENSIONS), 'format'].sort())
  }
})

describe('words of forms are not those of the grammar', async () => {
  const grammar = await loadGrammar()
  const known = new Set(grammar.columns.flatMap(({ words, exact }) => [...words, ...exact]))
  const lists = [
    ...Object.entries(WORDS.columns).flatMap(([role, { synonyms, invented }]) => [
      [role, [...synonyms, ...invented]] as const,
    ]),
    ...Object.entries(WORDS.extras).map(
      ([role, { synonyms, invented }]) => [role, [...synonyms, ...invented]] as const,
    ),
    ...Object.entries(WORDS.fields).map(([role, words]) => [`field ${role}`, words] as const),
    ['groups', WORDS.groups] as const,
  ]

  // Who adds one of these words to the grammar fits it to the forms: another document has another word.
  test.each(lists)('%s', (_, words) => {
    expect(words.filter((word) => known.has(headingWord(word)))).toEqual([])
  })

  test('levels', () => {
    const sources = Object.values(grammar.levels).flatMap(({ words }) => words ?? [])
    const found = WORDS.levelWords.filter((word) =>
      sources.some((source) => new RegExp(source, 'u').test(fold(word))),
    )
    expect(found).toEqual([])
  })
})

test('a blind grammar lacks the headings and level words of a document, and nothing else', async () => {
  const grammar = await loadGrammar()
  const blind = blindGrammar(grammar, ['Термін виконання'], ['Розділ I', 'Дороги'])
  const wordsOf = (role: string, from = blind) =>
    from.columns.find((column) => column.role === role)?.words ?? []
  expect(wordsOf('deadline')).not.toContain('термінвиконання')
  expect(wordsOf('deadline')).not.toContain('термін')
  expect(wordsOf('deadline')).toContain('строк')
  expect(wordsOf('response')).not.toContain('виконання')
  expect(wordsOf('note')).toEqual(wordsOf('note', grammar))
  expect(blind.levels.section.words).not.toContain('розділ')
  expect(blind.levels.section.words).toContain('глава')
})

describe('truths', () => {
  test.each(named)('%s', (_, { truths, isPlan }) => {
    expect(truths.length).toBeGreaterThan(0)
    for (const { sections } of truths) {
      const items = sections.flatMap((section) => section.items)
      const measures = items.flatMap((item) => item.measures)
      for (const rows of [sections, items, measures]) {
        const ids = rows.map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
      }
      expect(measures.length).toBeGreaterThan(2)
      for (const { response } of measures) {
        expect(STATUS_OF[response.detail]).toBe(response.status)
        if (isPlan) expect(response).toMatchObject({ text: '', detail: 'missing' })
      }
    }
  })
})

describe('what a truth says stands in its document', () => {
  test.each(named)('%s', (_, form) => {
    const printed = printedText(form)
    for (const text of textsOf(form)) expect(printed).toContain(squeeze(text))
  })
})

function printedText({ blocks }: Form): string {
  const lines = blocks.flatMap((block) =>
    block.kind === 'paragraph'
      ? block.lines
      : block.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.lines)),
  )
  return squeeze(lines.map(typed).join('\n'))
}

function textsOf({ truths }: Form): readonly string[] {
  return truths.flatMap(({ sections }) =>
    sections.flatMap(({ label, title, parents, items }) => [
      ...[...parents, { label, title }].flatMap((head) => [head.label ?? '', head.title]),
      ...items.flatMap((item) => [
        ...[item.label ?? '', item.title],
        ...item.measures.flatMap(({ text, label: own, deadline, executors, response, extra }) => [
          ...[text, own ?? '', deadline.text, executors.text, response.text],
          ...(extra ?? []).flatMap((one) => [one.text, one.heading ?? '']),
        ]),
      ]),
    ]),
  )
}
