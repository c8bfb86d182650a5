import { ZvitError } from '../../model/error.ts'

/** `FILE_DAMAGED` of a Word 97–2003 document. */
export function damaged(what: string): ZvitError {
  return new ZvitError(
    'FILE_DAMAGED',
    `The Word 97–2003 document is damaged: ${what}. Ask for the file again.`,
  )
}

/** An unsigned 16-bit number. Throws `FILE_DAMAGED` where the bytes end before it. */
export function short(bytes: Buffer, offset: number): number {
  if (offset < 0 || offset + 2 > bytes.length) throw ended(offset)
  return bytes.readUInt16LE(offset)
}

/** An unsigned 32-bit number. Throws `FILE_DAMAGED` where the bytes end before it. */
export function long(bytes: Buffer, offset: number): number {
  if (offset < 0 || offset + 4 > bytes.length) throw ended(offset)
  return bytes.readUInt32LE(offset)
}

/** A stretch of bytes. Throws `FILE_DAMAGED` where they end before it does. */
export function stretch(bytes: Buffer, offset: number, length: number): Buffer {
  checkStretch(bytes, offset, length)
  return bytes.subarray(offset, offset + length)
}

/** Throws `FILE_DAMAGED` where the bytes end before a stretch of them does. */
export function checkStretch(bytes: Buffer, offset: number, length: number): void {
  if (offset < 0 || length < 0 || offset + length > bytes.length) throw ended(offset)
}

function ended(offset: number): ZvitError {
  return damaged(`something is said to stand at byte ${offset}, beyond the end of its table`)
}
