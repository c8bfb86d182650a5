import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import type { Learnt } from '../../src/learn/model.ts'
import type { Group } from '../../src/responses/features.ts'
import { TOLD } from '../../src/responses/model.ts'
import { type Line, readLabel } from './lines.ts'

/*
 * What real answers teach without standing in the project: of each its right details and the rows that its words hash
 * to, sorted, so that neither words nor their order are kept. `npm run train` learns from them beside the lines.
 */

const FILE = new URL('../../data/archive.rows.br', import.meta.url)
/** Bits of a number in a byte; the eighth says that more come. */
const VARINT = 7
const QUALITY = { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }

/** The packed rows; empty where no archive was read. */
export function archiveBytes(): Uint8Array {
  return existsSync(FILE) ? readFileSync(FILE) : new Uint8Array()
}

/** The answers of the archive; none where there is none. */
export function readArchiveRows(): readonly Learnt[] {
  const bytes = archiveBytes()
  if (bytes.length === 0) return []
  const next = numbersOf(brotliDecompressSync(bytes))
  const many = <T>(one: () => T): T[] => Array.from({ length: next() }, one)
  const rows = () => {
    let row = 0
    return many(() => {
      row += next()
      return row
    })
  }
  const group = (): Group => ({ units: [], rows: rows() })
  return many(() => ({
    right: many(() => TOLD[next()] ?? 'unclear'),
    features: { words: many(group), pieces: many(group), stems: rows() },
  }))
}

/** Writes the rows of the answers. Gives the number of bytes. */
export function writeArchiveRows(cases: readonly Learnt[]): number {
  const bytes: number[] = []
  const tell = (value: number) => {
    for (let rest = value; ; rest >>>= VARINT) {
      if (rest < 2 ** VARINT) return bytes.push(rest)
      bytes.push((rest & (2 ** VARINT - 1)) | (2 ** VARINT))
    }
  }
  const many = <T>(all: readonly T[], one: (value: T) => void) => {
    tell(all.length)
    for (const value of all) one(value)
  }
  // Steps from one row to the next are smaller than rows.
  const rows = (all: readonly number[]) => {
    const sorted = [...all].sort((a, b) => a - b)
    many([...sorted.keys()], (at) => tell((sorted[at] ?? 0) - (sorted[at - 1] ?? 0)))
  }
  const group = ({ units, rows: own }: Group) =>
    rows([...units.flatMap((unit) => unit.rows), ...own])
  many(cases, ({ right, features: { words, pieces, stems } }) => {
    many(right, (detail) => tell(TOLD.indexOf(detail)))
    many(words, group)
    many(pieces, group)
    rows(stems)
  })
  const packed = brotliCompressSync(Uint8Array.from(bytes), QUALITY)
  writeFileSync(FILE, packed)
  return packed.length
}

/** Reads unsigned LEB128 numbers one after another. */
function numbersOf(bytes: Uint8Array): () => number {
  let at = 0
  return () => {
    let value = 0
    for (let shift = 0; ; shift += VARINT) {
      const byte = bytes[at] ?? 0
      at += 1
      value |= (byte & (2 ** VARINT - 1)) << shift
      if (byte < 2 ** VARINT) return value
    }
  }
}

/**
 * Labelled answers, a JSON object a line: `response`, `label` (`status.detail`, others that may be meant
 * behind slashes) and, each null where unknown, `measure`, `executors`, `respondent`. Throws where a line has no such label.
 */
export function readArchive(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      const { label, ...question } = JSON.parse(line) as Omit<Line, 'id' | 'gold'> & {
        readonly label: string
      }
      const right = readLabel(label)
      if (right === null) throw new Error(`line ${index + 1}: unknown label '${label}'`)
      return { ...question, ...right, id: `archive-${index + 1}`, author: null }
    })
}
