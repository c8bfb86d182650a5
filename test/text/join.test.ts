import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanText, joinParagraphs } from '../../src/text/join.ts'
import { closeTornWords, findTornGaps } from '../../src/text/torn.ts'
import { loadWords } from '../../src/text/words.ts'
import { processorClock } from '../support/growth.ts'
import { spelling } from '../support/spelling.ts'

const isWord = loadWords(readFileSync(new URL('../../data/words.bin', import.meta.url)))
const letters = (text: string) => text.replace(/[\s\u00ad\-‐‑]/g, '')
const damaged = fc
  .array(
    fc.constantFrom(
      ...['звер', 'нення', 'житлово', 'комунального', '2016', '2017', '-', '‑', '–', '\n', '\r\n'],
      ...[
        ' ',
        '\t',
        '\u00a0',
        '\u00ad',
        ',',
        '(',
        ')',
        'і',
        'п',
        'Р',
        'ДСНС',
        'веб',
        'x',
        '’',
        '/',
      ],
    ),
  )
  .map((parts) => parts.join(''))

describe('cleanText', () => {
  test.each([
    ['щоквартал\nу', 'щокварталу'],
    ['постійн\nо', 'постійно'],
    ['квартал\nом', 'кварталом'],
    ['Запобіг\nання\nпоширенню', 'Запобігання поширенню'],
    ['звіт\nу відділі', 'звіт у відділі'],
    ['Департамент\vу', 'Департаменту'],
    ['протитуберкульозног\vо', 'протитуберкульозного'],
    ['червень\v-серпень', 'червень-серпень'],
    ['26.02.\n2018', '26.02.2018'],
    ['01.03.201\n8', '01.03.2018'],
    ['1276,\n0', '1276,0'],
    ['http://eco.example/p\v17', 'http://eco.example/p17'],
  ])('%j: a column broke the word, or did not', (raw, clean) =>
    expect(cleanText(raw, spelling)).toBe(clean),
  )

  test.each([
    ['звер-\nнення', 'звернення'],
    ['ЗАПОБІ-\nГАННЯ', 'ЗАПОБІГАННЯ'],
    ['Дер-\nжавної', 'Державної'],
    ['облдержадмініст-\nрації', 'облдержадміністрації'],
    ['загально-\nдержавний', 'загальнодержавний'],
    ['екс-\nперт', 'експерт'],
    ['робо-\nта', 'робота'],
    ['Севєродонець-\nкої', 'Севєродонецької'],
    ['Pro-\nzorro', 'Prozorro'],
    ['звер\u00ad\nнен\u00adня', 'звернення'],
    ['звер- \r\n  нення', 'звернення'],
    ['у‐\nвійшли', 'увійшли'],
  ])('%j: the hyphen goes', (raw, clean) => expect(cleanText(raw, spelling)).toBe(clean))

  test.each([
    ['житлово-\nкомунального', 'житлово-комунального'],
    ['веб-\nсайт', 'веб-сайт'],
    ['соціально-еко-\nномічного', 'соціально-економічного'],
    ['2016-\n2017 роки', '2016-2017 роки'],
    ['2016\n-2017 роки', '2016-2017 роки'],
    ['2016–\n2017', '2016–2017'],
    ['травень–\nсерпень 2018 року', 'травень–серпень 2018 року'],
    ['захід–\nмарафон', 'захід– марафон'],
    ['Івано-\nФранківськ', 'Івано-Франківськ'],
    ['будь-\nякий', 'будь-який'],
    ['по-\nперше', 'по-перше'],
    ['план-\nграфік', 'план-графік'],
    ['е-\nдекларування', 'е-декларування'],
    ['ЦНАП-\nи', 'ЦНАП-и'],
    ['example.org/some-\npage', 'example.org/some-page'],
    ['одно-\nта двокімнатних', 'одно- та двокімнатних'],
  ])('%j: the hyphen stays', (raw, clean) => expect(cleanText(raw, spelling)).toBe(clean))

  test.each([
    ['веб- сайтах', 'веб- сайтах'],
    ['слово -\nслово', 'слово - слово'],
    ['слово –\nслово', 'слово – слово'],
    ['слово\n, інше\n.', 'слово, інше.'],
    ['(\nза згодою\n)', '(за згодою)'],
    ['та/\nабо', 'та/або'],
    [' два\u00a0 \t слова \n\n ще ', 'два слова ще'],
    ['', ''],
    ['\u00ad\n-\n', '-'],
  ])('%j: white space only', (raw, clean) => expect(cleanText(raw, spelling)).toBe(clean))

  test('loses no character but hyphens and soft hyphens', () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string({ unit: 'grapheme' })), (raw) => {
        const clean = cleanText(raw, spelling)
        expect(letters(clean)).toBe(letters(raw))
        expect(clean).not.toMatch(/\s\s|^\s|\s$|\n|\u00ad/)
        expect(clean.length).toBeLessThanOrEqual(raw.length)
      }),
    )
  })

  test('changes a clean text no more', () => {
    fc.assert(
      fc.property(damaged, (raw) => {
        const clean = cleanText(raw, spelling)
        expect(cleanText(clean, spelling)).toBe(clean)
      }),
    )
  })

  test('is linear on long lines and many lines', () => {
    const started = processorClock()
    cleanText('а'.repeat(2_000_000), spelling)
    cleanText('а-\n'.repeat(100_000), spelling)
    expect(processorClock() - started).toBeLessThan(5000)
  })
})

