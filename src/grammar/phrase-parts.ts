import type { PhrasePart, PhraseSequence } from '../model/phrase.ts'
import { type Element, isEdge, mayBeMissing, type Sequence } from './phrase-reader.ts'

/**
 * A phrase in the form that is looked for without an expression. Blanks belong to what may be
 * missing: before the first firm element they follow it, else precede.
 */
export function partsOf(sequence: Sequence): PhraseSequence {
  const firm = sequence.findIndex(({ element }) => !mayBeMissing(element) && !isEdge(element))
  return sequence.flatMap(({ element, blankBefore }, index) => {
    const before = sequence[index - 1]?.element
    const after = sequence[index + 1]
    if (!mayBeMissing(element)) {
      const isSpaced = blankBefore && before && !isEdge(before) && !isEdge(element)
      const isTaken = before && mayBeMissing(before) && (index <= firm || firm < 0)
      return isSpaced && !isTaken
        ? [blankPart(before, element), partOf(element)]
        : [partOf(element)]
    }
    if (index > firm && firm >= 0) return [optionalPart(element, blankBefore ? 'before' : 'none')]
    return [optionalPart(element, after?.blankBefore ? 'after' : 'none')]
  })
}

function optionalPart(element: Element, blank: 'before' | 'after' | 'none'): PhrasePart {
  if (element.kind === 'gap') return { gap: element.words, blank }
  const ways = element.kind === 'group' ? element.ways.map(partsOf) : [partOf(element)]
  if (blank === 'none') return { maybe: ways.map(single) }
  const any = { any: ways.map(single) }
  return { maybe: [blank === 'before' ? [' ', any] : [any, ' ']] }
}

function partOf(element: Element): PhrasePart {
  switch (element.kind) {
    case 'word':
      return `${element.opens ? '*' : ''}${element.text}${element.ends ? '' : '*'}`
    case 'mark':
      return element.part
    case 'number':
      return '#'
    case 'gap':
      return { gap: element.words, blank: 'none' }
    case 'group':
      return { any: element.ways.map((way) => single(partsOf(way))) }
  }
}

/** A way of one word as that word. */
export function single(way: PhraseSequence | PhrasePart): string | PhraseSequence {
  if (typeof way === 'string') return way
  if (!isSequence(way)) return [way]
  const [first] = way
  return way.length === 1 && typeof first === 'string' ? first : way
}

function isSequence(way: PhraseSequence | PhrasePart): way is PhraseSequence {
  return Array.isArray(way)
}

function blankPart(before: Element, element: Element): string {
  return before.kind === 'mark' || element.kind === 'mark' ? '' : ' '
}
