import { addToFlow, countFlow, type Flow, openFlow, partFlow } from './count-flow.ts'
import { characterCoder, type Decode, standardFont } from './count-fonts.ts'

/*
 * The independent count: shares no code with the reader. One pass of a pattern over the file, with
 * a frame for each group; it knows of no paragraph, cell or list, only of text that counts or not.
 */
const TOKEN = /\\'([0-9a-f]{2})|\\([a-z]+)(-?\d+)? ?|\\([^a-z])|([{}])|([^\\{}\r\n]+)/gi
const SKIPPED = /\\bin(\d+) ?|\\[\s\S]|[{}]/g
const NO_TEXT =
  /^(?:aftn(?:cn|sepc?)|annotation|author|atnid|background|bkmk(?:end|start)|buptim|color(?:schememapping|tbl)|comment|company|creatim|data(?:field|store)|doccomm|falt|filetbl|fonttbl|ftn(?:cn|sepc?)|generator|info|keywords|latentstyles|linkval|list(?:name|overridetable|picture|table|text)|mmathPict|m\w*Pr|nonesttables|nonshppict|obj(?:class|data|name)|operator|panose|picprop|pict|pn(?:seclvl|text|txt[ab])?|printim|private|propname|revt(?:bl|im)|rsidtbl|rxe|shp(?:pict|rslt)|sn|sp|staticval|stylesheet|subject|sv|tcn?|template|themedata|title|txe|userprops|xe)$/
const DATA = /^(?:pict|objdata|fonttbl|colortbl|themedata|datastore)$/
const TEXT = /^(?:(?:header|footer)[lrf]?|footnote|shptxt|dptxbxtext|result)$/
const SILENT = /^(?:shp|shpgrp|shpinst|do|object)$/
const PASSED = /^(?:field|fldinst|fldrslt|ud|upr|moMath|moMathPara|mden|nesttableprops)$/
const CHARACTER =
  /^(?:emdash|endash|bullet|[lr](?:dbl)?quote|ltrmark|rtlmark|zwn?bo|zwn?j|(?:em|en|qm)space)$/
const PRINTED_BREAK = /^(?:line|tab|column)$/
const BREAK = /^(?:par|cell|nestcell|row|nestrow|page|sect)$/
const FOLLOWING = /\\(?:par|pard|cell|row|rtf)\b/
// biome-ignore lint/suspicious/noControlCharactersInRegex: controls do not count.
const CONTROLS = /[\0-\b\x0e-\x1f\x7f]/g

/** What holds in a group; never changed, but replaced. */
interface Frame {
  readonly flow: Flow
  readonly isHidden: boolean
  readonly isSilent: boolean
  readonly isDeleted: boolean
  readonly font: number
  readonly fallback: number
  readonly field: { isEmpty: boolean; symbol: string } | null
}

interface State {
  readonly source: string
  readonly token: RegExp
  readonly decode: Decode
  readonly standard: number
  /** The frames around the one that is open. */
  readonly outer: Frame[]
  frame: Frame
  root: number
  isFresh: boolean
  isStarred: boolean
  toSkip: number
  bytes: string
  /** Of the flows that have ended. */
  count: number
}

/**
 * Characters that are not white space (UTF-16 units after NFC) in a rich text: body, notes, headers
 * and text boxes, without deleted text, printed numbers and the codes of fields. `guessed` is the
 * encoding of bytes whose charset is Latin or untold.
 */
