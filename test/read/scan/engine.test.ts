import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { afterAll, describe, expect, test } from 'vitest'
import { countRecognised, type Recognised } from '../../../src/document/scanning.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { openPool, type Piece } from '../../../src/ocr/engine.ts'
import { usualModels } from '../../../src/ocr/tesseract.ts'

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

describe('an engine that cannot be started', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'zvit-model-'))
  const broken = path.join(folder, 'ukr.traineddata.gz')
  writeFileSync(broken, gzipSync('no model'))
  const empty = path.join(folder, 'empty.traineddata.gz')
  writeFileSync(empty, '')
  afterAll(() => rmSync(folder, { recursive: true }))

  test.each([
    ['a model that is not there', path.join(folder, 'missing.gz'), 'ENGINE_MISSING'],
    ['a model that is none', broken, 'ENGINE_MISSING'],
    ['a model without bytes', empty, 'ENGINE_MISSING'],
  ])('%s: all that wait are refused with its code', async (_, file, code) => {
    const pool = openPool(2, () => [{ code: 'ukr', file }])
    const task = pool.openTask()
    const outcomes = await Promise.allSettled([BLANK, BLANK, BLANK].map(task.recognise))
    for (const outcome of outcomes)
      expect(outcome).toMatchObject({ status: 'rejected', reason: { name: 'ZvitError', code } })
    await pool.close()
  })

  test('is tried again for the next piece', async () => {
    let models = () => [{ code: 'ukr', file: broken }]
    const pool = openPool(1, () => models())
    const task = pool.openTask()
    await expect(task.recognise(BLANK)).rejects.toBeInstanceOf(ZvitError)
    models = () => [...usualModels()]
    expect(await task.recognise(BLANK)).toEqual([])
    await pool.close()
  })

  test('leaves nothing behind that the process waits for', () => {
    const engine = fileURLToPath(new URL('../../../src/ocr/engine.ts', import.meta.url))
    const program = `void (async () => {
      const { openPool } = await import(${JSON.stringify(engine)})
      const pool = openPool(1, () => [{ code: 'ukr', file: ${JSON.stringify(broken)} }])
      const picture = { width: 1, height: 1, pixels: new Uint8Array(1) }
      await pool.openTask().recognise({ picture, layout: 'line' }).catch(({ code }) => console.log(code))
    })()`
    const options = { encoding: 'utf8', timeout: 500_000 } as const
    const { stdout, status } = spawnSync(
      process.execPath,
      ['--import', 'tsx', '-e', program],
      options,
    )
    expect({ stdout, status }).toEqual({ stdout: 'ENGINE_MISSING\n', status: 0 })
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
