import type { Limits } from '../../containers/limits.ts'
import type { CodedText, PageScan, PdfPage } from '../../pdf/engine.ts'
import { withBareCodes } from '../../pdf/glyph-codes.ts'
import { isBetterSeen, isReadable, knownShare, withoutFault } from '../../pdf/layer.ts'
import { readText, withDocument, withPage } from '../../pdf/pdfium.ts'
import type { Library } from '../../pdf/pdfium-library.ts'
import { guardEngine } from '../../pdf/pdfium-render.ts'
import { lettersByPlace, readCodedText } from '../../pdf/pdfium-text.ts'
import {
  addVotes,
  type CodedPage,
  isSure,
  readAlphabet,
  type Votes,
  withAlphabet,
} from '../../pdf/unicode-recovery.ts'
import { buildWords } from '../../pdf/words.ts'
import type { IsWord } from '../../text/words.ts'

/** Pages that are recognised before it is asked again whether more are needed. */
const AT_ONCE = 2
/** A sign that is not known after it was seen on so many pages is not looked for on others. */
const ENOUGH_PAGES = 4
/** The letters are believed where this share of the words is known for each that the recogniser's are. */
const AS_GOOD = 0.95
/** No more of the characters than this may be without a letter. */
const MOST_UNKNOWN = 0.02

/** A page and what is recognised from its picture. */
interface SeenPage {
  readonly page: CodedPage
  readonly scan: PageScan
}

/** How pages whose letters are not known are read. */
export interface CodedReading<Seen extends SeenPage> {
  readonly recognise: (pages: readonly CodedPage[]) => Promise<readonly Seen[]>
  readonly isWord: IsWord | undefined
}

/** Pages that an alphabet reads, and those that their picture says more of. */
export interface CodedPages<Seen extends SeenPage> {
  readonly read: ReadonlyMap<PdfPage, PdfPage>
  readonly seen: readonly Seen[]
}

/**
 * Reads pages whose fonts do not tell their letters: some of them are recognised until each sign was
 * seen often enough, then all are read by the alphabet that comes of it. Pages of which it makes
 * worse words than the recogniser does are recognised. Strange pages whose pictures are no Ukrainian
 * text either are believed. Pages with few such letters are no reason to
 * recognise any.
 */
export async function readCodedPages<Seen extends SeenPage>(
  pages: readonly CodedPage[],
  { recognise, isWord }: CodedReading<Seen>,
): Promise<CodedPages<Seen>> {
  const votes: Votes = new Map()
  const seen = new Map<CodedPage, Seen>()
  const doubted = pages.filter(isBetterSeen)
  for (;;) {
    const chosen = choosePages(doubted, [...seen.keys()], votes)
    if (chosen.length === 0) break
    for (const one of await recognise(chosen)) {
      addVotes(votes, one.page, wordsOf(one.scan))
      seen.set(one.page, one)
    }
  }
  const isForeign = [...seen.values()].some(
    ({ page, scan }) => page.fault === 'strange' && !isReadable(scan, isWord),
  )
  const isBelieved = (page: CodedPage) => isForeign && page.fault === 'strange'
  const wrong = pages.filter((page) => !isBelieved(page))
  const alphabet = readAlphabet(wrong, votes, isWord)
  const read = new Map(
    pages.map((page) => [
      page,
      isBelieved(page) ? withoutFault(page) : withAlphabet(page, alphabet),
    ]),
  )
  const recognised = [...seen.values()].flatMap(({ scan }) => scan.words.map(({ text }) => text))
  const least = AS_GOOD * knownShare(recognised, isWord)
  for (const page of pages)
    if (!isBetterSeen(page) && (read.get(page)?.broken ?? 0) >= page.broken) read.delete(page)
  const bad = doubted.filter(
    (page) => !isBelieved(page) && !isGood(read.get(page) ?? page, least, isWord),
  )
  const unseen = bad.filter((page) => !seen.has(page))
  if (unseen.length > 0) for (const one of await recognise(unseen)) seen.set(one.page, one)
  for (const page of bad) read.delete(page)
  return { read, seen: [...seen.values()].filter(({ page }) => !read.has(page)) }
}

/** The unseen pages with the most signs of which more must be seen; none where nothing is missing. */
function choosePages(
  pages: readonly CodedPage[],
  seen: readonly CodedPage[],
  votes: Votes,
): readonly CodedPage[] {
  const times = new Map<string, number>()
  for (const name of seen.flatMap(drawnSigns)) times.set(name, (times.get(name) ?? 0) + 1)
  const isWanted = (name: string) =>
    !isSure(votes.get(name)) && (times.get(name) ?? 0) < ENOUGH_PAGES
  return pages
    .filter((page) => !seen.includes(page))
    .map((page) => ({ page, wanted: drawnSigns(page).filter(isWanted).length }))
    .filter(({ wanted }) => wanted > 0)
    .sort((one, other) => other.wanted - one.wanted)
    .slice(0, AT_ONCE)
    .map(({ page }) => page)
}

function drawnSigns({ coded }: CodedPage): readonly string[] {
  return coded.signs.flatMap(({ isInk, name }) => (isInk ? [name] : []))
}

/** On the page as it is seen. */
function wordsOf({ words, seenBox }: PageScan) {
  return words.map((word) => ({ ...word, box: seenBox(word.box) }))
}

function isGood(
  { glyphs, broken, characters }: PdfPage,
  least: number,
  isWord: IsWord | undefined,
): boolean {
  if (broken > MOST_UNKNOWN * characters) return false
  const words = buildWords(glyphs, { vertical: [], horizontal: [] })
  return (
    knownShare(
      words.map(({ text }) => text),
      isWord,
    ) >= least
  )
}

/** A file whose pages were read. */
interface CodedFile {
  readonly bytes: Uint8Array
  readonly limits: Limits
}

/**
 * The pages, those with characters whose letters are wrong or not known with their text by what is
 * drawn; as they are where the file cannot be read so. Throws `FILE_DAMAGED`, `LIMIT_EXCEEDED`
 * (`engineBytes`).
 */
export function addCodedTexts(
  library: Library,
  pages: readonly PdfPage[],
  file: CodedFile,
): readonly PdfPage[] {
  const bare = withBareCodes(file.bytes)
  if (bare === null) return pages
  return guardEngine(library, file, () =>
    withDocument(library, file.bytes, (document) =>
      withDocument(library, bare, (codes) => {
        const addText = (page: PdfPage): PdfPage => {
          if (page.repaired !== 0 || (page.broken === 0 && !isBetterSeen(page))) return page
          const coded = readCoded(library, { document, codes }, { page, limits: file.limits })
          return coded && coded.glyphs.count > 0 ? { ...page, coded } : page
        }
        return document === 0 || codes === 0 ? pages : pages.map(addText)
      }),
    ),
  )
}

interface Documents {
  readonly document: number
  /** The same with fonts that give codes. */
  readonly codes: number
}

function readCoded(
  library: Library,
  { document, codes }: Documents,
  { page, limits }: { readonly page: PdfPage; readonly limits: Limits },
): CodedText | null {
  const index = page.number - 1
  const most = limits.characters
  const letters = withPage(library, document, {
    index,
    use: (open) => lettersByPlace(readText(open, most)),
  })
  return withPage(library, codes, {
    index,
    use: (open) => {
      const { source, glyphs } = readText(open, most)
      return readCodedText(source, glyphs, letters ?? new Map())
    },
  })
}
