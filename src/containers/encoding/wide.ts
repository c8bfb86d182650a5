/** Bytes looked at. */
const SAMPLE = 1024 * 1024
const LEAST_HIGH = 0.9
const MOST_LOW = 0.6

/** Byte order of UTF-16 without a mark, told by the high bytes of its letters; null for others. */
export function wideOrder(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const pairs = Math.min(bytes.length, SAMPLE) >> 1
  if (pairs < 2) return null
  let even = 0
  let odd = 0
  for (let index = 0; index < pairs * 2; index += 2) {
    if (isHigh(bytes[index])) even += 1
    if (isHigh(bytes[index + 1])) odd += 1
  }
  const isWide = (high: number, low: number) =>
    high >= pairs * LEAST_HIGH && low <= pairs * MOST_LOW
  if (isWide(odd, even)) return 'utf-16le'
  return isWide(even, odd) ? 'utf-16be' : null
}

/** High bytes of Latin, Cyrillic and General Punctuation. */
function isHigh(byte: number | undefined): boolean {
  return byte === 0x00 || byte === 0x04 || byte === 0x20
}
