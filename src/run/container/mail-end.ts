const END_OF_HEADERS = /^\r?\n|\r?\n\r?\n/
const BOUNDARY =
  /^content-type:\s*multipart\/[^\r\n]*?;\s*boundary\s*=\s*(?:"([^"\r\n]+)"|([^\s;"]+))/im

/**
 * Whether a message of several parts ends before the line that closes the last of them (RFC 2046,
 * 5.1.1): it was cut off, and nothing else tells that the part before the cut goes on, or that parts
 * are missing. Headers are looked at as far as `longestHeaders`, in bytes.
 */
export function isCutOff(bytes: Uint8Array, longestHeaders: number): boolean {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const beginning = buffer.toString('latin1', 0, longestHeaders)
  const end = END_OF_HEADERS.exec(beginning)
  const headers = beginning.slice(0, end?.index).replace(/\r?\n[ \t]+/g, ' ')
  const [, quoted, bare] = BOUNDARY.exec(headers) ?? []
  const boundary = (quoted ?? bare ?? '').trimEnd()
  if (end === null || boundary === '') return false
  const close = Buffer.from(`\n--${boundary}--`, 'latin1')
  // Behind the headers, from their last line end on.
  return buffer.indexOf(close, Math.max(0, end.index)) < 0
}

/** The message without the beginning of a line that parts it, where it was cut off in one. */
export function withoutTornLine(bytes: Uint8Array): Uint8Array {
  const start = bytes.lastIndexOf(NEW_LINE) + 1
  return bytes[start] === DASH && bytes[start + 1] === DASH ? bytes.subarray(0, start) : bytes
}

const NEW_LINE = 0x0a
const DASH = 0x2d

/** Lines that may part a message: those that begin with two dashes. */
export function countParting(bytes: Uint8Array): number {
  let count = 0
  for (let at = bytes.indexOf(NEW_LINE); at >= 0; at = bytes.indexOf(NEW_LINE, at + 1))
    if (bytes[at + 1] === DASH && bytes[at + 2] === DASH) count += 1
  return count
}
