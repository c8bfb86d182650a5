/** Bytes that are read by position: those of a buffer, or of a file too large to be held. */
export interface ByteSource {
  readonly length: number
  /** The bytes in `[start, end)`, fewer where the source ends before. */
  readonly read: (start: number, end: number) => Buffer
}

/** The bytes of a buffer, not copied. */
export function bufferSource(bytes: Uint8Array): ByteSource {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { length: buffer.length, read: (start, end) => buffer.subarray(start, end) }
}
