/*
 * The parts of a MIME message (RFC 2045, 2046) as they stand: nothing is decoded. Text is a unit a byte.
 */

/** One part of a MIME message; its body is not decoded. */
export interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** More is no headers, bytes. */
export const LONGEST_HEADERS = 64 * 1024

/** A part, or a whole message. */
export function readPart(text: string): Part {
  // The headers end with the first empty line; a part may have none.
  const end = /^\r?\n|\r?\n\r?\n|\r\r/.exec(text.slice(0, LONGEST_HEADERS))
  if (end === null) return { headers: new Map(), body: text }
  const headers = new Map<string, string>()
  const unfolded = text.slice(0, end.index).replace(/\r?\n[ \t]+/g, ' ')
  for (const line of unfolded.split(/\r\n|\r|\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return { headers, body: text.slice(end.index + end[0].length) }
}

/** RFC 2046, 5.1.1: a boundary begins a line; the last one may be missing. */
export function* splitParts(body: string, boundary: string): Generator<string> {
  let start = -1
  for (let at = body.indexOf(boundary); at !== -1; at = body.indexOf(boundary, at + 1)) {
    if (at > 0 && body[at - 1] !== '\n' && body[at - 1] !== '\r') continue
    const lineEnd = endOfLine(body, at + boundary.length)
    const rest = body.slice(at + boundary.length, lineEnd).trim()
    if (rest !== '' && rest !== '--') continue
    if (start !== -1) yield body.slice(start, at)
    if (rest === '--') return
    start = lineEnd
    if (body[start] === '\r') start += 1
    if (body[start] === '\n') start += 1
  }
  if (start !== -1) yield body.slice(start)
}

function endOfLine(text: string, start: number): number {
  let end = start
  while (end < text.length && text[end] !== '\n' && text[end] !== '\r') end += 1
  return end
}

/** Its content type with its parameters, in small letters. */
export function typeOf({ headers }: Part): string {
  return (headers.get('content-type') ?? '').trim().toLowerCase()
}

/** A parameter of a header; null where there is none. */
export function parameterOf({ headers }: Part, header: string, name: string): string | null {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(
    headers.get(header) ?? '',
  )
  return found?.[1] ?? found?.[2] ?? null
}

/** How its body is coded, in small letters. */
export function encodingOf({ headers }: Part): string {
  return (headers.get('content-transfer-encoding') ?? '').trim().toLowerCase()
}
