import { randomBytes } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openArchive, openZip } from '../../src/containers/zip/index.ts'
import { type TestZip, zip } from '../support/zip.ts'

const TEXT = 'Заходи програми виконано. '.repeat(50)
const part = { name: 'a/b.xml', content: TEXT }

function open(container: TestZip, limits = {}) {
  return openZip(zip(container), { ...DEFAULT_LIMITS, ...limits })
}

describe('a part is read', () => {
  test.each<[string, TestZip]>([
    ['deflated', { entries: [part] }],
    ['stored', { entries: [{ ...part, isStored: true }] }],
    ['with its sizes behind the data', { entries: [{ ...part, hasDescriptor: true }] }],
    ['from ZIP64', { entries: [part], isZip64: true }],
    ['behind other bytes', { entries: [part], before: Buffer.from('#!/bin/sh\n') }],
    [
      'from ZIP64 behind other bytes',
      { entries: [part], before: Buffer.from('#!'), isZip64: true },
    ],
    ['before a comment', { entries: [part], comment: 'PK\u0005\u0006 звіт' }],
    ['with backslashes in its name', { entries: [{ ...part, name: '\\a\\b.xml' }] }],
  ])('%s', (_, container) => {
    const opened = open(container)
    expect(opened.names).toEqual(['a/b.xml'])
    expect(opened.read('A/B.xml').toString()).toBe(TEXT)
  })

  test('where it is empty', () => {
    expect(open({ entries: [{ name: 'empty', content: '' }] }).read('empty')).toHaveLength(0)
  })

  test('of the name `__proto__`', () => {
    const opened = open({ entries: [{ name: '__proto__', content: 'x' }] })
    expect(opened.has('__proto__')).toBe(true)
    expect(opened.has('constructor')).toBe(false)
  })
})

describe('a part is refused', () => {
  const bomb = { name: 'bomb', content: Buffer.alloc(3 * 1024 * 1024) }
  test.each<[string, string, TestZip, object]>([
    ['encrypted', 'FILE_ENCRYPTED', { entries: [{ ...part, isEncrypted: true }] }, {}],
    ['with a wrong check sum', 'FILE_DAMAGED', { entries: [{ ...part, crc: 1 }] }, {}],
    ['longer than it says', 'FILE_DAMAGED', { entries: [{ ...part, size: 10 }] }, {}],
    ['shorter than it says', 'FILE_DAMAGED', { entries: [{ ...part, size: 99999 }] }, {}],
    ['packed in another way', 'UNSUPPORTED_FORMAT', { entries: [{ ...part, method: 12 }] }, {}],
    ['packed in no way', 'FILE_DAMAGED', { entries: [{ ...part, method: 77 }] }, {}],
    [
      'that is not packed as it says',
      'FILE_DAMAGED',
      { entries: [{ ...part, isStored: true, method: 8 }] },
      {},
    ],
    ['that stands there twice', 'FILE_DAMAGED', { entries: [part, { ...part, content: 'x' }] }, {}],
    ['over the limit of a part', 'LIMIT_EXCEEDED', { entries: [part] }, { partBytes: 1000 }],
    [
      'over the ratio',
      'LIMIT_EXCEEDED',
      { entries: [{ ...part, ...bomb, name: part.name }] },
      { ratio: 100 },
    ],
  ])('%s', (_, code, container, limits) => {
    const opened = open(container, limits)
    expect(() => opened.read(part.name)).toThrow(expect.objectContaining({ code }))
  })

  test('where all parts together are too much', () => {
    const opened = open({ entries: [part, { ...part, name: 'c' }] }, { totalBytes: 3000 })
    opened.read(part.name)
    expect(() => opened.read('c')).toThrow(expect.objectContaining({ code: 'LIMIT_EXCEEDED' }))
  })
})

test('more entries than the limit are refused before they are read', () => {
  expect(() => open({ entries: [part, part, part] }, { entries: 2 })).toThrow(
    expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
  )
})

test('a container cut anywhere is refused, or its part is', () => {
  const whole = zip({ entries: [part] })
  for (let length = 0; length < whole.length; length += 7)
    expect(() => openZip(whole.subarray(0, length), DEFAULT_LIMITS).read(part.name)).toThrow(
      expect.objectContaining({ code: 'FILE_DAMAGED' }),
    )
})

test('any changed byte gives the same text or a named refusal', () => {
  const whole = zip({ entries: [part] })
  for (let index = 0; index < whole.length; index += 1) {
    const changed = Buffer.from(whole)
    changed[index] = (changed[index] ?? 0) ^ 0xff
    try {
      const opened = openZip(changed, DEFAULT_LIMITS)
      if (opened.has(part.name)) expect(opened.read(part.name).toString()).toBe(TEXT)
    } catch (error) {
      expect(error).toMatchObject({ name: 'ZvitError' })
    }
  }
})

describe('a part is known without unpacking it', () => {
  const packed = (...entries: TestZip['entries']) => open({ entries }).packed('a/b.xml')

  test('by its bytes, wherever they stand', () => {
    const first = packed(part)
    expect(packed({ name: 'other', content: 'x' }, part)).toBe(first)
    expect(packed({ ...part, content: `${TEXT}!` })).not.toBe(first)
    expect(packed({ ...part, isStored: true })).not.toBe(first)
  })

  test('within the limits, which it does not use up', () => {
    const small = open({ entries: [part] }, { partBytes: 10 })
    expect(() => small.packed('a/b.xml')).toThrow('the limit is 10')
    expect(() => small.packed('a/c.xml')).toThrow('holds no')
    const bytes = Buffer.byteLength(TEXT)
    const tight = open({ entries: [part] }, { totalBytes: bytes })
    for (let index = 0; index < 3; index += 1) tight.packed('a/b.xml')
    expect(tight.read('a/b.xml')).toHaveLength(bytes)
  })
})

describe('an archive of files', () => {
  test.each([
    ['UTF-8', Buffer.from('Звіт.docx'), 'Звіт.docx'],
    // «Звiт» as Windows' own packer writes it (code page 866), and in code page 1251.
    ['DOS', Buffer.from('87a269e22e646f6378', 'hex'), 'Звiт.docx'],
    ['Windows', Buffer.from('c7e2b3f22e646f6378', 'hex'), 'Звіт.docx'],
  ])('names of %s', (_, name, expected) => {
    const bytes = zip({ entries: [{ name, content: 'x' }] })
    expect(openZip(bytes, DEFAULT_LIMITS).names).toEqual([expected])
  })

  test('only the directory and what is asked for are read', () => {
    const large = randomBytes(300_000)
    const bytes = zip({
      entries: [
        { name: 'large', content: large, isStored: true },
        { name: 'text', content: 'довгий текст '.repeat(10_000) },
      ],
      before: Buffer.from('before'),
    })
    let read = 0
    const source = {
      length: bytes.length,
      read: (start: number, end: number) => {
        read += Math.min(end, bytes.length) - start
        return bytes.subarray(start, end)
      },
    }
    const archive = openArchive(source, DEFAULT_LIMITS)
    expect(archive.head('text', 24).toString()).toBe('довгий текст ')
    expect(archive.head('large', 10)).toEqual(large.subarray(0, 10))
    expect(archive.sizes.unpacked).toBe(large.length + Buffer.byteLength('довгий текст ') * 10_000)
    expect(read).toBeLessThan(80_000)
    expect(archive.read('large')).toEqual(large)
  })
})
