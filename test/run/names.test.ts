import fc from 'fast-check'
import { expect, test } from 'vitest'
import { outputNames } from '../../src/run/names.ts'
import type { Source } from '../../src/run/source.ts'

const source = (name: string, root = 0): Source => ({ name, path: name, root })

/** Names of the first parts, in the order given. */
function namesOf(...sources: readonly Source[]): string[] {
  const nameOf = outputNames(sources)
  return sources.map((given) => nameOf(given, 1))
}

const HASHED = (stem: string) => expect.stringMatching(new RegExp(`^${stem}~[0-9a-f]{8}\\.json$`))

test('a name keeps its folder and its ending', () => {
  expect(namesOf(source('2016/x.docx'), source('2016/x.pdf'))).toEqual([
    '2016/x.docx.json',
    '2016/x.pdf.json',
  ])
})

test.each([
  ['case', source('A.txt'), source('a.txt')],
  ['case of a folder', source('Звіти/a.txt'), source('звіти/a.txt')],
  ['Unicode form', source('й.txt'), source('и\u0306.txt')],
  ['PATHs of the same name', source('x/a.txt', 0), source('x/a.txt', 1)],
  ['ß', source('straße.txt'), source('STRASSE.txt')],
])('names that differ by %s get a hash each', (_, left, right) => {
  const [first = '', second = ''] = namesOf(left, right)
  expect(first).toMatch(/~[0-9a-f]{8}\.json$/)
  expect(second).toMatch(/~[0-9a-f]{8}\.json$/)
  expect(first.normalize('NFC').toLowerCase()).not.toBe(second.normalize('NFC').toLowerCase())
  expect(namesOf(right, left)).toEqual([second, first])
})

test('a report does not take the place of a folder', () => {
  expect(namesOf(source('d'), source('d.json/f.txt'))).toEqual([HASHED('d'), 'd.json/f.txt.json'])
})

test('parts are numbered and do not take the place of another source', () => {
  const twice = source('x.docx')
  expect(outputNames([twice])(twice, 2)).toBe('x.docx.2.json')
  expect(outputNames([twice, source('x.docx.2')])(twice, 2)).toEqual(HASHED('x.docx.2'))
})

test.each([125, 126, 127])('a name of %i letters of two bytes fits', (length) => {
  const long = source('ї'.repeat(length))
  const nameOf = outputNames([long])
  for (const part of [1, 2, 1000]) expect(Buffer.byteLength(nameOf(long, part))).toBeLessThan(256)
  expect(nameOf(long, 1)).not.toContain('\ufffd')
})

test('a very deep source stands beside its folders', () => {
  const deep = source(`${'тека/'.repeat(300)}a.txt`)
  expect(namesOf(deep)).toEqual([HASHED('a.txt')])
})

test.each(['a.zip/../../x.docx', 'a.zip//x.docx', 'a.zip/./x.docx', 'a.zip/x\0y.docx', '..'])(
  'what no disk holds (%j) leads nowhere else',
  (name) => {
    const [place = ''] = namesOf(source(name))
    expect(place).toMatch(/~[0-9a-f]{8}\.json$/)
    expect(place).not.toMatch(/\0|\/\/|(?:^|\/)\.\.?\//)
  },
)

test('a folder of 256 bytes is left out', () =>
  expect(namesOf(source(`${'f'.repeat(256)}/a.txt`))).toEqual([HASHED('a.txt')]))

test('a folder that only an archive can name is a folder all the same', () => {
  const [first, second] = [source('_/a'), source('../a.2.json/b')]
  const nameOf = outputNames([first, second])
  expect(nameOf(second, 1)).toMatch(/^_\/a\.2\.json\//)
  expect(nameOf(first, 2)).not.toBe('_/a.2.json')
})

test('no two reports share a place, whatever the file system', () => {
  const part = fc.constantFrom(
    'a',
    'A',
    'й',
    'и\u0306',
    'a.2',
    'a.json',
    'a.2.json',
    'b',
    '..',
    '_',
  )
  const name = fc.array(part, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  const sources = fc.uniqueArray(fc.tuple(name, fc.nat(1)), { selector: (pair) => pair.join(' ') })
  fc.assert(
    fc.property(sources, (pairs) => {
      const given = pairs.map(([text, root]) => source(text, root))
      const nameOf = outputNames(given)
      const places = given.flatMap((each) => [1, 2, 3].map((number) => nameOf(each, number)))
      const keys = places.map((place) => place.normalize('NFC').toLowerCase())
      expect(new Set(keys).size).toBe(places.length)
      expect(keys.filter((key) => keys.some((other) => other.startsWith(`${key}/`)))).toEqual([])
    }),
  )
})
