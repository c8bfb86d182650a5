const ROMAN = /^M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})$/
const LARGEST = 3999

/** Value of a well-formed Roman numeral in Latin capitals (1 to 3999), null for anything else. */
export function readRoman(numeral: string): number | null {
  if (numeral === '' || !ROMAN.test(numeral)) return null
  let value = 0
  let rest = numeral
  for (const [size, letters] of PARTS)
    for (; rest.startsWith(letters); rest = rest.slice(letters.length)) value += size
  return value
}

const PARTS: readonly (readonly [number, string])[] = [
  [1000, 'M'],
  [900, 'CM'],
  [500, 'D'],
  [400, 'CD'],
  [100, 'C'],
  [90, 'XC'],
  [50, 'L'],
  [40, 'XL'],
  [10, 'X'],
  [9, 'IX'],
  [5, 'V'],
  [4, 'IV'],
  [1, 'I'],
]

/** A whole number from 1 to 3999 in Roman numerals; anything else as its Arabic digits. */
export function writeRoman(value: number): string {
  if (!Number.isInteger(value) || value < 1 || value > LARGEST) return String(value)
  let rest = value
  let numeral = ''
  for (const [size, letters] of PARTS) for (; rest >= size; rest -= size) numeral += letters
  return numeral
}
