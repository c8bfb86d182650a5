import { ZvitError } from '../../../model/error.ts'

export type Cursor = ReturnType<typeof cursorOver>

const HIGHEST_BIT = 0x80
const BYTE = 256

/** Reads a header from its beginning on. Every function throws `FILE_DAMAGED` at the end. */
export function cursorOver(bytes: Buffer) {
  let at = 0
  const take = (length: number): Buffer => {
    if (length > bytes.length - at) throw damaged('its header is cut off')
    at += length
    return bytes.subarray(at - length, at)
  }
  const byte = () => take(1).readUInt8(0)
  /** A number of one to nine bytes: as many ones lead the first as bytes follow. */
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
  /** Bits from the highest of each byte on, padded to whole bytes. */
  const bits = (count: number) => {
    const packed = take(Math.ceil(count / 8))
    return Array.from({ length: count }, (_, index) => {
      const mask = HIGHEST_BIT >> (index & 7)
      return ((packed[index >> 3] ?? 0) & mask) !== 0
    })
  }
  const skip = (length: number) => void take(length)
  return { byte, number, take, bits, skip, position: () => at }
}

/** A `FILE_DAMAGED` that says what is wrong with the 7z archive. */
export function damaged(what: string, cause?: unknown): ZvitError {
  const message = `The 7z archive is damaged: ${what}. Ask for the file again.`
  return new ZvitError('FILE_DAMAGED', message, cause === undefined ? undefined : { cause })
}
