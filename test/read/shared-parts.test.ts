import { describe, expect, test } from 'vitest'
import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import type { XmlOptions } from '../../src/containers/xml/index.ts'
import { parseShared as parseKeyed } from '../../src/containers/xml/index.ts'

const options = {
  part: 'styles.xml',
  namespaces: new Map([['urn:a', 'a:']]),
  limits: DEFAULT_LIMITS,
}
const parseShared = (text: string, given: XmlOptions) => parseKeyed(text, () => text, given)
const textOf = (name: string, length = 0) =>
  `<x xmlns="urn:a" y="${name}">${'z'.repeat(length)}</x>`

describe('parts that documents have in common', () => {
  test('the same text gives the same tree, another text another one', () => {
    const tree = parseShared(textOf('one'), options)
    expect(tree).toMatchObject({ name: 'a:x', attributes: ['y', 'one'] })
    expect(parseShared(textOf('one'), options)).toBe(tree)
    expect(parseShared(textOf('two'), options).attributes).toEqual(['y', 'two'])
  })

  test('namespaces and limits of another reader are its own', () => {
    const tree = parseShared(textOf('own'), options)
    const other = { ...options, namespaces: new Map([['urn:a', 'b:']]) }
    expect(parseShared(textOf('own'), other).name).toBe('b:x')
    const limits = { ...DEFAULT_LIMITS, attributes: 0 }
    expect(() => parseShared(textOf('own'), { ...options, limits })).toThrow('attributes')
    expect(parseShared(textOf('own'), options)).toBe(tree)
  })

  test('what was not asked for longest is forgotten, and so is what is very long', () => {
    const first = parseShared(textOf('first', 100_000), options)
    const kept = parseShared(textOf('kept', 100_000), options)
    for (let index = 0; index < 16; index += 1) {
      parseShared(textOf(`other ${index}`, 100_000), options)
      expect(parseShared(textOf('kept', 100_000), options)).toBe(kept)
    }
    expect(parseShared(textOf('first', 100_000), options)).not.toBe(first)
    const long = parseShared(textOf('long', 200_000), options)
    expect(parseShared(textOf('long', 200_000), options)).not.toBe(long)
    expect(parseShared(textOf('kept', 100_000), options)).toBe(kept)
  })

  test('a broken text is told each time', () => {
    for (let index = 0; index < 2; index += 1)
      expect(() => parseShared('<x xmlns="urn:a">', options)).toThrow('never closed')
  })
})
