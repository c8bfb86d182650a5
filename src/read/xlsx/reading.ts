import type { DocumentBuilder } from '../../document/builder.ts'
import type { Aside, Paragraph } from '../../model/document.ts'
import type { Place } from '../../model/place.ts'
import { compose, countCharacters } from '../../text/compose.ts'
import { own } from '../../text/memory.ts'
import type { CellStyle, Printer } from './formats.ts'

/** What is known of a workbook while it is read, and what was found beside its tables. */
export interface Reading {
  readonly builder: DocumentBuilder
  readonly strings: readonly string[]
  readonly style: (index: string | null) => CellStyle
  readonly printer: Printer
  /** Characters taken that are not white space, in UTF-16 units after NFC: `coverage.source`. */
  source: number
}

/**
 * Counts text as it leaves its part: this count holds whatever the reader makes of it. Throws
 * `LIMIT_EXCEEDED`.
 */
export function take(text: string, reading: Reading): void {
  reading.builder.spend(text.length)
  reading.source += countCharacters(text)
}

/** Each line of a text is a paragraph: in a cell a line ends where its author ended it. */
export function paragraphsOf(text: string, place: Place): readonly Paragraph[] {
  const lines = /[\r\n]/.test(text) ? text.split(/\r\n?|\n/) : [text]
  return lines.map((line, paragraph) => ({
    kind: 'paragraph',
    text: own(compose(line)),
    marker: null,
    style: null,
    place: { ...place, paragraph },
  }))
}

/** Puts text beside the tables. */
export function addAside(
  kind: Aside['kind'],
  text: string,
  { place, reading }: { readonly place: Place; readonly reading: Reading },
): void {
  if (text === '') return
  for (const line of paragraphsOf(text, place))
    reading.builder.addAside(kind, line.text, line.place)
}
