import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decodeBase64 } from '../../../src/containers/encoding/base64.ts'

const TEXT = 'Захід перший виконано повністю, захід другий виконується. '.repeat(6)
const CODED = Buffer.from(TEXT).toString('base64')
const LINES = CODED.match(/.{1,76}/g) ?? []
const [FIRST = '', ...OTHERS] = LINES

const read = (text: string) => {
  const { bytes, isDamaged } = decodeBase64(text)
  return { text: bytes.toString(), isDamaged }
}

describe('base64', () => {
  test.each([
    ['in one line', CODED],
    ['in lines', LINES.join('\r\n')],
    ['in lines that part groups', (CODED.match(/.{1,75}/g) ?? []).join('\n')],
    ['with blanks', LINES.map((line) => ` ${line}\t`).join('\r\r\n')],
    ['with padding behind each line', LINES.join('=\r\n')],
    [
      'in two units',
      ['Захід ', TEXT.slice(6)].map((one) => Buffer.from(one).toString('base64')).join(''),
    ],
    ['of URLs', LINES.join('\n').replaceAll('+', '-').replaceAll('/', '_')],
  ])('%s is whole', (_, coded) => expect(read(coded)).toEqual({ text: TEXT, isDamaged: false }))

  test.each([
    ['quoted', LINES.map((line) => `> ${line}`).join('\n')],
    ['with NULs', LINES.join('\0\n')],
    ['with a letter too many', `${FIRST.slice(0, 9)}Ж${FIRST.slice(9)}\n${OTHERS.join('\n')}`],
  ])('%s is whole, and doubted', (_, coded) =>
    expect(read(coded)).toEqual({ text: TEXT, isDamaged: true }),
  )

  test.each([
    ['has lost a letter', `${FIRST.slice(0, 9)}${FIRST.slice(10)}`],
    ['has another letter in it', `${FIRST.slice(0, 9)}?${FIRST.slice(10)}`],
    ['is cut', FIRST.slice(0, 30)],
  ])('a line that %s spoils no other', (_, line) => {
    const { text, isDamaged } = read([FIRST, line, ...OTHERS].join('\n'))
    expect(isDamaged).toBe(true)
    const half = (FIRST.length / 4) * 3
    expect(text.endsWith(Buffer.from(TEXT).subarray(half).toString().slice(1))).toBe(true)
    expect(text.startsWith(TEXT.slice(0, 20))).toBe(true)
  })

  test('of any bytes in lines of any length comes back', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.integer({ min: 1, max: 90 }),
        (bytes, width) => {
          const lines = Buffer.from(bytes)
            .toString('base64')
            .match(new RegExp(`.{1,${width}}`, 'g'))
          expect(decodeBase64(lines?.join('\n') ?? '')).toMatchObject({
            bytes: Buffer.from(bytes),
            isDamaged: false,
          })
        },
      ),
    )
  })
})
