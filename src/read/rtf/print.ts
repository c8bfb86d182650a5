import { addText } from '../../document/draft-text.ts'
import { STRUCK } from '../../document/notes.ts'
import { decoderOfFont } from './fonts.ts'
import type { Reading } from './reading.ts'

/** Controls are no text; tab and line ends are white space. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\0-\b\x0e-\x1f\x7f]/g

/** Writes the bytes that are waiting; called before anything that ends a run of bytes. */
export function flush(reading: Reading): void {
  const { bytes, group } = reading
  if (bytes === '') return
  reading.bytes = ''
  group.write(reading, decoderOfFont(reading.fonts, group.font)(bytes))
}

/** Writes characters in their order among the bytes. */
export function write(reading: Reading, text: string): void {
  flush(reading)
  reading.group.write(reading, text)
}

/** Text of the flow: into the open paragraph, unless it was deleted. */
export function printText(reading: Reading, raw: string): void {
  const { group, notes } = reading
  const { draft } = group.story
  const text = raw.replace(CONTROLS, '')
  if (text.length < raw.length)
    notes.add('READ_CHARACTER_INVALID', draft.place, 'Control characters were left out.')
  if (text === '') return
  reading.printed += 1
  if (group.isDeleted) {
    draft.hasDeleted = true
    notes.add('READ_DELETED_TEXT', draft.place, 'Deleted text was left out.')
    return
  }
  addText(draft, text, group.isHidden)
  if (group.isStruck && /\S/.test(text)) notes.add('READ_STRUCK_TEXT', draft.place, STRUCK)
}

/** Text of a destination that prints nothing itself. */
export function printNothing(): void {}
