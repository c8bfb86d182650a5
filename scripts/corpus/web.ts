import { type Encoding, encode } from '../fixtures/encodings.ts'
import { type HtmlOptions, writeHtml } from '../fixtures/html.ts'
import { type MhtOptions, writeMht } from '../fixtures/mht.ts'
import { measuresOf, type Truth } from '../fixtures/truth.ts'
import type { CorpusDocument } from './document.ts'
import {
  asWritten,
  blank,
  both,
  type Look,
  merged,
  oneTable,
  pageTables,
  sectionParagraphs,
  sectionTables,
} from './layouts.ts'
import { type Order, type OwnFlavour, ownFiles } from './order.ts'
import type { Source } from './sources.ts'

type Facts = Pick<HtmlOptions, 'dialect'> & {
  readonly encoding: Encoding
  /** Whether the page tells its encoding. */
  readonly told?: boolean
  readonly lists?: boolean
}

/** Web pages in every flavour that is written here. */
export function webPages(order: Order): readonly CorpusDocument[] {
  return ownFiles(
    'html',
    PAGES.map(([name, look, facts]) => pageFlavour(name, look, facts)),
    order,
  )
}

/** Web pages in one file. */
export function webArchives(order: Order): readonly CorpusDocument[] {
  return ownFiles('mht', ARCHIVES.map(archiveFlavour), order)
}

const PAGES: readonly (readonly [string, Look, Facts])[] = [
  ['clean', asWritten, { dialect: 'clean', encoding: 'utf-8' }],
  ['clean-merged', both(oneTable, merged), { dialect: 'clean', encoding: 'utf-8' }],
  ['clean-blank', both(oneTable, blank), { dialect: 'clean', encoding: 'utf-8-bom', told: false }],
  ['clean-page-tables', pageTables, { dialect: 'clean', encoding: 'utf-8' }],
  ['clean-lists', oneTable, { dialect: 'clean', encoding: 'utf-8', lists: true }],
  ['clean-1251-untold', asWritten, { dialect: 'clean', encoding: 'windows-1251', told: false }],
  ['clean-utf-16', asWritten, { dialect: 'clean', encoding: 'utf-16le', told: false }],
  ['word', asWritten, { dialect: 'word', encoding: 'windows-1251' }],
  ['word-lists', asWritten, { dialect: 'word', encoding: 'windows-1251', lists: true }],
  ['word-utf-8', both(oneTable, merged), { dialect: 'word', encoding: 'utf-8', lists: true }],
  ['word-sections', sectionParagraphs, { dialect: 'word', encoding: 'windows-1251' }],
  ['google', asWritten, { dialect: 'google', encoding: 'utf-8' }],
  ['google-merged', both(oneTable, merged), { dialect: 'google', encoding: 'utf-8' }],
  ['site', asWritten, { dialect: 'site', encoding: 'utf-8' }],
  ['site-sections', sectionTables, { dialect: 'site', encoding: 'utf-8' }],
  ['site-lists', oneTable, { dialect: 'site', encoding: 'windows-1251', lists: true }],
  ['old', asWritten, { dialect: 'old', encoding: 'windows-1251' }],
  ['old-blank', both(oneTable, blank), { dialect: 'old', encoding: 'windows-1251' }],
]

function pageFlavour(name: string, look: Look, facts: Facts): OwnFlavour {
  const charset = facts.told === false ? null : facts.encoding
  return {
    name,
    ending: 'html',
    look,
    form: 'office',
    write: ({ blocks, layout }) => {
      const numbers = facts.lists ? 'lists' : 'typed'
      return encode(
        writeHtml(blocks, layout, { dialect: facts.dialect, charset, numbers }),
        facts.encoding,
      )
    },
    // Word keeps the number that it prints; a browser counts «1.», «2.».
    ...(facts.lists && facts.dialect !== 'word' ? { says: countedByBrowser } : {}),
  }
}

function countedByBrowser({ truth }: Source): Truth | null {
  const regular = measuresOf(truth).every(
    ({ measure: { label, number } }) => label === null || label === `${number})`,
  )
  if (!regular) return null
  const sections = truth.sections.map((section) => ({
    ...section,
    items: section.items.map((item) => ({
      ...item,
      measures: item.measures.map((measure) => ({
        ...measure,
        label: measure.label === null ? null : `${measure.number}.`,
      })),
    })),
  }))
  return { ...truth, sections }
}

const ARCHIVES: readonly (readonly [string, Look, Facts, MhtOptions['transfer']])[] = [
  ['word-quoted', asWritten, { dialect: 'word', encoding: 'windows-1251' }, 'quoted-printable'],
  [
    'word-lists-quoted',
    asWritten,
    { dialect: 'word', encoding: 'windows-1251', lists: true },
    'quoted-printable',
  ],
  [
    'word-utf-8',
    both(oneTable, merged),
    { dialect: 'word', encoding: 'utf-8' },
    'quoted-printable',
  ],
  ['word-base64', sectionTables, { dialect: 'word', encoding: 'utf-8' }, 'base64'],
  ['site-quoted', asWritten, { dialect: 'site', encoding: 'utf-8' }, 'quoted-printable'],
  ['site-base64', oneTable, { dialect: 'site', encoding: 'windows-1251' }, 'base64'],
  ['clean-untold', asWritten, { dialect: 'clean', encoding: 'utf-8', told: false }, 'base64'],
]

function archiveFlavour([name, look, facts, transfer]: (typeof ARCHIVES)[number]): OwnFlavour {
  const page = pageFlavour(name, look, facts)
  return {
    ...page,
    ending: 'mht',
    write: (plan, random) => {
      const bytes = page.write(plan, random)
      return bytes && writeMht(bytes, { charset: facts.encoding, transfer })
    },
  }
}
