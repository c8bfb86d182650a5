/*
 * Whether two neighbours may be one word of the grammar that a blank has torn apart. The words that
 * begin with the first neighbour are found once; the letters of the second narrow them down.
 */

/** The longest ending of a stem. */
const LONGEST_TAIL = 4

/** Stretch `[from, to)` of a sorted list whose entries all have the same `depth` letters first. */
interface Stretch {
  readonly list: readonly string[]
  readonly from: number
  readonly to: number
  readonly depth: number
}

export interface Vocabulary {
  /** Both sorted. */
  readonly words: readonly string[]
  readonly stems: readonly string[]
}

/** How known words go on after the letters that they begin with. */
export class Growth {
  private readonly beginning: string
  private readonly words: Stretch
  private readonly stems: Stretch
  private readonly all: readonly string[]
  /** By the length of its beginning, whether a stem begins like this word. */
  private readonly cut = new Map<number, boolean>()

  constructor(beginning: string, { words, stems }: Vocabulary) {
    this.beginning = beginning
    this.words = narrow(whole(words), beginning, beginning.length)
    this.stems = narrow(whole(stems), beginning, beginning.length)
    this.all = stems
  }

  /**
   * False where no word that begins with both, whatever follows them, can be a known word or a known
   * stem with an ending.
   */
  goesOn(next: string): boolean {
    if (!isEmpty(this.words) && !isEmpty(narrow(this.words, next, next.length))) return true
    // All but the longest ending belongs to the stem.
    const kept = Math.max(1, this.beginning.length + next.length - LONGEST_TAIL)
    const ofNext = kept - this.beginning.length
    if (ofNext >= 0) return !isEmpty(this.stems) && !isEmpty(narrow(this.stems, next, ofNext))
    return this.hasStem(kept)
  }

  private hasStem(length: number): boolean {
    let has = this.cut.get(length)
    if (has === undefined) {
      has = !isEmpty(narrow(whole(this.all), this.beginning, length))
      this.cut.set(length, has)
    }
    return has
  }
}

function whole(list: readonly string[]): Stretch {
  return { list, from: 0, to: list.length, depth: 0 }
}

/** The part of a stretch that goes on with the first `length` of some letters. */
function narrow(stretch: Stretch, letters: string, length: number): Stretch {
  const narrowed = { ...stretch }
  for (let index = 0; index < length && narrowed.from < narrowed.to; index += 1) {
    const code = letters.charCodeAt(index)
    narrowed.from = firstFrom(narrowed, code)
    narrowed.to = firstFrom(narrowed, code + 1)
    narrowed.depth += 1
  }
  return narrowed
}

/** Index of the first entry whose next letter has this code or a higher one. */
function firstFrom({ list, from, to, depth }: Stretch, code: number): number {
  let low = from
  let high = to
  while (low < high) {
    const middle = (low + high) >> 1
    // An entry that ends here comes before all that go on.
    if ((list[middle]?.charCodeAt(depth) || 0) < code) low = middle + 1
    else high = middle
  }
  return low
}

function isEmpty({ from, to }: Stretch): boolean {
  return from >= to
}
