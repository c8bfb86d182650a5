import { expect, test } from 'vitest'
import { type Run, strokesOf } from '../../../src/ocr/pixel-lines.ts'

/** Half a point a pixel. */
const SCALE = 0.5
const across = (at: number, from: number, to: number): Run => ({ isVertical: false, at, from, to })
const upright = (at: number, from: number, to: number): Run => ({ isVertical: true, at, from, to })
const LINE = { isVertical: false, at: 50, from: 10, to: 190 }

test.each<[string, Run[], Run[]]>([
  ['both rows of a line', [across(100, 20, 380), across(101, 20, 380)], []],
  ['a line that falls', [across(100, 20, 200), across(101, 196, 300), across(102, 300, 380)], []],
  ['dashes in line', [across(100, 20, 200), across(100, 207, 240), across(100, 246, 380)], []],
  ['two lines beside each other', [across(98, 20, 380), across(102, 20, 380)], []],
  ['no feet of letters above it', [across(100, 20, 380)], [across(96, 60, 84)]],
  ['no dash that lies apart', [across(100, 20, 200)], [across(104, 210, 240)]],
])('%s', (_, stroke, others) => {
  expect(new Set(strokesOf([LINE], [...others, ...stroke], SCALE))).toEqual(new Set(stroke))
})

test('the stub behind the last gap goes as far as the line that it led to', () => {
  const side = { isVertical: true, at: 10, from: 60, to: 190 }
  const top = { ...LINE, at: 53 }
  const runs = [upright(20, 120, 380)]
  expect(strokesOf([side, top], runs, SCALE)).toEqual([...runs, upright(20, 106, 120)])
  expect(strokesOf([side], runs, SCALE)).toEqual(runs)
})
