import { fold } from '../text/fold.ts'
import { remember } from '../text/memory.ts'
import { wordSpans } from '../text/word-spans.ts'
import type { IsWord } from '../text/words.ts'
import type { Prepared } from './prepared.ts'
import { seamOf } from './seams.ts'
import type { Word } from './words.ts'

/** A word as a response writes it: in any case, with its apostrophes. */
export class WrittenWord {
  readonly word: Word
  private readonly text: string
  private readonly isWord: IsWord
  private said: boolean | null = null
  private ownSeam: number | null | undefined

  constructor(text: string, word: Word, isWord: IsWord) {
    this.text = text
    this.word = word
    this.isWord = isWord
  }

  /** True for a word of the language, as far as the list of its words knows. */
  get isOfLanguage(): boolean {
    this.said ??= this.isWord(this.text)
    return this.said
  }

  /** Where two words have grown together, null for one word; asked of words that nothing knows. */
  get seam(): number | null {
    if (this.ownSeam === undefined) this.ownSeam = seamOf(this.text, this.isWord)
    return this.ownSeam
  }
}

export interface FoundWord {
  readonly written: WrittenWord
  /** `[start, end)` in the text. */
  readonly start: number
  readonly end: number
}

/** The words of a grammar and those of the language. */
export interface Dictionary {
  readonly prepared: Prepared
  /** Null where there is no list of the language's words. */
  readonly isWord: IsWord | null
  look(written: string): WrittenWord
}

export function openDictionary(prepared: Prepared, isWord: IsWord | null): Dictionary {
  const isOfLanguage = isWord ?? (() => false)
  const look = remember(
    (written) =>
      new WrittenWord(written, prepared.word(withoutApostrophes(fold(written))), isOfLanguage),
  )
  return { prepared, isWord, look }
}

/** The words of a text, folded or not. */
export function findWords(text: string, dictionary: Dictionary): readonly FoundWord[] {
  const spans = wordSpans(text)
  const found: FoundWord[] = []
  for (let index = 0; index < spans.length; index += 2) {
    const [start = 0, end = start] = [spans[index], spans[index + 1]]
    found.push({ written: dictionary.look(text.slice(start, end)), start, end })
  }
  return found
}

/** Of a folded word. */
export function withoutApostrophes(folded: string): string {
  return folded.includes("'") ? folded.replaceAll("'", '') : folded
}
