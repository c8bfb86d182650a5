import { openFlow } from './count-flow.ts'
import { change, flush, part, print, type State } from './count-state.ts'

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

/** What a control word does to what counts: text, breaks, fonts, groups without text. */
export function passWord(state: State, word: string, value: number | null): void {
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
    part(state)
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
