import { checkLimit } from '../../containers/limits.ts'
import { DESTINATIONS, isMathProperty, leaveOut } from './destinations.ts'
import { endParagraph } from './flow.ts'
import { flush, type Reading, write } from './reading.ts'
import { next } from './scanner.ts'
import { CHARACTERS, SYMBOLS } from './words.ts'

/** Destinations that are none only by mistake: their data must never become text. */
const DATA = new Set(['pict', 'objdata', 'fonttbl', 'colortbl', 'themedata', 'datastore'])
/** Reads the whole file into the stories of the document. */
export function readPieces(reading: Reading): void {
  const { scanner } = reading
  for (;;) {
    reading.pieces += 1
    checkLimit(reading.pieces, reading.limits.pieces, 'control words, groups and runs')
    switch (next(scanner)) {
      case 'open':
        openGroup(reading)
        break
      case 'close':
        closeGroup(reading)
        if (reading.depth === 0 && isOver(reading)) return
        break
      case 'text':
        addBytes(reading, scanner.text)
        break
      case 'byte':
        addBytes(reading, String.fromCharCode(scanner.value ?? 0))
        break
      case 'word':
        passWord(reading, scanner.text)
        break
      case 'symbol':
        passSymbol(reading, scanner.text)
        break
      case 'end':
        return
    }
  }
}

function openGroup(reading: Reading): void {
  flush(reading)
  reading.group.plain += 1
  reading.depth += 1
  reading.isFresh = true
  reading.isStarred = false
  reading.toSkip = 0
}

function closeGroup(reading: Reading): void {
  flush(reading)
  reading.isFresh = false
  reading.isStarred = false
  reading.toSkip = 0
  if (reading.depth === 0) return
  reading.depth -= 1
  const { group, groups } = reading
  if (group.plain > 0) {
    group.plain -= 1
    return
  }
  group.ending?.(reading)
  groups.pop()
  reading.group = groups.at(-1) ?? group
}

function addBytes(reading: Reading, bytes: string): void {
  const { toSkip } = reading
  const skipped = Math.min(toSkip, bytes.length)
  reading.toSkip -= skipped
  const rest = skipped > 0 ? bytes.slice(skipped) : bytes
  if (reading.isFresh && rest.trim() !== '') reading.isFresh = false
  reading.isStarred = false
  reading.bytes += rest
}

/**
 * RTF 1.9.1, «Unicode RTF»: a word behind `\u` may stand for the character, as `\endash` does. Any
 * other word is done all the same: its writer gave no such character.
 */
function passWord(reading: Reading, word: string): void {
  const { scanner, group, isStarred } = reading
  reading.isStarred = false
  if (reading.toSkip > 0) {
    reading.toSkip -= 1
    if (CHARACTERS.has(word) || word === 'bin') return
    if (word === 'u') reading.toSkip = 0
  }
  const value = scanner.value
  if (reading.depth > reading.root && (reading.isFresh || DATA.has(word))) {
    const destination = DESTINATIONS.get(word)
    if (destination !== undefined) {
      destination(reading, value)
      return
    }
    if (isStarred || isMathProperty(word)) {
      leaveOut(reading, word)
      return
    }
  }
  group.words.get(word)?.(reading, value)
}

function passSymbol(reading: Reading, symbol: string): void {
  const character = SYMBOLS.get(symbol)
  if (character !== undefined) {
    if (reading.toSkip > 0) reading.toSkip -= 1
    else write(reading, character)
    return
  }
  switch (symbol) {
    case '*':
      reading.isStarred = true
      return
    case '\\':
    case '{':
    case '}':
      addBytes(reading, symbol)
      return
    case '\r':
    case '\n':
      flush(reading)
      if (reading.group.words.has('par')) endParagraph(reading)
      return
    case '\t':
      write(reading, '\t')
      return
    default:
      return
  }
}

/** Whether the document ends with its root group: nothing follows that belongs to it. */
function isOver(reading: Reading): boolean {
  const { scanner, notes } = reading
  if (reading.root === 0) return false
  const rest = scanner.source.slice(scanner.at)
  if (/^[\s\p{Cc}}]*$/u.test(rest)) return true
  // A brace too many ends the document early; what follows is rich text as before.
  const goesOn = /\\(?:par|pard|cell|row|rtf)\b/.test(rest)
  notes.add(
    'READ_TEXT_BEHIND_END',
    null,
    goesOn
      ? 'The document goes on behind its last brace; it was read to the end of the file.'
      : 'Something that is no rich text stands behind the document; it was left out.',
  )
  reading.root = 0
  return !goesOn
}
