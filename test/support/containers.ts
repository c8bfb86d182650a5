/* Mail and signed files, written apart from their readers. */

/** One element of DER (X.690, 10.1). */
export function der(tag: number, ...contents: readonly (Uint8Array | string)[]): Buffer {
  const content = Buffer.concat(
    contents.map((one) => (typeof one === 'string' ? Buffer.from(one, 'hex') : one)),
  )
  return Buffer.concat([Buffer.from([tag]), lengthOf(content.length), content])
}

function lengthOf(length: number): Buffer {
  if (length < 0x80) return Buffer.from([length])
  const digits = length.toString(16)
  const bytes = Buffer.from(digits.padStart(digits.length + (digits.length % 2), '0'), 'hex')
  return Buffer.concat([Buffer.from([0x80 | bytes.length]), bytes])
}

/** One element of BER whose length stands nowhere. */
function ber(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  return Buffer.concat([Buffer.from([tag, 0x80]), ...contents, Buffer.from([0, 0])])
}

const SIGNED_DATA = der(0x06, '2a864886f70d010702')
const DATA = der(0x06, '2a864886f70d010701')

/** A signed file (RFC 5652) without certificates; null for a signature alone. */
export function signed(content: Uint8Array | null): Buffer {
  const inner = content === null ? [] : [der(0xa0, der(0x04, content))]
  return wrapped(der(0x30, DATA, ...inner))
}

/** As programs write that stream: no lengths, the content in pieces. */
export function signedInPieces(content: Uint8Array): Buffer {
  const middle = content.length >> 1
  const pieces = [content.subarray(0, middle), content.subarray(middle)]
  const octets = ber(0x24, ...pieces.map((piece) => der(0x04, piece)))
  const data = ber(0x30, der(0x02, '01'), der(0x31), ber(0x30, DATA, ber(0xa0, octets)), der(0x31))
  return ber(0x30, SIGNED_DATA, ber(0xa0, data))
}

function wrapped(encapsulated: Buffer): Buffer {
  const data = der(0x30, der(0x02, '01'), der(0x31), encapsulated, der(0x31))
  return der(0x30, SIGNED_DATA, der(0xa0, data))
}

export interface MailPart {
  readonly type: string
  readonly name?: string
  readonly content: Uint8Array | string
  readonly headers?: readonly string[]
}

/** A mail message of these parts. */
export function mail(parts: readonly MailPart[], type = 'multipart/mixed'): Buffer {
  const lines = [
    'From: Відділ <a@example.org>',
    'To: b@example.org',
    'Subject: =?utf-8?B?0JfQstGW0YI=?=',
    'MIME-Version: 1.0',
    `Content-Type: ${type}; boundary="=_border"`,
    '',
    'This is a message of several parts.',
    ...parts.flatMap(partLines),
    '--=_border--',
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

function partLines({ type, name, content, headers = [] }: MailPart): string[] {
  const disposition =
    name === undefined
      ? []
      : [`Content-Disposition: attachment; filename*=utf-8''${encodeURIComponent(name)}`]
  const base64 = Buffer.from(content).toString('base64')
  return [
    '--=_border',
    `Content-Type: ${type}`,
    'Content-Transfer-Encoding: base64',
    ...disposition,
    ...headers,
    '',
    ...(base64.match(/.{1,76}/g) ?? []),
  ]
}
