/** What base64 stands for. */
interface Decoded {
  readonly bytes: Buffer
  /** It is written as programs write it, without anything that readers disagree on. */
  readonly isPlain: boolean
  /** Letters were lost or others came between them: the bytes may be other ones than were sent. */
  readonly isDamaged: boolean
}

const GROUP = 4
/** So many lines show whether they end behind groups. */
const ENOUGH = 1000
const NOT_STANDARD = /[^A-Za-z0-9+/]/
const END = /^[A-Za-z0-9+/]*={0,2}$/
/** Neither in the alphabets of RFC 4648 nor between the letters that a mail program writes. */
const FOREIGN = /[^A-Za-z0-9+/_=\s-]/
const NO_LETTER = /[^A-Za-z0-9+/_=-]/

/**
 * The bytes of base64 as far as they can be told: what is no letter of it is passed over, and behind
 * «=» it goes on. Programs end their lines behind whole groups (RFC 2045, 6.8): where most lines do,
 * what is lost in one spoils no other.
 */
export function decodeBase64(text: string): Decoded {
  // As nearly always.
  if (isPlain(text)) return { bytes: Buffer.from(text, 'base64'), isPlain: true, isDamaged: false }
  const { whole, broken } = countLines(text)
  const isByLines = whole > broken
  const bytes = Buffer.allocUnsafe(text.length)
  let length = 0
  for (const stretch of isByLines ? linesOf(text) : [text])
    for (const unit of piecesOf(lettersOf(stretch), '='))
      length += bytes.write(unit, length, 'base64')
  return {
    bytes: bytes.subarray(0, length),
    isPlain: false,
    isDamaged: FOREIGN.test(text) || (isByLines && broken > 0),
  }
}

/** Whole groups in each line but the last, and nothing behind the padding. */
function isPlain(text: string): boolean {
  let at = 0
  for (const line of linesOf(text)) {
    at += line.length + 1
    const letters = line.trimEnd()
    if (letters.length % GROUP !== 0 || NOT_STANDARD.test(letters))
      return END.test(letters) && text.slice(at).trim() === ''
  }
  return true
}

/** Lines of whole groups and others; padding ends a group wherever it stands, and so does the text. */
function countLines(text: string): { readonly whole: number; readonly broken: number } {
  const counts = { whole: 0, broken: 0 }
  let isBroken = false
  for (const line of linesOf(text)) {
    const letters = lettersOf(line)
    if (letters === '') continue
    if (isBroken) counts.broken += 1
    isBroken = letters.length % GROUP !== 0 && !letters.includes('=')
    if (!isBroken) counts.whole += 1
    if (counts.broken > ENOUGH && counts.broken > 2 * counts.whole) break
  }
  return counts
}

const IS_LETTER = Uint8Array.from({ length: 256 }, (_, code) =>
  NO_LETTER.test(String.fromCharCode(code)) ? 0 : 1,
)

/** Without what is none; where there are millions of these, `replace` takes much memory. */
function lettersOf(text: string): string {
  if (!NO_LETTER.test(text)) return text
  const letters = Buffer.allocUnsafe(text.length)
  let length = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (IS_LETTER[code] === 1) {
      letters[length] = code
      length += 1
    }
  }
  return letters.toString('latin1', 0, length)
}

function linesOf(text: string): Generator<string> {
  return piecesOf(text, '\n')
}

/** As `split`, one at a time: there may be millions. */
function* piecesOf(text: string, between: string): Generator<string> {
  let at = 0
  for (let end = text.indexOf(between); end >= 0; end = text.indexOf(between, at)) {
    yield text.slice(at, end)
    at = end + between.length
  }
  yield text.slice(at)
}
