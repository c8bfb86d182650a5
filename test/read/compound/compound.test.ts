import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { openCompound } from '../../../src/containers/compound/index.ts'
import { DEFAULT_LIMITS, type Limits } from '../../../src/containers/limits.ts'
import { compound } from '../../support/compound.ts'

const LARGE = Buffer.from(Array.from({ length: 5000 }, (_, index) => index % 251))
const SMALL = Buffer.from('невеликий')
const SIGNATURE = Buffer.from('d0cf11e0a1b11ae1', 'hex')
const END = 0xfffffffe
const whole = compound([
  { name: 'Large', content: LARGE },
  { name: 'Small', content: SMALL },
  { name: 'Empty', content: Buffer.alloc(0) },
  { name: 'Large', content: Buffer.alloc(5000), storage: 'Inside' },
  { name: 'Inner', content: SMALL, storage: 'Inside' },
])

const open = (bytes: Uint8Array, limits: Limits = DEFAULT_LIMITS) => openCompound(bytes, limits)

function changed(change: (bytes: Buffer) => void): Buffer {
  const bytes = Buffer.from(whole)
  change(bytes)
  return bytes
}

/** Where the sector of this number begins. */
const sector = (number: number) => (number + 1) * 512
const directoryOf = (bytes: Buffer) => sector(bytes.readUInt32LE(48))
const tableOf = (bytes: Buffer) => sector(bytes.readUInt32LE(76))

describe('streams', () => {
  test.each<[string, Buffer]>([
    ['Large', LARGE],
    ['large', LARGE],
    ['Small', SMALL],
    ['Empty', Buffer.alloc(0)],
  ])('«%s» is read', (name, content) => {
    expect(open(whole).has(name)).toBe(true)
    expect(open(whole).read(name).equals(content)).toBe(true)
  })

  test('of storages inside are not those of the root', () => {
    expect(open(whole).has('Inner')).toBe(false)
    expect(() => open(whole).read('Inner')).toThrow(/«Inner»/)
  })

  test('are found one by one where their tree is broken', () => {
    const bytes = changed((file) => file.writeUInt32LE(0xffffffff, directoryOf(file) + 76))
    expect(open(bytes).read('Small').equals(SMALL)).toBe(true)
  })

  test('of a directory that runs in a circle are found', () => {
    const bytes = changed((file) => {
      const first = file.readUInt32LE(48)
      file.writeUInt32LE(first, tableOf(file) + first * 4)
    })
    expect(open(bytes).read('Large').equals(LARGE)).toBe(true)
  })

  test('of a tree that runs in a circle are found', () => {
    const bytes = changed((file) => file.writeUInt32LE(1, directoryOf(file) + 128 + 68))
    expect(open(bytes).read('Large').equals(LARGE)).toBe(true)
  })
})

test('sectors of 4096 bytes are read, the last one cut short with the file', () => {
  const size = 4096
  const bytes = Buffer.alloc(size * 5)
  SIGNATURE.copy(bytes)
  bytes.writeUInt16LE(4, 26)
  bytes.writeUInt16LE(12, 30)
  bytes.writeUInt32LE(1, 44)
  bytes.writeUInt32LE(1, 48)
  bytes.writeUInt32LE(4096, 56)
  bytes.writeUInt32LE(END, 60)
  bytes.writeUInt32LE(END, 68)
  bytes.fill(0xff, 76, 512)
  bytes.writeUInt32LE(0, 76)
  for (const [index, next] of [0xfffffffd, END, 3, END].entries())
    bytes.writeUInt32LE(next, size + index * 4)
  const entry = (at: number, name: string, kind: number, more: Record<number, number>) => {
    bytes.write(name, at, 'utf16le')
    bytes.writeUInt16LE((name.length + 1) * 2, at + 64)
    bytes.writeUInt8(kind, at + 66)
    for (const [offset, value] of Object.entries(more))
      bytes.writeUInt32LE(value, at + Number(offset))
  }
  const none = { 68: 0xffffffff, 72: 0xffffffff, 76: 0xffffffff }
  entry(size * 2, 'Root Entry', 5, { ...none, 76: 1, 116: END })
  entry(size * 2 + 128, 'A', 2, { ...none, 116: 2, 120: 5000 })
  bytes.fill(9, size * 3, size * 3 + 5000)
  for (const file of [bytes, bytes.subarray(0, size * 3 + 5000)])
    expect(open(file).read('A').equals(Buffer.alloc(5000, 9))).toBe(true)
  expect(() => open(bytes.subarray(0, size * 3 + 4999)).read('A')).toThrow(/cut off/)
})

test('more allocation tables than the header names are found', () => {
  // 109 tables reach over 6.8 MB.
  const content = Buffer.alloc(8 * 1024 * 1024, 3)
  const bytes = compound([{ name: 'A', content }])
  expect(open(bytes).read('A').equals(content)).toBe(true)
})

describe('a damaged file is refused', () => {
  const read = (bytes: Uint8Array) => () => {
    const file = open(bytes)
    for (const name of ['Large', 'Small', 'Empty']) file.read(name)
  }
  test.each<[string, Uint8Array]>([
    ['without bytes', new Uint8Array()],
    ['of another kind', Buffer.alloc(2048, 'a')],
    ['with its header cut', whole.subarray(0, 300)],
    ['cut in the middle', whole.subarray(0, 4000)],
    ['with sectors of a wild size', changed((file) => file.writeUInt16LE(60, 30))],
    ['with sectors of a byte', changed((file) => file.writeUInt16LE(0, 30))],
    ['with its directory nowhere', changed((file) => file.writeUInt32LE(100_000, 48))],
    ['without a root', changed((file) => file.writeUInt8(2, directoryOf(file) + 66))],
    ['with its table nowhere', changed((file) => file.writeUInt32LE(100_000, 76))],
    [
      'with a stream that runs in a circle',
      changed((file) => file.writeUInt32LE(0, tableOf(file))),
    ],
    ['with a stream that ends early', changed((file) => file.writeUInt32LE(END, tableOf(file)))],
    [
      'with a stream that begins nowhere',
      changed((file) => file.writeUInt32LE(99_999, directoryOf(file) + 2 * 128 + 116)),
    ],
    [
      'with a stream longer than the file',
      changed((file) => file.writeUInt32LE(90_000_000, directoryOf(file) + 2 * 128 + 120)),
    ],
  ])('%s', (_, bytes) => {
    expect(read(bytes)).toThrow(expect.objectContaining({ code: 'FILE_DAMAGED' }))
    expect(read(bytes)).toThrow(/^[^\n]+$/)
  })
})

test.each<[string, Partial<Limits>]>([
  ['one stream', { partBytes: 4999 }],
  ['all streams', { totalBytes: 5050 }],
  ['entries', { entries: 3 }],
])('limits are checked before memory is spent: %s', (_, limit) => {
  expect(() => {
    const file = open(whole, { ...DEFAULT_LIMITS, ...limit })
    file.read('Large')
    file.read('Small')
  }).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
})

test('changed bytes give the streams or a named refusal', () => {
  const place = fc.nat({ max: whole.length - 1 })
  fc.assert(
    fc.property(fc.array(fc.tuple(place, fc.nat({ max: 255 })), { maxLength: 8 }), (changes) => {
      const bytes = changed((file) => {
        for (const [at, value] of changes) file[at] = value
      })
      try {
        expect(open(bytes).read('Large').length).toBeLessThanOrEqual(bytes.length)
      } catch (error) {
        expect(error).toMatchObject({ name: 'ZvitError' })
      }
    }),
    { numRuns: 500 },
  )
})
