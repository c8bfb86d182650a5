/** One piece of a rich text; `scanner` tells what it holds. */
type Kind = 'open' | 'close' | 'text' | 'byte' | 'word' | 'symbol' | 'end'

/** A rich text and the piece of it read last. */
export interface Scanner {
  /** One character a byte; above U+00FF only where the file is UTF-16. */
  readonly source: string
  /** Behind the piece. */
  at: number
  /** Of `text` its characters, of `word` its name, of `symbol` its character. */
  text: string
  /** Of `byte` its value, of `word` its number, null where it has none. */
  value: number | null
  /** The file ends inside a piece. */
  isCut: boolean
}

const BACKSLASH = 0x5c
const OPEN = 0x7b
const CLOSE = 0x7d
const CARRIAGE_RETURN = 0x0d
const LINE_FEED = 0x0a
const MINUS = 0x2d
const SPACE = 0x20
/** A number has at most ten digits; more say nothing. */
const MOST_DIGITS = 10
const MARKS = /[{}\\]/g

export function createScanner(source: string): Scanner {
  return { source, at: 0, text: '', value: null, isCut: false }
}

/** Reads the next piece (RTF 1.9.1, «RTF Syntax»); line ends between pieces are passed over. */
export function next(scanner: Scanner): Kind {
  const { source } = scanner
  let code = source.charCodeAt(scanner.at)
  while (code === CARRIAGE_RETURN || code === LINE_FEED) {
    scanner.at += 1
    code = source.charCodeAt(scanner.at)
  }
  if (Number.isNaN(code)) return 'end'
  switch (code) {
    case OPEN:
      scanner.at += 1
      return 'open'
    case CLOSE:
      scanner.at += 1
      return 'close'
    case BACKSLASH:
      return readControl(scanner)
    default:
      return readText(scanner)
  }
}

/** Passes over the rest of the group that is open; stops before its closing brace. */
export function skipGroup(scanner: Scanner): void {
  let depth = 0
  for (;;) {
    MARKS.lastIndex = scanner.at
    const mark = MARKS.exec(scanner.source)
    if (mark === null) {
      scanner.at = scanner.source.length
      scanner.isCut = true
      return
    }
    scanner.at = mark.index
    // The data of `\bin` may hold braces.
    if (mark[0] === '\\') readControl(scanner)
    else if (mark[0] === '{') {
      depth += 1
      scanner.at += 1
    } else {
      if (depth === 0) return
      depth -= 1
      scanner.at += 1
    }
  }
}

function readText(scanner: Scanner): Kind {
  const { source, at: start } = scanner
  let end = start + 1
  for (; end < source.length; end += 1) {
    const code = source.charCodeAt(end)
    if (code === BACKSLASH || code === OPEN || code === CLOSE) break
    if (code === CARRIAGE_RETURN || code === LINE_FEED) break
  }
  scanner.at = end
  scanner.text = source.slice(start, end)
  return 'text'
}

function readControl(scanner: Scanner): Kind {
  const { source } = scanner
  const start = scanner.at + 1
  let end = start
  while (isLetter(source.charCodeAt(end))) end += 1
  if (end === start) return readSymbol(scanner, start)
  scanner.text = source.slice(start, end)
  scanner.at = end
  readNumber(scanner)
  if (source.charCodeAt(scanner.at) === SPACE) scanner.at += 1
  if (scanner.text === 'bin') skipData(scanner)
  return 'word'
}

function readNumber(scanner: Scanner): void {
  const { source } = scanner
  const isNegative = source.charCodeAt(scanner.at) === MINUS
  let end = isNegative ? scanner.at + 1 : scanner.at
  const first = end
  let value = 0
  for (; isDigit(source.charCodeAt(end)); end += 1)
    if (end - first < MOST_DIGITS) value = value * 10 + source.charCodeAt(end) - 0x30
  scanner.value = end === first ? null : isNegative ? -value : value
  if (end > first) scanner.at = end
}

function skipData(scanner: Scanner): void {
  const end = scanner.at + Math.max(0, scanner.value ?? 0)
  if (end > scanner.source.length) scanner.isCut = true
  scanner.at = Math.min(end, scanner.source.length)
}

function readSymbol(scanner: Scanner, at: number): Kind {
  const { source } = scanner
  if (at >= source.length) {
    scanner.at = at
    scanner.isCut = true
    return 'end'
  }
  scanner.text = source.charAt(at)
  scanner.at = at + 1
  if (scanner.text !== "'") return 'symbol'
  const value = hexadecimal(source.charCodeAt(at + 1)) * 16 + hexadecimal(source.charCodeAt(at + 2))
  if (Number.isNaN(value)) {
    if (at + 3 > source.length) scanner.isCut = true
    return 'symbol'
  }
  scanner.value = value
  scanner.at = at + 3
  return 'byte'
}

function hexadecimal(code: number): number {
  if (isDigit(code)) return code - 0x30
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x61 + 10 : Number.NaN
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39
}

function isLetter(code: number): boolean {
  const lower = code | 0x20
  return lower >= 0x61 && lower <= 0x7a
}
