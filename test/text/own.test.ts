import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { own } from '../../src/text/memory.ts'

setFlagsFromString('--expose-gc')
const collect: () => void = runInNewContext('gc')

const UNITS = 200_000
const WHOLES = 60

test.each(['', 'ї', 'дванадцять б', 'тринадцять ук', 'два\nрядки 😀 і ще', '\ud83dполовина знака'])(
  '«%s» stays as it is',
  (text) => expect(own(text)).toBe(text),
)

test('a part kept does not keep the whole', () => {
  const kept: string[] = []
  collect()
  const before = process.memoryUsage().heapUsed
  for (let index = 0; index < WHOLES; index += 1) {
    const whole = Buffer.alloc(2 * UNITS, `ж${index}`, 'utf16le').toString('utf16le')
    kept.push(own(whole.slice(1000, 1200)))
  }
  collect()
  const grown = process.memoryUsage().heapUsed - before
  expect(kept).toHaveLength(WHOLES)
  expect(grown).toBeLessThan(UNITS * WHOLES)
})