test('paragraphs of a cell are joined by a line end, empty ones left out', () => {
  expect(joinParagraphs(['перший', '', 'другий'])).toBe('перший\nдругий')
})

describe('closeTornWords', () => {
  test.each([
    ['підрозділ и обл держадм і н і страції', 'підрозділи облдержадміністрації'],
    ['структурні п ідрозділ и', 'структурні підрозділи'],
    ['розпорядженн я голови', 'розпорядження голови'],
    ['райдерж- адміністраціям', 'райдержадміністраціям'],
    ['адмініст-рація', 'адміністрація'],
    ['в ідділ освіти', 'відділ освіти'],
    ["об 'єктів", "об'єктів"],
    ['Р І Ш Е Н Н Я про', 'РІШЕННЯ про'],
    ['В И Р І Ш И Л А :', 'ВИРІШИЛА :'],
  ])('%s', (torn, closed) => expect(closeTornWords(torn, isWord).text).toBe(closed))

  test.each([
    'не належить до компетенції',
    'що до цього часу не зроблено',
    'за рахунок коштів',
    'на правління документів',
    'м Київ та р Дніпро',
    'у 2016 р та 2017 р',
    'веб- сайтах',
    'Ш Е',
    'щодо заборон і обмежень',
    'підприємств, установ і організацій',
    'Іванов а також Петрів',
  ])('%s stays', (text) => expect(closeTornWords(text, isWord).text).toBe(text))

  test('each unit knows where it stood, and nothing but blanks and hyphens is left out', () => {
    fc.assert(
      fc.property(fc.oneof(damaged, fc.string()), (text) => {
        const aligned = closeTornWords(text, isWord)
        expect(aligned.offsets.length).toBe(aligned.text.length)
        const back = Array.from(aligned.offsets, (offset) => text.charAt(offset)).join('')
        expect(back).toBe(aligned.text)
        expect(letters(aligned.text)).toBe(letters(text))
      }),
    )
  })

  test('a span goes home', () => {
    const torn = 'усі п ідрозділ и разом'
    const aligned = closeTornWords(torn, isWord)
    const start = aligned.text.indexOf('підрозділи')
    const home = aligned.offsets.slice(start, start + 'підрозділи'.length)
    expect(torn.slice(home[0], (home.at(-1) ?? 0) + 1)).toBe('п ідрозділ и')
  })
})

test('a text of very many torn words', () => {
  const pieces = 'об лд ерж ад мін істр ація '
  const once = findTornGaps(pieces, isWord).length
  expect(once).toBeGreaterThan(0)
  expect(findTornGaps(pieces.repeat(30_000), isWord).length).toBeGreaterThan(29_000 * once)
})
