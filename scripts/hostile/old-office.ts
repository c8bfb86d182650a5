import { readFileSync } from 'node:fs'
import { compound } from '../../test/support/compound.ts'
import { rtf, row as rtfRow } from '../../test/support/rtf.ts'
import { type Makers, MEGA, noise, rowsOf } from './report.ts'

const FIXTURE = new URL('../../fixtures/documents/e-youth/auto.doc', import.meta.url)
const healthy = rowsOf('Виконано')
  .map((cells) => rtfRow(...cells))
  .join('')

/** Rich text and Word 97 files. */
export const OLD_OFFICE: Makers = {
  'groups.rtf': () => rtf(`${'{'.repeat(2_000_000)}${healthy}`),
  'groups-that-change.rtf': () => rtf('{\\b '.repeat(300_000)),
  'binary.rtf': () => rtf(`{\\*\\x\\bin2000000000 }${healthy}`),
  'unicode.rtf': () => rtf(`\\uc99999 ${'\\u-1 '.repeat(500_000)}`),
  'cells.rtf': () => rtf(`\\trowd${'\\cellx1'.repeat(500_000)}${'\\cell'.repeat(500_000)}\\row`),
  'numbers.rtf': () => rtf(`${'\\fs99999999999999999999'.repeat(100_000)} x`),
  'lists.rtf': () =>
    rtf(
      `\\pard\\ls1\\ilvl99999 x\\par\\ls-1 y\\par ${healthy}`,
      `{\\*\\listtable${"{\\list{\\listlevel\\levelnfc0\\levelstartat2000000000{\\leveltext\\'ff;}{\\levelnumbers\\'ff\\'ff;}}\\listid1}".repeat(20_000)}}{\\*\\listoverridetable{\\listoverride\\listid1\\ls1}}`,
    ),
  'fonts.rtf': () =>
    rtf(healthy, `{\\fonttbl${'{\\f1\\fcharset204 {\\*\\falt A}B;}'.repeat(100_000)}}`),
  'cut.rtf': () => rtf(healthy).subarray(0, -150),
  'picture.rtf': () => rtf(`{\\pict\\pngblip ${'ff'.repeat(10 * MEGA)}}${healthy}`),
  'tables-in-tables.rtf': () =>
    rtf(
      Array.from(
        { length: 3000 },
        (_, depth) => `\\pard\\intbl\\itap${depth + 1} x\\nestcell`,
      ).join(''),
    ),
  'lines.rtf': () => rtf(`${'a\\line '.repeat(200_000)}${healthy}${'a\\line '.repeat(200_000)}`),
  'fat-loop.doc': () => changed((bytes) => fat(bytes, (sector) => sector)),
  'fat-zigzag.doc': () => changed((bytes) => fat(bytes, (sector) => sector ^ 1)),
  'directory-loop.doc': () =>
    changed((bytes) => {
      const directory = (bytes.readUInt32LE(0x30) + 1) * 512
      for (let entry = 0; entry < 4; entry += 1)
        for (const field of [0x44, 0x48, 0x4c])
          bytes.writeUInt32LE(entry, directory + entry * 128 + field)
    }),
  'wild-head.doc': () => changed((bytes) => bytes.fill(noise(512, 7), 512, 1024)),
  'wild-offsets.doc': () =>
    changed((bytes) => {
      for (let at = 512 + 0x9a; at < 512 + 0x380; at += 8) bytes.writeUInt32LE(0x7ffffff0, at)
    }),
  'wild-lengths.doc': () =>
    changed((bytes) => {
      for (let at = 512 + 0x9e; at < 512 + 0x380; at += 8) bytes.writeUInt32LE(0xfffffff0, at)
    }),
  ...Object.fromEntries(
    [1, 2, 3, 4, 5, 6].map((seed) => [
      `scattered-${seed}.doc`,
      () =>
        changed((bytes) => {
          const places = noise(4000, seed)
          for (let at = 0; at + 4 < places.length; at += 4)
            bytes[512 + (places.readUInt32LE(at) % (bytes.length - 512))] = places[at + 3] ?? 0
        }),
    ]),
  ),
  'streams.doc': () =>
    compound(
      Array.from({ length: 3000 }, (_, index) => ({
        name: `S${index}`,
        content: Buffer.alloc(10, index),
      })),
    ),
  'empty-stream.doc': () => compound([{ name: 'WordDocument', content: Buffer.alloc(0) }]),
  'head-only.doc': () => readFileSync(FIXTURE).subarray(0, 512),
}

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(readFileSync(FIXTURE))
  change(bytes)
  return bytes
}

/** Every sector of a compound file is followed by the one that `next` gives. */
function fat(bytes: Buffer, next: (sector: number) => number): void {
  const table = (bytes.readUInt32LE(0x4c) + 1) * 512
  for (let sector = 0; sector < 128; sector += 1)
    bytes.writeUInt32LE(next(sector), table + sector * 4)
}
