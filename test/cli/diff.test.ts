import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { HAS_ENGINE } from '../support/engine.ts'
import { type PrintedMeasure, programmeReport } from '../support/programme.ts'
import { addFile, bareFolder, zvit } from '../support/zvit.ts'

const TEXTS = ['висаджування дерев', 'заміна ліхтарів', 'прибирання сміття', 'ремонт фонтанів']
const DONE = 'Висаджено 120 дерев'

let folder: string

function report(texts: readonly string[], more: Partial<PrintedMeasure> = {}): string {
  return programmeReport(
    texts.map((text, index) => ({
      label: String(index + 1),
      text,
      executors: 'комунальне підприємство',
      response: index === 0 ? DONE : '',
      ...(index === 0 ? more : {}),
    })),
  )
}

beforeAll(() => {
  folder = bareFolder()
  const put = (name: string, text: string) => addFile(folder, `in/${name}`, text)
  put('answered.txt', report(TEXTS))
  put('gone.txt', report(TEXTS))
  put('broken.txt', report(TEXTS))
  put('mended.txt', '')
  put('renumbered.txt', report(TEXTS))
  put('reworded.txt', report(TEXTS))
  put('twice.txt', report(['навчання', 'навчання', 'закупівля']))
  put('same.txt', report(TEXTS))
  zvit(folder, ['import', 'in', '--out', 'one'])
  cpSync(join(folder, 'one'), join(folder, 'copy'), { recursive: true })
  put('answered.txt', report(TEXTS, { response: 'Не належить до компетенції підприємства' }))
  rmSync(join(folder, 'in/gone.txt'))
  put('broken.txt', '')
  put('mended.txt', report(TEXTS))
  put('come.txt', report(TEXTS))
  put('renumbered.txt', report([TEXTS[0] ?? '', 'придбання лавок', ...TEXTS.slice(1, 3)]))
  put('reworded.txt', report(['висаджування молодих дерев', ...TEXTS.slice(1)]))
  put('twice.txt', report(['навчання', 'закупівля', 'навчання']))
  zvit(folder, ['import', 'in', '--out', 'two'])
})

afterAll(() => rmSync(folder, { recursive: true }))

type Change = Readonly<Record<string, unknown>>

function changes(before: string, after: string): readonly Change[] {
  const { stdout, stderr } = zvit(folder, ['diff', before, after, '--json'])
  expect(stderr).toBe('')
  const { schema, changes } = JSON.parse(stdout)
  expect(schema).toBe('zvit.diff/1')
  return changes
}

/** Without what is different by nature: the bytes of changed files. */
function of(name: string): readonly unknown[] {
  return changes('one', 'two')
    .filter(({ sourceName, what }) => sourceName === name && what !== 'bytes')
    .map(({ measureId, what, before, after }) => [measureId, what, before, after])
}

describe.runIf(HAS_ENGINE)('zvit diff', () => {
  test('a copy has no differences', () => {
    expect(zvit(folder, ['diff', 'one', 'copy'])).toEqual({
      code: 0,
      stdout: '',
      stderr: 'No differences.\n',
    })
    expect(changes('one', 'copy')).toEqual([])
  })

  test('sources that came, went, broke and were mended', () => {
    const sources = changes('one', 'two').filter(({ what }) => what === 'source')
    expect(sources.map(({ sourceName, before, after }) => [sourceName, before, after])).toEqual([
      ['broken.txt', 'report', 'FILE_EMPTY'],
      ['come.txt', null, 'report'],
      ['gone.txt', 'report', null],
      ['mended.txt', 'FILE_EMPTY', 'report'],
    ])
    expect(of('gone.txt')).toHaveLength(1)
  })

  test('another answer', () => {
    expect(of('answered.txt')).toEqual([
      ['I.1.1', 'detail', 'evidenced', 'disclaimed'],
      ['I.1.1', 'response', DONE, 'Не належить до компетенції підприємства'],
      ['I.1.1', 'status', 'done', 'not_in_competence'],
    ])
  })

  test('rows that came and went, rows with another number', () => {
    expect(of('renumbered.txt')).toEqual([
      ['I.1.2', 'row', null, 'придбання лавок'],
      ['I.1.3', 'number', 'I.1.2', 'I.1.3'],
      ['I.1.4', 'number', 'I.1.3', 'I.1.4'],
      ['I.1.4', 'row', TEXTS[3], null],
    ])
    expect(of('twice.txt')).toEqual([
      ['I.1.2', 'number', 'I.1.3', 'I.1.2'],
      ['I.1.3', 'number', 'I.1.2', 'I.1.3'],
    ])
  })

  test('other words under the same number', () => {
    expect(of('reworded.txt')).toEqual([
      ['I.1.1', 'measure', TEXTS[0], 'висаджування молодих дерев'],
    ])
  })

  test('other bytes are told', () => {
    const bytes = changes('one', 'two').filter(({ what }) => what === 'bytes')
    expect(bytes.map(({ sourceName }) => sourceName)).toEqual([
      'answered.txt',
      'broken.txt',
      'mended.txt',
      'renumbered.txt',
      'reworded.txt',
      'twice.txt',
    ])
  })

  test('the other way round everything is the other way round', () => {
    const turned = changes('two', 'one')
    expect(turned).toHaveLength(changes('one', 'two').length)
    expect(turned.find(({ sourceName }) => sourceName === 'come.txt')).toMatchObject({
      before: 'report',
      after: null,
    })
  })

  test('prints a table and a summary, and ends with 1', () => {
    const { code, stdout, stderr } = zvit(folder, ['diff', 'one', 'two'])
    expect(code).toBe(1)
    expect(stdout).toMatch(/^source +measure +what +before +after/)
    expect(stdout).toMatch(/answered\.txt +I\.1\.1 +status +done +not_in_competence/)
    expect(stderr).toMatch(/^\d+ differences in 8 sources: bytes 6, source 4, /)
  })

  test('a folder without results is INPUT_NOT_FOUND', () => {
    const { code, stderr } = zvit(folder, ['diff', 'one', 'in'])
    expect({ code, told: stderr.split(':')[0] }).toEqual({ code: 2, told: 'INPUT_NOT_FOUND' })
  })
})
