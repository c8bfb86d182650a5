import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { readPdf } from '../../src/read/pdf/index.ts'
import { pdf, write } from '../support/pdf.ts'

const WORDS = 'Звіт про виконання заходів програми'

async function textOf(spacing: number, blanks: boolean): Promise<string> {
  const content = blanks
    ? `${spacing} Tc ${write(50, 700, WORDS)}`
    : WORDS.split(' ')
        .map((word, index) => `${spacing} Tc ${write(50, 700 - 20 * index, word)}`)
        .join('')
  const { blocks } = await readPdf(pdf([{ content }]), DEFAULT_LIMITS)
  return blocks.map((block) => (block.kind === 'paragraph' ? block.text : '')).join(' ')
}

test.each([0, 1, 4, 6])('letters %d points apart make words', async (spacing) => {
  expect(await textOf(spacing, true)).toBe(WORDS)
  expect((await textOf(spacing, false)).replace(/\s+/g, ' ')).toBe(WORDS)
})
