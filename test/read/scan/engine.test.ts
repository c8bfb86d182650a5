import { spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { countRecognised, type Recognised } from '../../../src/document/scanning.ts'
import { openPool, type Piece } from '../../../src/ocr/engine.ts'

const BLANK: Piece = { picture: filled(60, 60, 255), layout: 'block' }

function filled(width: number, height: number, shade: number) {
  return { width, height, pixels: new Uint8Array(width * height).fill(shade) }
}

describe('a task that is cancelled', () => {
  test('leaves nothing waiting and other tasks alone', async () => {
    const pool = openPool(1)
    const [given, other] = [pool.openTask(), pool.openTask()]
    const running = given.recognise(BLANK)
    const waiting = [given.recognise(BLANK), given.recognise(BLANK)]
    const foreign = other.recognise(BLANK)
    const reason = new Error('a piece failed')
    given.cancel(reason)
    const outcomes = await Promise.allSettled([...waiting, given.recognise(BLANK)])
    expect(outcomes).toEqual(Array(3).fill({ status: 'rejected', reason }))
    expect(await running).toEqual([])
    expect(await foreign).toEqual([])
    await pool.close()
  })
})

test('odd pictures print nothing', () => {
  const engine = fileURLToPath(new URL('../../../src/ocr/engine.ts', import.meta.url))
  const program = `void (async () => {
    const { openTask, closeEngines } = await import(${JSON.stringify(engine)})
    const { recognise } = openTask()
    for (const [width, height, shade] of [[1, 1, 0], [2, 40, 0], [90, 2, 0], [60, 60, 255]])
      for (const layout of ['block', 'line'])
        await recognise({ picture: { width, height, pixels: new Uint8Array(width * height).fill(shade) }, layout })
    await closeEngines()
  })()`
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    ['--import', 'tsx', '-e', program],
    { encoding: 'utf8' },
  )
  expect({ stdout, stderr, status }).toEqual({ stdout: '', stderr: '', status: 0 })
})

test('progress counts pages and pieces', () => {
  const told: Recognised[] = []
  const counter = countRecognised(2, (progress) => told.push(progress))
  counter.pageBegun()
  counter.found(2)
  counter.moved()
  counter.pieceDone()
  counter.pieceDone()
  counter.pageDone()
  expect(told).toEqual([
    { pages: 2, pagesBegun: 1, pagesDone: 0, pieces: 0, piecesDone: 0 },
    { pages: 2, pagesBegun: 1, pagesDone: 0, pieces: 2, piecesDone: 0 },
    { pages: 2, pagesBegun: 1, pagesDone: 0, pieces: 2, piecesDone: 0 },
    { pages: 2, pagesBegun: 1, pagesDone: 0, pieces: 2, piecesDone: 1 },
    { pages: 2, pagesBegun: 1, pagesDone: 0, pieces: 2, piecesDone: 2 },
    { pages: 2, pagesBegun: 1, pagesDone: 1, pieces: 2, piecesDone: 2 },
  ])
})
