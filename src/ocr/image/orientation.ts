import { readDirectory } from './tiff-directory.ts'

const ORIENTATION = 274
/** Quarters clockwise by the value of the tag (TIFF 6.0, section 8); mirrored ones are no scans. */
const TURNS: Readonly<Record<number, number>> = { 3: 2, 6: 1, 8: 3 }

/** Quarters by which a picture is to be turned clockwise, by the directory of its camera (Exif). */
export function turnOf(exif: Buffer): number {
  try {
    const directory = readDirectory(exif, exif.length)
    return turnOfTag(directory.first?.numbers(ORIENTATION)[0])
  } catch {
    // What a camera wrote beside its picture is not worth refusing it for.
    return 0
  }
}

export function turnOfTag(value: number | undefined): number {
  return TURNS[value ?? 1] ?? 0
}
