import { cpuUsage } from 'node:process'
import { expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { PageContent, Word } from '../../src/document/page-content.ts'
import type { Ruling } from '../../src/document/ruling.ts'
import { layOut } from '../../src/page/layout.ts'
import { wordAt } from '../support/word.ts'

/* What grows with the square of the words takes minutes here; each page takes a second or less. */

const WORDS = 20_000
const MOST_SECONDS = 20

function words(make: (index: number) => Word): Word[] {
  return Array.from({ length: WORDS }, (_, index) => make(index))
}

/** Numbers below one that look like chance and are the same each time. */
function chance(index: number): number {
  return (index * 0.618_033_988_749) % 1
}

function dashes(count: number): Ruling[] {
  return Array.from({ length: count }, (_, index) => ({
    isVertical: index % 2 === 0,
    at: 600 * chance(index),
    from: 700 * chance(7 * index),
    to: 700 * chance(7 * index) + 50,
  }))
}

const PAGES: Readonly<Record<string, Pick<PageContent, 'words'> & Partial<PageContent>>> = {
  'all on one line': { words: words((index) => wordAt('ab', 30 * index, 100)) },
  'dots in one place': { words: words(() => wordAt('.', 100, 100)) },
  'a line each, at the edge of the page': {
    words: words((index) => wordAt('слово', 50, 5 + (40 * index) / WORDS, 0.001)),
  },
  'strewn over a page': {
    words: words((index) => wordAt('сло', 550 * chance(index), 780 * chance(13 * index))),
  },
  'strewn over a sheet as wide as any': {
    words: words((index) => wordAt('сло', 14_000 * chance(index), 14_000 * chance(13 * index))),
    width: 14_400,
    height: 14_400,
  },
  'a table without lines, its cells lower than their numbers': {
    words: words((index) =>
      wordAt(
        index % 5 === 0 ? `${((index / 5) % 99) + 1}.` : 'слово',
        50 + 90 * (index % 5),
        20 + 12 * Math.floor(index / 5) + 6 * Math.floor(3 * chance(index)),
      ),
    ),
    height: 3 * WORDS,
  },
  'raised numbers': {
    words: words((index) => {
      const [x, y] = [35 + 100 * (index % 4), 100 + 12 * Math.floor(index / 4)]
      return index % 2 === 0 ? wordAt('слово', x, y) : wordAt('1', x + 25, y - 3, 6)
    }),
    height: 3 * WORDS,
  },
  'dashes across each other': { words: [wordAt('слово', 50, 100)], rulings: dashes(20_000) },
}

test.each(Object.entries(PAGES))('a page of very many parts: %s', (_, page) => {
  const before = cpuUsage()
  layOut([{ number: 1, width: 600, height: 800, rulings: [], ...page }], DEFAULT_LIMITS)
  const { user, system } = cpuUsage(before)
  expect((user + system) / 1e6).toBeLessThan(MOST_SECONDS)
})
