import { expect, test } from 'vitest'
import { parse } from '../../src/index.ts'

test('a style of headings heads a section, though nothing is numbered and no words tell', async () => {
  const page = `<meta charset="utf-8"><h2>Звіт про виконання Плану заходів за 2024 рік</h2>
    <h3>Ремонтні роботи</h3><ol><li>Замінити вхідні двері<br>Двері замінено.</li>
    <li>Утеплити торець<br>Не виконано.</li></ol>
    <h3>Благоустрій</h3><ol><li>Висадити кущі<br>Висаджено 40 кущів.</li></ol>`
  const { sections } = await parse(Buffer.from(page), { name: 'a.html' })
  expect(sections.map(({ title }) => title)).toEqual(['Ремонтні роботи', 'Благоустрій'])
  const answers = sections.flatMap(({ items }) => items.flatMap(({ measures }) => measures))
  expect(answers.map(({ response }) => response.text)).toEqual([
    'Двері замінено.',
    'Не виконано.',
    'Висаджено 40 кущів.',
  ])
})
