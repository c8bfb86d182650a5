import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { insertAll, unifiedDiff } from '../../src/cli/patch.ts'
import { makeFolder, textReport, zvit } from '../support/zvit.ts'

const shown = zvit('.', ['grammar', 'show']).stdout

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

const WORDING = 'Захід на паузі до весни'

function apply(folder: string, patch: string): void {
  writeFileSync(join(folder, 'learned.patch'), patch)
  const { status, stderr } = spawnSync('git', ['apply', '--whitespace=nowarn', 'learned.patch'], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, GIT_CEILING_DIRECTORIES: join(folder, '..') },
  })
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
}

describe('learn', () => {
  const files = {
    'my.yaml': shown,
    'in/a.txt': report(WORDING),
    'in/b.txt': report(`${WORDING.toUpperCase()}.`),
    'in/empty.txt': '',
  }

  test('proposes what is not known as a patch that applies and passes check and test', () => {
    const folder = makeFolder(files)
    const { code, stdout } = zvit(folder, ['grammar', 'learn', 'in', '--grammar', 'my.yaml'])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^--- a\/my\.yaml\n\+\+\+ b\/my\.yaml\n@@ /)
    expect(stdout).toContain("'Куратор напряму'")
    expect(stdout).toContain("'Ґрунтовка'")
    expect(stdout).toContain("phrases: ['^захід на паузі до весни$']")
    apply(folder, stdout)
    expect(readFileSync(join(folder, 'my.yaml'), 'utf8')).not.toBe(shown)
    expect(zvit(folder, ['grammar', 'check', 'my.yaml']).code).toBe(0)
    expect(zvit(folder, ['grammar', 'test', 'my.yaml']).stdout).toMatch(
      / 0 failed, 0 rules never fire\n$/,
    )
    const parsed = zvit(folder, ['parse', 'in/a.txt', '--grammar', 'my.yaml']).stdout
    expect(JSON.parse(parsed).sections[0].items[0].measures[0]).toMatchObject({
      executors: { text: 'райдержадміністрації' },
      extra: [{ role: 'note', text: 'дуб' }],
      response: { rules: expect.arrayContaining(['learned.1']), needsReview: true },
    })
    // What is learned is not proposed again.
    const again = zvit(folder, ['grammar', 'learn', 'in', '--grammar', 'my.yaml']).stdout
    expect(again).not.toContain('Куратор напряму')
  })

  test('what stands in one document only is no habit, but --least takes it', () => {
    const folder = makeFolder({ 'in/a.txt': report(WORDING) })
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

describe('a unified diff', () => {
  const line = fc.constantFrom('a', 'b', '  c', '', 'd, e')
  const added = fc.constantFrom('\nx', ', y', '\nx\nz', 'w')
  test('of any insertions applies', () => {
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 40 }),
        fc.array(fc.tuple(fc.nat(), added), { minLength: 1, maxLength: 6 }),
        (lines, made) => {
          const text = `${lines.join('\n')}\n`
          const insertions = made.map(([at, one]) => ({ offset: at % text.length, text: one }))
          const folder = makeFolder({ 'f.txt': text })
          apply(folder, unifiedDiff(text, insertions, 'f.txt'))
          expect(readFileSync(join(folder, 'f.txt'), 'utf8')).toBe(insertAll(text, insertions))
        },
      ),
      { numRuns: 25 },
    )
  })
  test('of nothing is nothing', () => expect(unifiedDiff('a\n', [], 'f')).toBe(''))
})
