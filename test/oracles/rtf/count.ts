import type { Document } from '../../../src/model/document.ts'
import { countFlow } from './count-flow.ts'
import { add, flush, openState, part, passBytes, print, type State } from './count-state.ts'
import { passWord } from './count-words.ts'

/*
 * A second reading that only counts: shares no code with the reader, so that the count of what its
 * scanner hands out can be held against it. One pass of a pattern over the file, with a frame for each
 * group; it knows of no paragraph, cell or list, only of text that counts or not.
 */
const TOKEN = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi
const FOLLOWING = /\\(?:par|pard|cell|row|rtf)\b/

/**
 * Characters that are not white space (UTF-16 units after NFC) in a rich text: body, notes, headers
 * and text boxes, without deleted text, printed numbers and the codes of fields. The document tells
 * in which encoding bytes whose charset is Latin or untold were read.
 */
export function countRtf(bytes: Uint8Array, { diagnostics }: Document): number {
  const source = readSource(bytes)
  const told = diagnostics.find(({ code }) => code === 'READ_ENCODING_GUESSED')?.message
  const guessed = /read best as (\S+)\.$/.exec(told ?? '')?.[1] ?? null
  const state = openState(source, guessed, new RegExp(TOKEN))
  const { token } = state
  for (let match = token.exec(source); match !== null; match = token.exec(source)) {
    const [, hex, word, number, symbol, brace, plain] = match
    if (plain !== undefined) passBytes(state, plain)
    else if (hex !== undefined) passBytes(state, String.fromCharCode(Number.parseInt(hex, 16)))
    else if (word !== undefined) passWord(state, word, number === undefined ? null : Number(number))
    else if (symbol !== undefined) passSymbol(state, symbol)
    else if (brace === '{') open(state)
    else if (close(state)) break
  }
  flush(state)
  const flows = new Set([state.frame, ...state.outer].map(({ flow }) => flow))
  return [...flows].reduce((sum, flow) => sum + countFlow(flow), state.count)
}

function open(state: State): void {
  flush(state)
  state.outer.push(state.frame)
  state.isFresh = true
  state.isStarred = false
  state.toSkip = 0
}

/** Ends a group; true where the document ends with it. */
function close(state: State): boolean {
  flush(state)
  const { frame, source, token } = state
  state.isFresh = false
  state.isStarred = false
  state.toSkip = 0
  const outer = state.outer.pop()
  if (outer === undefined) return false
  if (frame.field !== null && frame.field !== outer.field && frame.field.isEmpty)
    add(state, frame.field.symbol)
  if (frame.flow !== outer.flow) state.count += countFlow(frame.flow)
  state.frame = outer
  if (state.outer.length > 0 || state.root === 0) return false
  const rest = source.slice(token.lastIndex)
  if (!FOLLOWING.test(rest)) return true
  state.root = 0
  return false
}

function passSymbol(state: State, symbol: string): void {
  switch (symbol) {
    case '*':
      state.isStarred = true
      return
    case '~':
    case '-':
    case '_':
      if (state.toSkip > 0) state.toSkip -= 1
      else print(state, symbol === '~' ? ' ' : '-')
      return
    case '\\':
    case '{':
    case '}':
      passBytes(state, symbol)
      return
    case '\t':
      print(state, '\t')
      return
    case '\r':
    case '\n':
      flush(state)
      part(state)
      return
    default:
      return
  }
}

/** The file as a text of one character a byte, or in UTF-16 as it is. */
function readSource(bytes: Uint8Array): string {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const mark = file.toString('hex', 0, 3)
  if (mark.startsWith('fffe')) return file.toString('utf16le', 2)
  if (mark.startsWith('feff')) return new TextDecoder('utf-16be').decode(file)
  return file.toString('latin1', mark === 'efbbbf' ? 3 : 0)
}
