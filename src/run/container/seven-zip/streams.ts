import { ZvitError } from '../../../model/error.ts'
import { type Cursor, damaged } from './cursor.ts'

/*
 * The part of a 7z header that says how its streams are packed (7zFormat.txt of the LZMA SDK,
 * "Streams Info"). What follows it cannot be found without reading it.
 */

/** Files that were packed together. */
interface Folder {
  /** Streams that its coders put out. */
  readonly outputs: number
  /** The one that nobody takes in again. */
  readonly last: number
}

const END = 0x00
const PACKED = 0x06
const FOLDERS_INFO = 0x07
const FILES_OF_FOLDERS = 0x08
const SIZE = 0x09
const CHECK_SUM = 0x0a
const FOLDERS = 0x0b
const FOLDER_SIZES = 0x0c
const FILES_OF_FOLDER = 0x0d

const MOST_CODERS = 32
const ENCRYPTION = '06f10701'

/** Sizes of the files with content, in their order, bytes. Throws `FILE_ENCRYPTED`. */
export function readStreams(at: Cursor, most: number): readonly number[] {
  let kind = at.byte()
  if (kind === PACKED) {
    skipPacked(at, most)
    kind = at.byte()
  }
  if (kind === END) return []
  if (kind !== FOLDERS_INFO) throw damaged('its header has no folders')
  const folders = readFolders(at, most)
  kind = at.byte()
  if (kind === END) return folders.map(({ size }) => size)
  if (kind !== FILES_OF_FOLDERS) throw damaged('its header has something unknown')
  const sizes = readFiles(at, folders, most)
  expect(at, END)
  return sizes
}

function expect(at: Cursor, wanted: number): void {
  if (at.byte() !== wanted) throw damaged('its header is out of order')
}

/** A count that no archive within the limits exceeds. */
function countOf(at: Cursor, most: number): number {
  const count = at.number()
  if (count > most)
    throw new ZvitError('LIMIT_EXCEEDED', `The archive has more than ${most} entries.`)
  return count
}

function skipPacked(at: Cursor, most: number): void {
  at.number()
  const count = countOf(at, most)
  for (let kind = at.byte(); kind !== END; kind = at.byte()) {
    if (kind === SIZE) for (let index = 0; index < count; index += 1) at.number()
    else if (kind === CHECK_SUM) readCheckSums(at, count)
    else throw damaged('its header is out of order')
  }
}

/** Which of so many have a check sum; the sums are passed over. */
function readCheckSums(at: Cursor, count: number): readonly boolean[] {
  const areAll = at.byte() !== 0
  const known = areAll ? Array.from({ length: count }, () => true) : at.bits(count)
  at.skip(4 * known.filter(Boolean).length)
  return known
}

interface SizedFolder {
  readonly size: number
  readonly isChecked: boolean
}

function readFolders(at: Cursor, most: number): readonly SizedFolder[] {
  expect(at, FOLDERS)
  const count = countOf(at, most)
  if (at.byte() !== 0) throw damaged('its folders stand elsewhere')
  const folders = Array.from({ length: count }, () => readFolder(at))
  expect(at, FOLDER_SIZES)
  const sizes = folders.map(({ outputs, last }) => {
    const all = Array.from({ length: outputs }, () => at.number())
    return all[last] ?? 0
  })
  let checked: readonly boolean[] = []
  for (let kind = at.byte(); kind !== END; kind = at.byte()) {
    if (kind !== CHECK_SUM) throw damaged('its header is out of order')
    checked = readCheckSums(at, count)
  }
  return sizes.map((size, index) => ({ size, isChecked: checked[index] === true }))
}

function readFolder(at: Cursor): Folder {
  const coders = countOf(at, MOST_CODERS)
  let inputs = 0
  let outputs = 0
  for (let index = 0; index < coders; index += 1) {
    const coder = readCoder(at)
    inputs += coder.inputs
    outputs += coder.outputs
  }
  const taken = new Set<number>()
  for (let pair = 0; pair < outputs - 1; pair += 1) {
    at.number()
    taken.add(at.number())
  }
  const packed = inputs - (outputs - 1)
  if (packed > 1) for (let index = 0; index < packed; index += 1) at.number()
  const last = Array.from({ length: outputs }, (_, index) => index).find((one) => !taken.has(one))
  if (last === undefined) throw damaged('its folders lead in a circle')
  return { outputs, last }
}

function readCoder(at: Cursor): { readonly inputs: number; readonly outputs: number } {
  const flags = at.byte()
  const id = at.take(flags & 0x0f).toString('hex')
  if (id === ENCRYPTION)
    throw new ZvitError(
      'FILE_ENCRYPTED',
      'The archive is encrypted; unpack it and import the folder.',
    )
  const isComplex = (flags & 0x10) !== 0
  const inputs = isComplex ? countOf(at, MOST_CODERS) : 1
  const outputs = isComplex ? countOf(at, MOST_CODERS) : 1
  if (flags & 0x20) at.skip(at.number())
  return { inputs, outputs }
}

function readFiles(at: Cursor, folders: readonly SizedFolder[], most: number): readonly number[] {
  let kind = at.byte()
  let counts = folders.map(() => 1)
  if (kind === FILES_OF_FOLDER) {
    counts = folders.map(() => countOf(at, most))
    kind = at.byte()
  }
  // All but the last are written; the last has what is left.
  const areWritten = kind === SIZE
  const sizes = folders.flatMap(({ size }, index) => {
    let left = size
    return Array.from({ length: counts[index] ?? 0 }, (_, file) => {
      const isLast = file === (counts[index] ?? 0) - 1
      const own = isLast || !areWritten ? left : at.number()
      left -= own
      return own
    })
  })
  if (areWritten) kind = at.byte()
  const unchecked = folders.map(({ isChecked }, index) =>
    isChecked && counts[index] === 1 ? 0 : (counts[index] ?? 0),
  )
  for (; kind !== END; kind = at.byte()) {
    if (kind !== CHECK_SUM) throw damaged('its header is out of order')
    readCheckSums(
      at,
      unchecked.reduce((sum, one) => sum + one, 0),
    )
  }
  return sizes
}
