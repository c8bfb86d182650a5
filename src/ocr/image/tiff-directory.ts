import { ZvitError } from '../../model/error.ts'

/** Sizes of the field types in bytes (TIFF 6.0, section 2). */
const SIZES: Readonly<Record<number, number>> = {
  1: 1,
  2: 1,
  3: 2,
  4: 4,
  5: 8,
  6: 1,
  7: 1,
  8: 2,
  9: 4,
}
const MOST_FIELDS = 1000
/** More values than this has no field: a strip a row of a picture of 65,535 rows. */
const MOST_VALUES = 65_536

/** The fields of one picture. */
export interface Directory {
  /** The values of a field of numbers; a fraction is divided. None where the field is missing. */
  readonly numbers: (tag: number) => readonly number[]
  /** The bytes of a field. */
  readonly bytes: (tag: number) => Uint8Array
}

export interface Directories {
  readonly first: Directory | undefined
  readonly all: readonly Directory[]
}

/**
 * The directories of a TIFF in their order, at most `most`. Throws `FILE_DAMAGED` for one that
 * points outside of the file or back to an earlier one.
 */
export function readDirectory(file: Buffer, most: number): Directories {
  const mark = file.toString('latin1', 0, 2)
  if (mark !== 'II' && mark !== 'MM') throw damaged('it has no byte order')
  const reader = new Reader(file, mark === 'II')
  const all: Directory[] = []
  const seen = new Set<number>()
  for (let at = reader.long(4); at !== 0 && all.length < most; ) {
    if (seen.has(at)) throw damaged('its directories go round in a circle')
    seen.add(at)
    const count = reader.short(at)
    if (count > MOST_FIELDS) throw damaged(`a directory has ${count} fields`)
    all.push(fieldsOf(reader, at + 2, count))
    at = reader.long(at + 2 + 12 * count)
  }
  return { first: all[0], all }
}

interface Field {
  readonly type: number
  readonly count: number
  readonly at: number
}

function fieldsOf(reader: Reader, start: number, count: number): Directory {
  const fields = new Map<number, Field>()
  for (let index = 0; index < count; index += 1) {
    const at = start + 12 * index
    const type = reader.short(at + 2)
    const values = reader.long(at + 4)
    const size = (SIZES[type] ?? 1) * values
    fields.set(reader.short(at), {
      type,
      count: values,
      at: size <= 4 ? at + 8 : reader.long(at + 8),
    })
  }
  return {
    numbers: (tag) => {
      const field = fields.get(tag)
      if (!field) return []
      if (field.count > MOST_VALUES) throw damaged(`a field has ${field.count} values`)
      return Array.from({ length: field.count }, (_, index) => reader.number(field, index))
    },
    bytes: (tag) => {
      const field = fields.get(tag)
      return field ? reader.slice(field.at, field.count * (SIZES[field.type] ?? 1)) : EMPTY
    },
  }
}

const EMPTY = new Uint8Array()

class Reader {
  private readonly file: Buffer
  private readonly isLittle: boolean

  constructor(file: Buffer, isLittle: boolean) {
    this.file = file
    this.isLittle = isLittle
  }

  short(at: number): number {
    this.check(at, 2)
    return this.isLittle ? this.file.readUInt16LE(at) : this.file.readUInt16BE(at)
  }

  long(at: number): number {
    this.check(at, 4)
    return this.isLittle ? this.file.readUInt32LE(at) : this.file.readUInt32BE(at)
  }

  slice(at: number, length: number): Uint8Array {
    this.check(at, length)
    return this.file.subarray(at, at + length)
  }

  number({ type, at }: Field, index: number): number {
    const place = at + index * (SIZES[type] ?? 1)
    switch (type) {
      case 3:
        return this.short(place)
      case 4:
        return this.long(place)
      case 5:
        return this.long(place) / Math.max(1, this.long(place + 4))
      default:
        this.check(place, 1)
        return this.file[place] ?? 0
    }
  }

  private check(at: number, length: number): void {
    if (at + length > this.file.length) throw damaged('it points outside of the file')
  }
}

function damaged(what: string): ZvitError {
  return new ZvitError('FILE_DAMAGED', `The TIFF is broken: ${what}. Ask for the file again.`)
}
