import { crc32, deflateSync } from 'node:zlib'
import { type Makers, MEGA, noise, textOf } from './report.ts'

const answers: Readonly<Record<string, string>> = {
  brackets: '('.repeat(200_000),
  quotes: '«'.repeat(200_000),
  dates: 'до 1 березня 2016 року та 2 квітня 2017 року, '.repeat(5000),
  numbers: '1.1.1.1.1.'.repeat(40_000),
  negations: 'не '.repeat(100_000),
  clauses: 'але не виконано, однак '.repeat(10_000),
  bodies: 'управління освіти, департамент культури, '.repeat(10_000),
  adjectives: 'обласна, районна, міська, сільська, '.repeat(10_000),
  hyphens: 'пере-\u00ad- '.repeat(100_000),
  spaces: `в${' '.repeat(500_000)}иконано`,
  torn: 'в и к о н а н о '.repeat(20_000),
  digits: '9'.repeat(500_000),
  accents: `e${'\u0301'.repeat(200_000)}`,
  directions: '\u202e\u2066'.repeat(100_000),
  surrogates: '\ud83d\ude00'.repeat(100_000),
  apostrophes: "'’ʼ".repeat(100_000),
}

/** Text against every pattern, and text that is none. */
export const TEXTS: Makers = {
  ...Object.fromEntries(
    Object.entries(answers).flatMap(([name, text]): [string, () => Buffer][] => [
      [`response-${name}.txt`, () => Buffer.from(textOf(text))],
      [`measure-${name}.txt`, () => Buffer.from(textOf('Виконано', `1) ${text}`))],
    ]),
  ),
  'one-line.txt': () => Buffer.from('а'.repeat(8 * MEGA)),
  'words.txt': () => Buffer.from('виконано захід '.repeat(MEGA / 2)),
  'lines.txt': () => Buffer.from('1.\n'.repeat(MEGA)),
  'rows.txt': () => Buffer.from(`${textOf('Виконано')}${'1)\tx\ty\tz\n'.repeat(60_000)}`),
  'ruled.txt': () =>
    Buffer.from(`${'+---'.repeat(2000)}+\n${`${'|   '.repeat(2000)}|\n`.repeat(200)}`),
  'columns.txt': () => Buffer.from(`${'\t'.repeat(200_000)}\n`.repeat(20)),
  'labels.txt': () => Buffer.from('I. II. III. IV. '.repeat(100_000)),
  'romans.txt': () => Buffer.from(`${'M'.repeat(200_000)}. Розділ\n${textOf('Виконано')}`),
  // Capitals up to a small letter at the very end, and cells that go on for ever.
  'capitals.txt': () =>
    Buffer.from(`${textOf('Виконано')}${`3.\t${'АБ'.repeat(400)}я\tх\n`.repeat(200)}`),
  'capitals-below.txt': () =>
    Buffer.from(`${textOf('Виконано')}3.\tА\tАБВГ\n${'АБВГ\n'.repeat(200_000)}`),
  'open-quote.txt': () => Buffer.from(`${textOf('Виконано')}3.\tа\t"${'б\n'.repeat(200_000)}`),
  'lines-around.txt': () =>
    Buffer.from(`${'а\n'.repeat(200_000)}${textOf('Виконано')}${'а\n'.repeat(200_000)}`),
  'nul.txt': () => Buffer.from(textOf('Виконано').replaceAll(' ', '\0')),
  'controls.txt': () => Buffer.from(Array.from({ length: 100_000 }, (_, index) => index % 32)),
  'half-utf16.txt': () =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('звіт', 'utf16le').subarray(1)]),
  'bad-utf8.txt': () =>
    Buffer.concat([Buffer.from(textOf('Виконано')), Buffer.alloc(100_000, 0xc3)]),
  'noise.bin': () => noise(4 * MEGA, 9),
  'zeros.bin': () => Buffer.alloc(50 * MEGA),
  'huge.png': () => png(200_000, 200_000, deflateSync(Buffer.alloc(1000))),
  'bomb.png': () => png(9000, 9000, deflateSync(Buffer.alloc(200 * MEGA))),
  'chunks.png': () =>
    Buffer.concat(
      [png(10, 10, Buffer.alloc(0)).subarray(0, 33), chunk('tEXt', Buffer.from('a\0b'))].concat(
        Array.from({ length: 50_000 }, () => chunk('tEXt', Buffer.from('a\0b'))),
      ),
    ),
  'loop.tiff': () => {
    const bytes = Buffer.alloc(64)
    bytes.write('II*\0')
    bytes.writeUInt32LE(8, 4)
    bytes.writeUInt32LE(8, 10)
    return bytes
  },
  'strips.tiff': () => {
    const entries: [number, number, number, number][] = [
      [256, 4, 1, 50_000],
      [257, 4, 1, 50_000],
      [258, 3, 1, 1],
      [259, 3, 1, 4],
      [273, 4, 1_000_000_000, 0xfffffff0],
      [279, 4, 1_000_000_000, 0xfffffff0],
    ]
    const bytes = Buffer.alloc(8 + 2 + entries.length * 12 + 4)
    bytes.write('II*\0')
    bytes.writeUInt32LE(8, 4)
    bytes.writeUInt16LE(entries.length, 8)
    for (const [index, [tag, type, count, value]] of entries.entries()) {
      bytes.writeUInt16LE(tag, 10 + index * 12)
      bytes.writeUInt16LE(type, 12 + index * 12)
      bytes.writeUInt32LE(count, 14 + index * 12)
      bytes.writeUInt32LE(value, 18 + index * 12)
    }
    return bytes
  },
  'cut.jpg': () =>
    Buffer.concat([
      Buffer.from('ffd8ffe000104a464946000101000001000100', 'hex'),
      Buffer.from('ffc0001108fffffffffe03012200021101031101', 'hex'),
    ]),
  'segments.jpg': () =>
    Buffer.concat([
      Buffer.from('ffd8', 'hex'),
      ...Array.from({ length: 100_000 }, () => Buffer.from('ffe100021', 'hex')),
    ]),
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type), content])
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(content.length, 0)
  frame.writeUInt32BE(crc32(body), 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}

function png(width: number, height: number, data: Buffer): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  head.set([1, 0, 0, 0, 0], 8)
  const signature = Buffer.from('89504e470d0a1a0a', 'hex')
  return Buffer.concat([
    signature,
    chunk('IHDR', head),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}
