import { fold } from '../text/fold.ts'

const SIZE = 3
const OTHER = /[^\p{L}\p{N}]+/gu

/** How often each run of three characters occurs in a text. */
export type Profile = ReadonlyMap<string, number>

/** Letters and digits of a text in one form, words apart by one blank: for comparing, not for showing. */
export function comparable(text: string): string {
  return fold(text.normalize('NFC')).replace(OTHER, ' ').trim()
}

/** The profile of a text that `comparable` gave. */
export function profileOf(text: string): Profile {
  const profile = new Map<string, number>()
  const padded = ` ${text} `
  for (let start = 0; start + SIZE <= padded.length; start += 1) {
    const gram = padded.slice(start, start + SIZE)
    profile.set(gram, (profile.get(gram) ?? 0) + 1)
  }
  return profile
}

/** How like two texts are, from 0 to 1: the share of runs of three characters that both have (L. R. Dice, 1945, over multisets). Two empty texts are alike. */
export function likeness(left: Profile, right: Profile): number {
  const [few, many] = left.size < right.size ? [left, right] : [right, left]
  let common = 0
  for (const [gram, count] of few) common += Math.min(count, many.get(gram) ?? 0)
  const total = sum(left) + sum(right)
  return total === 0 ? 1 : (2 * common) / total
}

function sum(profile: Profile): number {
  let total = 0
  for (const count of profile.values()) total += count
  return total
}
