import type { TestCell } from '../../test/support/xlsx.ts'

/* What hostile files are made of. */

export type Maker = () => Uint8Array
export type Makers = Readonly<Record<string, Maker>>

const HEADING = ['№ з/п', 'Завдання', 'Найменування заходу', 'Строк', 'Виконавці', 'Стан виконання']

/** Rows of a small report; `response` is the answer of the first measure. */
export function rowsOf(response: string, measure = '1) висаджування дерев'): string[][] {
  return [
    HEADING,
    ['1.', 'Дерева', measure, '2016 рік', 'управління благоустрою', response],
    ['', '', '2) обрізування кущів', 'постійно', 'райдержадміністрації', 'Виконано'],
  ]
}

/** The report as text, cells apart by tabs. */
export function textOf(response: string, measure?: string): string {
  return rowsOf(response, measure)
    .map((cells) => `${cells.join('\t')}\n`)
    .join('')
}

export function cellsOf(response: string): TestCell[][] {
  return rowsOf(response)
}

export const MEGA = 1024 * 1024

/** The same bytes every time. */
export function noise(length: number, seed: number): Buffer {
  const bytes = Buffer.alloc(length)
  let state = seed >>> 0
  for (let at = 0; at < length; at += 1) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    bytes[at] = state >>> 24
  }
  return bytes
}

/** Base64 of which one line has lost letters and others hold what is none. */
export function damaged(content: Uint8Array): string {
  const lines =
    Buffer.from(content)
      .toString('base64')
      .match(/.{1,76}/g) ?? []
  return lines.map((line, index) => (index === 3 ? line.slice(5) : `> ${line}=`)).join('\r\n')
}
