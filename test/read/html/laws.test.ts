import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS, type Limits } from '../../../src/containers/limits.ts'
import { ZvitError } from '../../../src/model/error.ts'
import { readHtml } from '../../../src/read/html/index.ts'
import { countHtml } from '../../oracles/html.ts'
import { charactersOf } from '../../support/blocks.ts'
import { processorClock } from '../../support/growth.ts'
import { page, readPage } from '../../support/html.ts'

// Broken choices of forms and broken pictures are left to `TEXT_NOT_READ`.
const TAGS =
  'a b i span p div br ul ol li table tr td th thead tbody caption h1 pre nav header footer article font button textarea xmp noscript template ins sup form dl dd'.split(
    ' ',
  )
const soup = fc
  .array(
    fc.oneof(
      fc.constantFrom(...TAGS).map((name) => `<${name}>`),
      fc.constantFrom(...TAGS).map((name) => `</${name}>`),
      fc.constantFrom(
        'текст',
        ' ',
        '\n',
        '&nbsp;',
        '&amp;',
        '&lt',
        '&notit;',
        '&#1111;',
        '&#x;',
        '<',
        '</',
        '<!--',
        '-->',
        '<![endif]>',
        '<?x?>',
        '<p hidden>',
        '<td colspan=3 rowspan=2>',
        "<span style='mso-list:Ignore'>1.</span>",
        '<p title="a>b" x=\'>\'>',
        '<li value=4/>',
        '<script>a<b</script>',
        '<title>а</title>',
      ),
    ),
    { maxLength: 40 },
  )
  .map((pieces) => pieces.join(''))

describe('laws', () => {
  test('what a page holds is counted the same by two who share no code', () => {
    fc.assert(
      fc.property(soup, (body) => {
        const document = readPage(body)
        expect(document.source).toBe(charactersOf(document))
      }),
      { numRuns: 1500 },
    )
  })

  test('a blank that is no white space of HTML ends no tag', () => {
    for (const name of ['title', 'textarea', 'script'])
      readPage(`<${name}>а</${name}\u00a0>б</${name}>в`)
  })

  const sound = page(
    '<h1>Звіт</h1><table><tr><td rowspan=2>1.</td><td>Захід</td></tr><tr><td>виконано</td></tr></table><ol start=3><li>а</ol><pre>б</pre>',
    '<style>.x{display:none}</style>',
  )
  test.each([
    ['a page', sound],
    [
      'a web archive',
      Buffer.concat([
        Buffer.from(
          'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n',
        ),
        sound,
        Buffer.from('\n--b--'),
      ]),
    ],
  ])('%s with damaged bytes is a document or an error with a name', (_, bytes) => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(bytes.length - 1), fc.nat(255)), { minLength: 1, maxLength: 30 }),
        fc.nat(bytes.length),
        (changes, end) => {
          const damaged = Buffer.from(bytes)
          for (const [at, value] of changes) damaged[at] = value
          try {
            const { source } = readHtml(damaged.subarray(0, end), DEFAULT_LIMITS)
            expect(source).toBe(countHtml(damaged.subarray(0, end)))
          } catch (error) {
            expect(error).toBeInstanceOf(ZvitError)
          }
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('a page over a limit is refused', () => {
  test.each<[string, string, Partial<Limits>]>([
    ['elements', '<p>'.repeat(200), { elements: 200 }],
    ['tags', '</x>'.repeat(500), { elements: 200 }],
    ['nesting', '<div>'.repeat(600), {}],
    [
      'nesting of what is opened again',
      Array.from({ length: 600 }, (_, index) => `<p><b id=${index}>`).join(''),
      {},
    ],
    [
      'attributes',
      `<p ${Array.from({ length: 9 }, (_, index) => `a${index}`).join(' ')}>`,
      { attributes: 8 },
    ],
    ['characters', 'слово '.repeat(100), { characters: 400 }],
    ['cells', `<table><tr>${'<td>а'.repeat(5)}</table>`, { cells: 4 }],
    ['rows', `<table>${'<tr><td>а'.repeat(5)}</table>`, { rows: 4 }],
    ['columns', `<table><tr>${'<td>а'.repeat(5)}</table>`, { columns: 4 }],
  ])('%s', (_, body, limits) => {
    expect(() => readPage(body, '', limits)).toThrow(
      expect.objectContaining({ name: 'ZvitError', code: 'LIMIT_EXCEEDED' }),
    )
  })

  test.each<[string, () => string]>([
    ['end tags without elements', () => `${'<span>'.repeat(400)}${'</x>'.repeat(900_000)}а`],
    [
      'attributes of an end tag',
      () => `а</p ${Array.from({ length: 200_000 }, (_, index) => `a${index}`).join(' ')}>`,
    ],
    [
      'rules of a style',
      () =>
        `<style>${'.a,'.repeat(300_000)}{display:none}${'.b{display:none}'.repeat(30_000)}</style>а`,
    ],
    ['quotes never closed', () => `а<p a="${'x" b="'.repeat(100_000)}`],
    [
      'spans over all rows',
      () => `<table>${'<tr><td rowspan=60000 colspan=200>а'.repeat(2)}</table>`,
    ],
  ])('%s take no time', (_, body) => {
    const start = processorClock()
    try {
      readPage(body())
    } catch (error) {
      expect(error).toBeInstanceOf(ZvitError)
    }
    expect(processorClock() - start).toBeLessThan(8000)
  })

  test.each([
    ['blanks', ' '.repeat(3_000_000)],
    ['boundaries that are none', '--b x'.repeat(1_000_000)],
  ])('%s of an archive take no time', (_, body) => {
    const head =
      'MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n--b\nContent-Type: text/html\nContent-Transfer-Encoding: quoted-printable\n\n'
    const start = processorClock()
    expect(readHtml(Buffer.from(`${head}<p>а${body}=`), DEFAULT_LIMITS).format).toBe('html')
    expect(processorClock() - start).toBeLessThan(8000)
  })
})
