import type { Block, Document } from '../../src/model/document.ts'
import { measuresOf } from '../../src/model/measures-of.ts'
import type { Place } from '../../src/model/place.ts'
import type { Report } from '../../src/model/report.ts'

/** A value of a report that stands in the document. */
export interface PlacedValue {
  readonly name: string
  readonly text: string
  readonly at: readonly Place[]
}

/** Every title, text and unplaced piece of a report with its places. */
export function placedValues(report: Report): readonly PlacedValue[] {
  const title = report.heading.title
  const values: PlacedValue[] = title ? [{ name: 'heading', ...title }] : []
  for (const section of report.sections) {
    values.push({ name: section.id, text: section.title, at: section.at })
    for (const item of section.items) {
      values.push({ name: `item ${item.id}`, text: item.title, at: item.at })
      for (const measure of item.measures) {
        const { id, deadline, executors, response } = measure
        values.push(
          { name: `${id} text`, text: measure.text, at: measure.at },
          { name: `${id} deadline`, text: deadline.text, at: deadline.at },
          { name: `${id} executors`, text: executors.text, at: executors.at },
          { name: `${id} response`, text: response.text, at: response.at },
          ...measure.extra.map(({ role, text, at }) => ({ name: `${id} ${role}`, text, at })),
        )
      }
    }
  }
  return [
    ...values,
    ...report.unplaced.map(({ kind, text, at }) => ({ name: `unplaced ${kind}`, text, at })),
  ]
}

/**
 * Every letter that a report holds, sorted, white space left out: labels, values and what is
 * unplaced. Where nothing is merged, numbered by Word or hyphenated, these are the file's letters.
 */
export function lettersOf(report: Report): string {
  const branches = report.sections.flatMap((section) => [section, ...section.items])
  const labels = [...branches, ...measuresOf(report)].map(({ label }) => label ?? '')
  return sortedLetters([...placedValues(report).map(({ text }) => text), ...labels].join(''))
}

/** The letters of a text without white space, sorted. */
export function sortedLetters(text: string): string {
  return [...text.normalize('NFC').replace(/\s/gu, '')].sort().join('')
}

/** What stands at each place of a document; several paragraphs at one place follow one another. */
export function textsByPlace(document: Document): ReadonlyMap<string, string> {
  const texts = new Map<string, string>()
  const add = (block: Block): void => {
    if (block.kind === 'table') {
      for (const row of block.rows) for (const cell of row.cells) cell.blocks.forEach(add)
      return
    }
    const key = JSON.stringify(block.place)
    texts.set(key, `${texts.get(key) ?? ''}${squeezed(block.text)}`)
  }
  document.blocks.forEach(add)
  for (const { paragraph } of document.asides) add(paragraph)
  return texts
}

/** The values that do not stand, letter for letter, where they say. */
export function strayValues(report: Report, document: Document): readonly string[] {
  const texts = textsByPlace(document)
  return placedValues(report)
    .filter(({ text, at }) => {
      const there = at.map((place) => texts.get(JSON.stringify(place)) ?? '').join('')
      return text !== '' && !there.includes(squeezed(text))
    })
    .map(({ name, text, at }) => `${name} «${text.slice(0, 60)}» at ${JSON.stringify(at)}`)
}

/** Letters without white space and without the hyphens that joining of lines may drop. */
function squeezed(text: string): string {
  return text.normalize('NFC').replace(/[\s\u00ad-]/gu, '')
}

/** Evidence that is empty, lies outside its response or cuts a word. */
export function cutEvidence(report: Report): readonly string[] {
  return measuresOf(report).flatMap(({ id, response: { text, evidence } }) =>
    evidence
      .filter(({ start, end }) => !isWhole(text, start, end))
      .map(({ start, end }) => `${id} ${start}–${end} of «${text}»`),
  )
}

function isWhole(text: string, start: number, end: number): boolean {
  if (start >= end || end > text.length) return false
  return !joinsWord(text, start) && !joinsWord(text, end)
}

/** Whether letters or digits stand on both sides of an offset. */
function joinsWord(text: string, offset: number): boolean {
  return /[\p{L}\p{N}]$/u.test(text.slice(0, offset)) && /^[\p{L}\p{N}]/u.test(text.slice(offset))
}
