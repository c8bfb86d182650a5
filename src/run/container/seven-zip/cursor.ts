import { ZvitError } from '../../../model/error.ts'

/** Reads a header from its beginning on. Every function throws `FILE_DAMAGED` at the end. */
export interface Cursor {
  readonly byte: () => number
  /** A number of one to nine bytes: as many ones lead the first as bytes follow. */
  readonly number: () => number
  readonly skip: (length: number) => void
  readonly take: (length: number) => Buffer
  /** Bits from the highest of each byte on, padded to whole bytes. */
  readonly bits: (count: number) => readonly boolean[]
  readonly position: () => number
}

const HIGHEST_BIT = 0x80
const BYTE = 256

export function cursorOver(bytes: Buffer): Cursor {
  let at = 0
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw damaged('its header is cut off')
    at += length
    return bytes.subarray(at - length, at)
  }
  const byte = () => take(1).readUInt8(0)
  const number = () => {
    const first = byte()
    let value = 0
    let scale = 1
    let mask = HIGHEST_BIT
    while (first & mask) {
      value += byte() * scale
      scale *= BYTE
      mask >>= 1
    }
    if (mask > 0) value += (first & (mask - 1)) * scale
    if (!Number.isSafeInteger(value)) throw damaged('its sizes are absurd')
    return value
  }
  const bits = (count: number) => {
    const packed = take(Math.ceil(count / 8))
    return Array.from({ length: count }, (_, index) => {
      const mask = HIGHEST_BIT >> (index & 7)
      return ((packed[index >> 3] ?? 0) & mask) !== 0
    })
  }
  return { byte, number, take, bits, skip: (length) => void take(length), position: () => at }
}

/** A `FILE_DAMAGED` that says what is wrong with the 7z archive. */
export function damaged(what: string, cause?: unknown): ZvitError {
  const message = `The 7z archive is damaged: ${what}. Ask for the file again.`
  return new ZvitError('FILE_DAMAGED', message, cause === undefined ? undefined : { cause })
}
