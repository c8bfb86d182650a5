import fc from 'fast-check'
import { parseFragment } from 'parse5'
import { expect, test } from 'vitest'
import { html } from '../../src/write/html.ts'

test('a value is text, markup is what the function made', () => {
  const item = html`<li title="${'"><script>'}">${'<b>'}</li>`
  expect(html`<ul>${[item, null, 3]}</ul>`.html).toBe(
    '<ul><li title="&quot;&gt;&lt;script&gt;">&lt;b&gt;</li>3</ul>',
  )
})

test('an independent parser reads any text back, in an element and in an attribute', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const { html: markup } = html`<p title="${text}">${text}</p>`
      const [paragraph] = parseFragment(markup).childNodes as unknown as {
        attrs: { value: string }[]
        childNodes: { value: string }[]
      }[]
      const inside = paragraph?.childNodes.map(({ value }) => value).join('')
      expect([paragraph?.attrs[0]?.value, inside]).toEqual([text, text])
    }),
  )
})

test('what turns the direction of writing or is no character is shown as replaced', () => {
  expect(html`${'а\u202eб\u0000в\ud800'}`.html).toBe('а\ufffdб\ufffdв\ufffd')
})
