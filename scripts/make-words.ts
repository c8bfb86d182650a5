import { readFileSync, writeFileSync } from 'node:fs'
import { fold } from '../src/text/fold.ts'
import { loadWords } from '../src/text/words.ts'
import { makeWords } from './words/make-file.ts'

/*
 * Makes data/words.bin out of the word list of Tesseract's Ukrainian model (see data/README.md) and
 * data/words-extra.txt:  npx tsx scripts/make-words.ts words.txt
 */

const WORD = /^[а-яіїєґ]+(?:['-][а-яіїєґ]+)*$/
const EXTRA = new URL('../data/words-extra.txt', import.meta.url)
const TARGET = new URL('../data/words.bin', import.meta.url)
/** Shorter words are mostly abbreviations and syllables; the real ones stand in words-extra.txt. */
const SHORTEST = 4
const LONGEST_ABBREVIATION = 5
/** A piece begins or ends so many words and never has a capital, as in «оподат», «ність». */
const PIECE_OF = 12
/** A torn beginning that goes on with one letter only needs fewer, as in «адмініст». */
const TORN_OF = 5

const path = process.argv[2]
if (path === undefined) throw new Error('Usage: npx tsx scripts/make-words.ts words.txt')
const written = readLines(readFileSync(path, 'utf8'))
const extra = readLines(readFileSync(EXTRA, 'utf8')).map(fold)
const words = new Set([...chooseWords(written), ...extra])
const bytes = makeWords(words)
writeFileSync(TARGET, bytes)
console.log(
  `${words.size} words, ${bytes.length} bytes, ${measureStrangers(words)} of strangers pass`,
)

function readLines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '' && !line.startsWith('#'))
}

function chooseWords(lines: readonly string[]): Set<string> {
  const isShouted = (word: string) =>
    word === word.toUpperCase() && word.length <= LONGEST_ABBREVIATION
  const names = new Set(lines.filter((word) => /^\p{Lu}\p{Ll}/u.test(word)).map(fold))
  const all = new Set(lines.filter((word) => !isShouted(word)).map(fold))
  const pieces = findPieces(all, names)
  const chosen = new Set<string>()
  for (const word of all) {
    if (!WORD.test(word) || word.length < SHORTEST || pieces.has(word)) continue
    if (word.includes('-') && all.has(word.replaceAll('-', ''))) continue
    chosen.add(word)
  }
  return chosen
}

/** Beginnings and endings of words: the list was made from text with words torn at line ends. */
function findPieces(all: ReadonlySet<string>, names: ReadonlySet<string>): Set<string> {
  const endings = new Map<string, number>()
  const beginnings = new Map<string, string>()
  for (const word of all) {
    for (let cut = 1; cut < word.length - 2; cut += 1) {
      const end = word.slice(cut)
      if (cut > 1 && all.has(end)) endings.set(end, (endings.get(end) ?? 0) + 1)
    }
    for (let cut = SHORTEST; cut < word.length; cut += 1) {
      const begin = word.slice(0, cut)
      if (all.has(begin)) beginnings.set(begin, (beginnings.get(begin) ?? '') + word.charAt(cut))
    }
  }
  const pieces = new Set<string>()
  for (const [end, count] of endings) if (count >= PIECE_OF) pieces.add(end)
  for (const [begin, next] of beginnings) {
    const least = new Set(next).size === 1 ? TORN_OF : PIECE_OF
    if (next.length >= least) pieces.add(begin)
  }
  return new Set([...pieces].filter((piece) => !names.has(piece)))
}

/** How many of as many strange words (halves swapped around a letter that Ukrainian lacks) pass. */
function measureStrangers(known: ReadonlySet<string>): string {
  const isWord = loadWords(bytes)
  let tried = 0
  let passed = 0
  for (const word of known) {
    const middle = word.length >> 1
    const strange = `${word.slice(middle)}ъ${word.slice(0, middle)}`
    if (known.has(strange)) continue
    tried += 1
    if (isWord(strange)) passed += 1
  }
  return `${passed} of ${tried}`
}
