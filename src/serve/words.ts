import { type Texts, textsOf } from '../resources.ts'
import { kept } from '../text/lists.ts'

export const LANGUAGES = ['uk', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

/** The words of the pages in one language. */
export interface Words {
  readonly language: Language
  /** A text by its key, `{name}` in it replaced by the value of that name; a key that has none as words. */
  readonly phrase: (key: string, values?: Readonly<Record<string, unknown>>) => string
  /** What people call a code of zvit: a status, a detail, a reason, a failure. */
  readonly label: (code: unknown) => string
  /** A share as «12,5 %», of nothing as a dash. */
  readonly percent: (part: number, whole: number) => string
  readonly count: (value: unknown) => string
}

const CODES = ['labels.statuses', 'labels.words', 'evidence.reasons', 'labels.headings']
const known = new Map<Language, Words>()

/** The words that a request asks for: by `?lang`, else by what its browser prefers. */
export function wordsFor(query: unknown, accepted: string | undefined): Words {
  const wanted = (accepted ?? '').split(',').map((one) => one.trim().slice(0, 2).toLowerCase())
  const language = [query, ...wanted].flatMap((one) => LANGUAGES.filter((name) => name === one))[0]
  return wordsOf(language ?? 'uk')
}

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return kept(known, language, () => makeWords(language))
}

function makeWords(language: Language): Words {
  const own = textsOf(`page.${language}`)
  // What the office calls codes; in English they are words themselves.
  const texts: Texts = language === 'uk' ? { ...textsOf('uk'), ...own } : own
  const oneDecimal = { minimumFractionDigits: 1, maximumFractionDigits: 1 }
  const shares = new Intl.NumberFormat(language, { style: 'percent', ...oneDecimal })
  const counts = new Intl.NumberFormat(language)
  return {
    language,
    phrase: (key, values = {}) =>
      (texts[`page.${key}`] ?? humanised(key)).replace(
        /\{(\w+)\}/g,
        (whole, name) => `${values[name] ?? whole}`,
      ),
    label: (code) => {
      const key = CODES.find((prefix) => texts[`${prefix}.${code}`] !== undefined)
      const text = key === undefined ? humanised(`${code ?? ''}`) : texts[`${key}.${code}`]
      // What stands in brackets explains the word to a reader of a workbook.
      return (text ?? '').replace(/ \([^)]*\)$/, '')
    },
    percent: (part, whole) => (whole > 0 ? shares.format(part / whole) : '–'),
    count: (value) => counts.format(Number(value ?? 0)),
  }
}

function humanised(code: string): string {
  const [last = ''] = code.split('.').slice(-1)
  return last.replace(/_|-|(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}
