import { chmodSync, cpSync, mkdirSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { contentsOf } from '../support/bulk.ts'
import { zip } from '../support/zip.ts'
import { addFile, bareFolder, makeFolder, textReport, zvit } from '../support/zvit.ts'

const IMPORT = ['import', 'in', '--out', 'out']
/** Who may read everything sees no folder that is not readable. */
const IS_ROOT = process.getuid?.() === 0

let original: string

beforeAll(() => {
  original = bareFolder()
  for (const name of ['a', 'share/b']) addFile(original, `in/${name}.txt`, textReport())
  expect(zvit(original, IMPORT).code).toBe(0)
})

afterAll(() => rmSync(original, { recursive: true, force: true }))

/** A folder with two documents, imported: a copy of the one. */
function imported() {
  const folder = makeFolder()
  cpSync(original, folder, { recursive: true })
  const before = contentsOf(join(folder, 'out'))
  expect(Object.keys(before)).toContain('reports/share/b.txt.json')
  return { folder, before, now: () => contentsOf(join(folder, 'out')) }
}

function empty(folder: string): void {
  rmSync(folder, { recursive: true })
  mkdirSync(folder)
}

/** The lines of what an import would read and write. */
function plannedOf(folder: string): readonly string[] {
  return zvit(folder, [...IMPORT, '--dry-run'])
    .stdout.trimEnd()
    .split('\n')
}

describe.each(['in', 'in/share'])('where the folder %s is empty at once', (share) => {
  test('nothing is removed, and it is told; all is kept when it is back', () => {
    const { folder, before, now } = imported()
    renameSync(join(folder, share), join(folder, 'away'))
    mkdirSync(join(folder, share))
    const { code, stderr } = zvit(folder, IMPORT)
    expect({ code, told: stderr.split(':')[0] }).toEqual({ code: 2, told: 'INPUT_NOT_FOUND' })
    expect(now()).toEqual(before)
    rmSync(join(folder, share), { recursive: true })
    renameSync(join(folder, 'away'), join(folder, share))
    expect(zvit(folder, IMPORT).stderr).toContain('2 kept from before')
    expect(now()).toEqual(before)
  })

  test('--prune removes what was read of it', () => {
    const { folder, now } = imported()
    empty(join(folder, share))
    expect(zvit(folder, [...IMPORT, '--prune']).code).toBe(0)
    expect(Object.keys(now())).not.toContain('reports/share/b.txt.json')
  })
})

test('a folder that is gone from a folder that is there loses its reports', () => {
  const { folder, now } = imported()
  rmSync(join(folder, 'in/share'), { recursive: true })
  expect(zvit(folder, IMPORT).code).toBe(0)
  expect(Object.keys(now())).not.toContain('reports/share/b.txt.json')
})

test('an empty folder where an archive was takes nothing but its reports', () => {
  const { folder, now } = imported()
  const bytes = zip({ entries: [{ name: 'c.txt', content: textReport() }] })
  addFile(folder, 'in/c.zip', bytes)
  expect(zvit(folder, IMPORT).code).toBe(0)
  expect(Object.keys(now())).toContain('reports/c.zip/c.txt.json')
  rmSync(join(folder, 'in/c.zip'))
  mkdirSync(join(folder, 'in/c.zip'))
  expect(zvit(folder, IMPORT).code).toBe(0)
  expect(Object.keys(now())).toContain('reports/share/b.txt.json')
  expect(Object.keys(now())).not.toContain('reports/c.zip/c.txt.json')
})

test('an empty folder of which nothing is known hinders nobody', () => {
  const { folder } = imported()
  mkdirSync(join(folder, 'in/new'))
  expect(zvit(folder, IMPORT).code).toBe(0)
})

test.skipIf(IS_ROOT)('where a folder is not readable nothing is removed', () => {
  const { folder, before, now } = imported()
  chmodSync(join(folder, 'in/share'), 0o000)
  const { code } = zvit(folder, IMPORT)
  chmodSync(join(folder, 'in/share'), 0o755)
  expect(code).toBe(2)
  expect(now()).toEqual(before)
})

describe('an output among the documents', () => {
  test.each(['in', 'in/../in'])('--out %s is refused, and nothing is written', (out) => {
    const folder = makeFolder({ 'in/a.txt': textReport() })
    const before = contentsOf(join(folder, 'in'))
    expect(zvit(folder, ['import', 'in', '--out', out]).code).toBe(2)
    expect(contentsOf(join(folder, 'in'))).toEqual(before)
    expect(plannedOf(folder)).toHaveLength(1)
  })

  test('nothing is written either where the documents lie in the reports of another run', () => {
    const folder = makeFolder({ 'in/reports/a.txt': textReport() })
    expect(zvit(folder, ['import', 'in/reports', '--out', 'in']).code).toBe(2)
    expect(plannedOf(folder)).toHaveLength(1)
  })

  test('nothing is written where a PATH does not exist', () => {
    const folder = makeFolder()
    expect(zvit(folder, IMPORT).code).toBe(2)
    expect(contentsOf(folder)).toEqual({})
  })
})
