import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { addFile, makeFolder, textReport, zvit } from '../support/zvit.ts'

/** A report whose executors stand under a heading that no grammar knows. */
function report(response: string): string {
  const rows = [
    ['Захід', 'Строк', 'Куратор напряму', 'Стан виконання', 'Ґрунтовка'],
    ['1) садіння дерев', '2016 рік', 'райдержадміністрації', response, 'дуб'],
    ['2) читання', 'постійно', 'Департамент освіти і науки ОДА', 'Проведено 12 годин', 'клен'],
    ['3) миття', 'щороку', 'управління культури ОДА', 'Вимито 3 зали', 'ясен'],
  ]
  return rows.map((cells) => `${cells.join('\t')}\n`).join('')
}

describe('learn', () => {
  const files = {
    'in/a.txt': report('Проведено 10 зустрічей'),
    'in/b.txt': report('Проведено 11 зустрічей'),
    'in/empty.txt': '',
  }

  test('proposes what is not known as a grammar that passes check and test', () => {
    const folder = makeFolder(files)
    const { code, stdout } = zvit(folder, ['grammar', 'learn', 'in', '--out', 'my.yaml'])
    expect([code, stdout]).toEqual([0, ''])
    const learnt = readFileSync(join(folder, 'my.yaml'), 'utf8')
    expect(parse(learnt)).toMatchObject({
      extends: 'programme-report',
      columns: { executors: { words: ['Куратор напряму'] }, note: { words: ['Ґрунтовка'] } },
    })
    expect(zvit(folder, ['grammar', 'check', 'my.yaml']).code).toBe(0)
    expect(zvit(folder, ['grammar', 'test', 'my.yaml']).stdout).toMatch(
      / 0 failed, 0 rules never fire\n$/,
    )
    const parsed = zvit(folder, ['parse', 'in/a.txt', '--grammar', 'my.yaml']).stdout
    expect(JSON.parse(parsed).sections[0].items[0].measures[0]).toMatchObject({
      executors: { text: 'райдержадміністрації' },
      extra: [{ role: 'note', text: 'дуб' }],
    })
    // A grammar of one's own learns in its folder, and proposes nothing that it knows.
    const refused = zvit(folder, ['grammar', 'learn', 'in', '--grammar', 'my.yaml'])
    expect([refused.code, refused.stderr]).toEqual([2, expect.stringContaining('--out FOLDER')])
    addFile(folder, 'office/my.yaml', learnt)
    expect(zvit(folder, ['grammar', 'learn', 'in', '--out', 'office']).code).toBe(0)
    expect(readFileSync(join(folder, 'office', 'learnt.yaml'), 'utf8')).toBe('{}\n')
    expect(zvit(folder, ['grammar', 'check', 'office']).code).toBe(0)
  })

  test('what stands in one document only is no habit, but --least takes it', () => {
    const folder = makeFolder({ 'in/a.txt': report('Проведено 10 зустрічей') })
    expect(zvit(folder, ['grammar', 'learn', 'in']).stdout).toBe('')
    expect(zvit(folder, ['grammar', 'learn', 'in', '--least', '1']).stdout).toContain(
      'Куратор напряму',
    )
    expect(zvit(folder, ['grammar', 'learn', 'in', '--least', '0'])).toMatchObject({ code: 2 })
  })

  test('documents that the grammar knows teach nothing', () => {
    const folder = makeFolder({ 'a.txt': textReport(), 'b.txt': textReport() })
    expect(zvit(folder, ['grammar', 'learn', '.']).stdout).toBe('')
  })
})

describe('coverage', () => {
  test('names rules that never fire, rows nobody wanted and responses with no evidence', () => {
    const folder = makeFolder({ 'in/a.txt': textReport('Див. п. 2'), 'in/b.txt': '' })
    const { code, stdout } = zvit(folder, ['grammar', 'coverage', 'in'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^1 documents, 3 measures, \d+ rules\n/)
    expect(stdout).toContain('1 documents gave no report:\n  b.txt: FILE_EMPTY\n')
    const idle = /rules never fired:\n([\s\S]*?)\n\n/.exec(stdout)?.[1] ?? ''
    expect(idle).toMatch(/^ {2}filler\.mark$/m)
    expect(idle).not.toMatch(/^ {2}reference\.see$/m)
    expect(idle).not.toMatch(/^ {2}columns\.(?:measure|response)$/m)
    expect(stdout).toMatch(/\n\d+ rows no rule wanted/)
    expect(stdout).toMatch(/\n\d+ responses with no evidence/)
  })
  test.each([[['coverage']], [['learn']]])('%j needs a folder', (args) =>
    expect(zvit('.', ['grammar', ...args])).toMatchObject({ code: 2 }),
  )
  test('options of one action are refused by the others', () => {
    expect(zvit('.', ['grammar', 'check', '--least', '3']).code).toBe(2)
    expect(zvit('.', ['grammar', 'coverage', 'fixtures', '--least', '3']).code).toBe(2)
  })
})