export function countRtf(source: string, guessed: string | null): number {
  const state: State = {
    source,
    token: new RegExp(TOKEN),
    decode: characterCoder(source, guessed),
    standard: standardFont(source),
    outer: [],
    frame: {
      flow: openFlow(),
      isHidden: false,
      isSilent: false,
      isDeleted: false,
      font: 0,
      fallback: 1,
      field: null,
    },
    root: 1,
    isFresh: true,
    isStarred: false,
    toSkip: 0,
    bytes: '',
    count: 0,
  }
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

function passBytes(state: State, run: string): void {
  const rest = run.slice(state.toSkip)
  state.toSkip = Math.max(0, state.toSkip - run.length)
  if (state.isFresh && /\S/.test(rest)) state.isFresh = false
  state.isStarred = false
  state.bytes += rest
}

function flush(state: State): void {
  const { bytes } = state
  state.bytes = ''
  if (bytes !== '') add(state, state.decode(bytes, state.frame.font))
}

function add(state: State, raw: string): void {
  const { frame } = state
  if (frame.isSilent) return
  const text = raw.replace(CONTROLS, '')
  if (text === '') return
  if (frame.field !== null) frame.field.isEmpty = false
  if (frame.isDeleted) return
  addToFlow(frame.flow, text, frame.isHidden)
}

/** Ends what stands together. */
function part({ frame: { flow, isSilent } }: State): void {
  if (!isSilent) partFlow(flow)
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

function print(state: State, text: string): void {
  flush(state)
  add(state, text)
}

function passWord(state: State, word: string, value: number | null): void {
  const { token, isStarred } = state
  state.isStarred = false
  if (word === 'bin') token.lastIndex += Math.max(0, value ?? 0)
  if (state.toSkip > 0) {
    state.toSkip -= 1
    if (CHARACTER.test(word) || word === 'bin') return
    if (word === 'u') state.toSkip = 0
  }
  const isDestination = state.outer.length > state.root && (state.isFresh || DATA.test(word))
  if (isDestination && passDestination(state, word, isStarred)) return
  if (word === 'u') {
    print(state, unicode(state, value ?? 0))
    state.toSkip = state.frame.fallback
  } else if (CHARACTER.test(word)) print(state, word.endsWith('space') ? ' ' : '*')
  else if (PRINTED_BREAK.test(word)) print(state, '\n')
  else if (BREAK.test(word)) {
    flush(state)
    // A paragraph whose end was deleted goes on.
    if (!state.frame.isDeleted || word !== 'par') part(state)
  } else passFormat(state, word, value)
}

function passFormat(state: State, word: string, value: number | null): void {
  switch (word) {
    case 'f':
    case 'deff':
      change(state, { font: value ?? 0 })
      return
    case 'plain':
      change(state, { font: state.standard, isDeleted: false, isHidden: false })
      return
    case 'v':
      change(state, { isHidden: value !== 0 })
      return
    case 'deleted':
    case 'mvf':
      change(state, { isDeleted: value !== 0 })
      return
    case 'uc':
      change(state, { fallback: Math.max(0, value ?? 1) })
      return
    default:
      return
  }
}

function change(state: State, changes: Partial<Frame>): void {
  flush(state)
  state.frame = { ...state.frame, ...changes }
}

/** Whether the word decides what becomes of its group. */
function passDestination(state: State, word: string, isStarred: boolean): boolean {
  const { source, token } = state
  if (TEXT.test(word)) {
    change(state, { isSilent: false, ...(word === 'result' ? {} : { flow: openFlow() }) })
  } else if (SILENT.test(word)) change(state, { isSilent: true })
  else if (PASSED.test(word)) passNamed(state, word)
  else if (isStarred || NO_TEXT.test(word)) {
    flush(state)
    token.lastIndex = endOf(source, token.lastIndex)
  } else return false
  return true
}

function passNamed(state: State, word: string): void {
  flush(state)
  const { source, token, frame } = state
  if (word === 'field') change(state, { field: { isEmpty: true, symbol: '' } })
  if (word === 'upr') {
    const next = /^[\r\n ]*\{/.exec(source.slice(token.lastIndex, token.lastIndex + 16))
    if (next !== null) token.lastIndex = endOf(source, token.lastIndex + next[0].length) + 1
  }
  if (word === 'fldinst') {
    const end = endOf(source, token.lastIndex)
    if (frame.field !== null) {
      frame.field.symbol = symbolIn(
        source.slice(token.lastIndex, Math.min(end, token.lastIndex + 1000)),
      )
      frame.field.isEmpty = true
    }
    token.lastIndex = end
  }
}

/** One character that counts, or does not, as the one that a SYMBOL field stands for. */
function symbolIn(code: string): string {
  const plain = code.replaceAll('\\\\', '|').replace(/\\[a-z]+-?\d* ?|\\[^a-z]|[{}\r\n]/gi, '')
  const number = /^\s*SYMBOL\s+(0x[0-9a-f]{1,6}|\d{1,7})/i.exec(plain)?.[1]
  if (number === undefined) return ''
  const value = Number(number)
  if (value === 0x20 || value === 0xf020) return ' '
  return value > 0xffff && value <= 0x10ffff ? '**' : '*'
}

function unicode(state: State, value: number): string {
  const code = value < 0 ? value + 0x10000 : value
  if (code >= 0xf020 && code <= 0xf0ff)
    return state.decode(String.fromCharCode(code), state.frame.font)
  return code >= 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '*'
}

/** Where the brace stands that closes the group open at `from`. */
function endOf(source: string, from: number): number {
  const skipped = new RegExp(SKIPPED)
  skipped.lastIndex = from
  let depth = 0
  for (let match = skipped.exec(source); match !== null; match = skipped.exec(source)) {
    if (match[1] !== undefined) skipped.lastIndex += Number(match[1])
    else if (match[0] === '{') depth += 1
    else if (match[0] === '}') {
      if (depth === 0) return match.index
      depth -= 1
    }
  }
  return source.length
}
