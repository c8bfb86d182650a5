import { expect, test } from 'vitest'
import { read } from '../../src/read/index.ts'

const told = async (text: string) => {
  const { diagnostics } = await read(Buffer.from(text), 'x.txt')
  return diagnostics.filter(({ code }) => code === 'READ_LETTERS_STRANGE')
}

test.each([
  ['of one byte that was changed', 'перша\nобл옰сної адміністрації\nтретя', [{ line: 0 }]],
  ['Cyrillic, but of no Slavic alphabet', 'проведення зустрічей молодҘ', [{ line: 0 }]],
])('letters %s are told with their place', async (_, text, at) => {
  expect(await told(text)).toMatchObject([{ severity: 'warning', at }])
})

test.each([
  'Ґанок, їжак, ёлка, ўсё, Ђорђе, «Wi-Fi», Łódź, ευρώ',
  'м², № 5, 20 °C, ½, €, ₴, ☑ ✓ ■ • – — … “ ” ’ ʼ',
  'знак \uf0b7 шрифту, піктограма 😀, крапки ⠿, стрілка →',
  'наголо\u0301с, м\u2019який\u00adперенос, пробіл\u00a0нерозривний',
])('letters and signs of reports are not: %s', async (text) => {
  expect(await told(text)).toEqual([])
})
