import { deflateRawSync } from 'node:zlib'
import { mail, signed } from '../../test/support/containers.ts'
import { sevenZip } from '../../test/support/seven-zip.ts'
import { type TestEntry, zip } from '../../test/support/zip.ts'
import { damaged, type Makers, MEGA, noise, textOf } from './report.ts'

const report = { name: 'a.txt', content: textOf('Виконано') }
const held = { name: 'a.txt', content: Buffer.from(report.content) }
const archive = (...entries: readonly TestEntry[]) => zip({ entries })

/** Archives, mail and signed files. */
export const ARCHIVES: Makers = {
  'ratio.zip': () => archive({ name: 'a.txt', content: Buffer.alloc(120 * MEGA) }),
  'many-bombs.zip': () =>
    archive(
      ...Array.from({ length: 30 }, (_, index) => ({
        name: `${index}.txt`,
        content: Buffer.alloc(40 * MEGA, 32),
      })),
    ),
  'lying-size.zip': () => archive({ ...report, size: 10 }, { name: 'b.txt', content: 'b' }),
  'entries.zip': () =>
    archive(...Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}`, content: '' }))),
  'overlapping.zip': overlapping,
  'matryoshka.zip': () => nested(30),
  'wide-and-deep.zip': () => {
    let bytes = archive(report, { name: 'b.txt', content: 'b' })
    for (let depth = 0; depth < 4; depth += 1)
      bytes = archive(
        ...Array.from({ length: 4 }, (_, index) => ({ name: `${index}.zip`, content: bytes })),
      )
    return bytes
  },
  'no-directory.zip': () => archive(report).subarray(0, -22),
  'directory-elsewhere.zip': () => {
    const bytes = Buffer.from(archive(report))
    bytes.writeUInt32LE(0x7fffffff, bytes.length - 6)
    return bytes
  },
  'zip64-absurd.zip': () => {
    const bytes = Buffer.from(zip({ entries: [report], isZip64: true }))
    const record = bytes.indexOf(Buffer.from([0x50, 0x4b, 6, 6]))
    bytes.fill(0xff, record + 24, record + 56)
    return bytes
  },
  'twice-the-same.zip': () => archive(report, report),
  'case.zip': () => archive(report, { ...report, name: 'A.txt' }, { ...report, name: 'A.TXT' }),
  'methods.zip': () => archive({ ...report, method: 99 }, { name: 'b.txt', content: 'b' }),
  'locked.zip': () => archive({ ...report, isEncrypted: true }, { name: 'b', content: 'b' }),
  'climbing.zip': () =>
    archive(
      { ...report, name: '../../../../../tmp/evil.txt' },
      { ...report, name: '/etc/evil.txt' },
      { ...report, name: 'C:\\evil.txt' },
    ),
  'names.zip': () =>
    archive(
      { ...report, name: 'a\0b.txt' },
      { ...report, name: `${'довга '.repeat(5000)}.txt` },
      { ...report, name: '\u001b[31mred\n.txt' },
      { ...report, name: 'CON' },
    ),
  'claims.7z': () => sevenZip([{ ...held, size: 2 ** 40 }]),
  'many-claims.7z': () =>
    sevenZip(
      Array.from({ length: 9000 }, (_, index) => ({ ...held, name: `${index}`, size: MEGA })),
    ),
  'entries.7z': () =>
    sevenZip(Array.from({ length: 10_001 }, (_, index) => ({ ...held, name: `${index}` }))),
  // LZMA with a dictionary of 4 GB, over noise.
  'dictionary.7z': () =>
    sevenZip(
      [{ name: 'a.txt', content: noise(MEGA, 4), size: 100 * MEGA }],
      '23030101055dffffffff',
    ),
  'unknown-coder.7z': () => sevenZip([held], '0477777777'),
  'circle.7z': () => sevenZip([held], '11000103'),
  'matryoshka.7z': () => {
    let bytes = sevenZip([held])
    for (let depth = 0; depth < 30; depth += 1) bytes = sevenZip([{ name: 'a.7z', content: bytes }])
    return bytes
  },
  'climbing.7z': () => sevenZip([{ ...held, name: '../../../../../tmp/evil.txt' }]),
  'cut.7z': () => sevenZip([held]).subarray(0, -10),
  'header-far-away.7z': () => {
    const bytes = Buffer.from(sevenZip([held]))
    bytes.fill(0xff, 12, 20)
    return bytes
  },
  'noise.7z': () => Buffer.concat([Buffer.from('377abcaf271c0004', 'hex'), noise(MEGA, 5)]),
  'noise.zip': () => Buffer.concat([Buffer.from('PK\u0003\u0004'), noise(MEGA, 1)]),
  'only-folders.zip': () => archive({ name: 'a/', content: '' }, { name: 'b/', content: '' }),
  'parts-without-end.eml': () =>
    Buffer.from(
      `From: a@b.c\nTo: d@e.f\n${Array.from(
        { length: 50_000 },
        (_, depth) => `Content-Type: multipart/mixed; boundary=b${depth}\n\n--b${depth}\n`,
      ).join('')}`,
    ),
  'many-parts.eml': () =>
    mail(Array.from({ length: 20_000 }, () => ({ type: 'text/x', name: 'a', content: 'x' }))),
  'long-header.eml': () =>
    Buffer.from(`From: a@b.c\nTo: ${'"a" <a@b.c>, ('.repeat(200_000)}\nSubject: x\n\nx`),
  'encoded-words.eml': () =>
    Buffer.from(`From: a@b.c\nTo: d@e.f\nSubject: ${'=?utf-8?B?=?='.repeat(100_000)}\n\nx`),
  'empty-parts.eml': () =>
    Buffer.from(
      `From: a@b.c\nTo: d@e.f\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n${'--b\n'.repeat(MEGA)}--b--`,
    ),
  'cut.eml': () => {
    const whole = mail([{ type: 'text/plain', name: 'a.txt', content: report.content }])
    return whole.subarray(0, whole.length - 200)
  },
  'base64.eml': () => coded(damaged(held.content)),
  // Ten million lines of a letter and what is none.
  'base64-lines.eml': () => coded('A!\n'.repeat(10 * MEGA)),
  'base64-padding.eml': () => coded('A='.repeat(10 * MEGA)),
  'torn-line.eml': () => {
    const whole = mail([{ type: 'text/plain', name: 'a.txt', content: report.content }])
    return whole.subarray(0, whole.length - 8)
  },
  'nothing-attached.eml': () => Buffer.from('From: a@b.c\nTo: d@e.f\nMIME-Version: 1.0\n\n'),
  'endless.p7s': () => Buffer.from(`308006092a864886f70d010702a080${'3080'.repeat(MEGA)}`, 'hex'),
  // A content in five million pieces of one byte.
  'pieces.p7s': () =>
    Buffer.from(
      `308006092a864886f70d010702a08030800201013100308006092a864886f70d010701a0802480${'040161'.repeat(5 * MEGA)}${'0000'.repeat(6)}`,
      'hex',
    ),
  'too-long.p7s': () => Buffer.from('3086ffffffffffff06092a864886f70d010702a08430ffffffff', 'hex'),
  'signed-bomb.p7s': () => signed(archive({ name: 'a.txt', content: Buffer.alloc(120 * MEGA) })),
  'signed-of-signed.p7s': () => {
    let bytes = signed(Buffer.from(report.content))
    for (let depth = 0; depth < 40; depth += 1) bytes = signed(bytes)
    return bytes
  },
  'empty.asice': () =>
    archive(
      { name: 'mimetype', content: 'application/vnd.etsi.asic-e+zip', isStored: true },
      { name: 'META-INF/signatures.xml', content: '<x/>' },
    ),
}

/** A message with one attached text, whose base64 is this. */
function coded(base64: string): Buffer {
  return Buffer.from(
    `From: a@b.c\nTo: d@e.f\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\nContent-Transfer-Encoding: base64\n\n${base64}\n--b--\n`,
  )
}

function nested(depth: number): Buffer {
  let bytes = archive(report)
  for (let level = 0; level < depth; level += 1) bytes = archive({ name: 'z.zip', content: bytes })
  return bytes
}

/** A thousand entries that all unpack the same bytes (D. Fifield, "A better zip bomb"). */
function overlapping(): Buffer {
  const content = Buffer.alloc(MEGA)
  const whole = zip({ entries: [{ name: 'a', content }] })
  const packed = deflateRawSync(content).length
  const start = 30 + 1 + packed
  const entry = whole.subarray(start, whole.length - 22)
  const end = Buffer.from(whole.subarray(whole.length - 22))
  const count = 1000
  const entries = Array.from({ length: count }, (_, index) => {
    const named = Buffer.concat([entry.subarray(0, 46), Buffer.from(`a${index}`)])
    named.writeUInt16LE(named.length - 46, 28)
    return named
  })
  const directory = Buffer.concat(entries)
  end.writeUInt16LE(count, 8)
  end.writeUInt16LE(count, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(start, 16)
  return Buffer.concat([whole.subarray(0, start), directory, end])
}
