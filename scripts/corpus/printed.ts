import { writeRoman } from '../../src/text/roman.ts'

/** The text of each `\listtext` of an RTF file, in order: the numbers that it prints. */
export function printedByRtf(bytes: Uint8Array): readonly string[] {
  const rtf = Buffer.from(bytes).toString('latin1')
  return [...rtf.matchAll(/\{\\listtext((?:[^{}\\]|\\[^{}])*)\}/gu)].map(([, inside = '']) =>
    inside
      .replace(/\\u(-?\d+)(?:\\'[0-9a-f]{2}|\?| \?)?/gu, (_, code: string) =>
        String.fromCharCode((Number(code) + 0x10000) % 0x10000),
      )
      .replace(/\\tab\b/gu, ' ')
      .replace(/\\[a-z]+-?\d* ?/gu, '')
      .trim(),
  )
}

interface OpenList {
  readonly type: string
  next: number
}

/** The text of a page with the numbers of its lists as browsers print them (HTML, 4.4.5 to 4.4.8). */
export function printedByHtml(bytes: Uint8Array): string {
  const html = Buffer.from(bytes).toString('utf8')
  const body = html.slice(Math.max(html.indexOf('<body'), 0))
  const open: OpenList[] = []
  return body
    .replace(/<(\/?)(ol|ul|li)\b([^>]*)>/gu, (_, close: string, name: string, rest: string) => {
      if (name !== 'li') {
        if (close) open.pop()
        else
          open.push({
            type: attribute(rest, 'type') ?? '1',
            next: Number(attribute(rest, 'start') ?? 1),
          })
        return ' '
      }
      const list = open.at(-1)
      if (close || !list) return ' '
      const own = attribute(rest, 'value')
      const value = own === null ? list.next : Number(own)
      list.next = value + 1
      return ` ${numeral(value, list.type)}. `
    })
    .replace(/<[^>]*>/gu, ' ')
    .replaceAll('&nbsp;', ' ')
    .replaceAll('&shy;', '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}

function attribute(inside: string, name: string): string | null {
  return new RegExp(`\\b${name}="?([^"\\s>]+)`, 'u').exec(inside)?.[1] ?? null
}

function numeral(value: number, type: string): string {
  switch (type) {
    case 'I':
      return writeRoman(value)
    case 'i':
      return writeRoman(value).toLowerCase()
    case 'a':
      return String.fromCharCode(96 + value)
    case 'A':
      return String.fromCharCode(64 + value)
    default:
      return String(value)
  }
}
