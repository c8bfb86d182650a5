import type { Paragraph } from '../../model/document.ts'
import { makeParagraph } from './build.ts'
import { isBlank, type Line } from './lines.ts'

/** «1.», «2.1.», «3)», «II.», «а)», a bullet: what a paragraph begins with. */
const LABEL = /^\s*(?:\(?\d+(?:\.\d+)*[.)]|\d+(?:\.\d+)+\s|\p{Lu}{1,6}\.\s|\p{L}\)|[-–—•*·]\s)/u
/** «Строк виконання: …»: a field at the beginning of a line. */
const FIELD = /^\s*\p{Lu}[\p{L}'’ ]{2,40}:(?:\s|$)/u
const SMALL_FIRST = /^\s*\p{Ll}(?!\))/u
const SENTENCE_END = /[.;:!?…»”"]\s*$/
/** A page number, or a rule drawn by signs. */
const ALONE = /^\s*(?:(?:[-–—]\s*)?\d{1,4}\s*(?:[-–—]\s*)?|([-=*~#─━═])\1{9,}\s*)$/
const INDENT = /^(?:\t| {2,})/
/** Longer lines are not wrapped: each is a paragraph. */
const LONGEST_WRAPPED = 120
/** Share of the width up to which a line is filled as long as words fit. */
const FILLED = 0.9

/** Paragraphs of running text: parted by empty lines, or told by indents, labels and short lines. */
export function readProse(lines: readonly Line[]): readonly Paragraph[] {
  const width = lineWidth(lines)
  const paragraphs: Paragraph[] = []
  let open: Line[] = []
  const close = () => {
    const [first] = open
    if (first) {
      const text = open.map((line) => line.text).join('\n')
      paragraphs.push(makeParagraph(text, first.number, first.startsPage))
    }
    open = []
  }
  for (const line of lines) {
    const last = open.at(-1)
    if (isBlank(line) || (last && beginsParagraph(line, last, width))) close()
    if (!isBlank(line)) open.push(line)
  }
  close()
  return paragraphs
}

/** The length that nine lines in ten keep. */
function lineWidth(lines: readonly Line[]): number {
  const lengths = lines.filter((line) => !isBlank(line)).map(({ text }) => text.length)
  lengths.sort((left, right) => left - right)
  return lengths[Math.floor(lengths.length * 0.9)] ?? 0
}

function beginsParagraph(line: Line, last: Line, width: number): boolean {
  if (line.startsPage || ALONE.test(line.text) || ALONE.test(last.text)) return true
  if (INDENT.test(line.text) && !INDENT.test(last.text)) return true
  if (LABEL.test(line.text)) return true
  if (SMALL_FIRST.test(line.text)) return false
  if (width > LONGEST_WRAPPED) return true
  if (FIELD.test(line.text) && SENTENCE_END.test(last.text)) return true
  // A line that had room for the next word was ended by its author.
  const word = /\S+/.exec(line.text)?.[0].length ?? 0
  return last.text.trimEnd().length + 1 + word <= width * FILLED
}
