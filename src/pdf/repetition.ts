import type { Limits } from '../containers/limits.ts'
import { ZvitError } from '../model/error.ts'

/*
 * A file of some kilobytes may hold thousands of pages that all show one content. PDFium says
 * nothing of that, so the references of the pages are looked for in the bytes.
 */

const CONTENTS = '/Contents'
const REFERENCES = /^\/Contents\s*(?:\[([^\]]*)\]|(\d+\s+\d+\s+R))/
const REFERENCE = /(\d+)\s+\d+\s+R/g
/** A list of references ends within so many bytes. */
const LONGEST = 2000

/** What the streams of a file tell before its pages are read. */
export interface PageSources {
  /** Unpacked size of the streams that may hold text, bytes; `Infinity` where that is not known. */
  readonly bytes: number
}

/** The numbers of the objects that pages name as their contents, page after page. */
export function* contentsIn(data: Buffer): Generator<readonly number[]> {
  for (let at = data.indexOf(CONTENTS); at >= 0; at = data.indexOf(CONTENTS, at + 1)) {
    const found = REFERENCES.exec(data.toString('latin1', at, at + LONGEST))
    const list = found?.[1] ?? found?.[2]
    if (list) yield Array.from(list.matchAll(REFERENCE), ([, number]) => Number(number))
  }
}

/** Throws `LIMIT_EXCEEDED` (`repeatedBytes`) where pages show nothing but what others show. */
export function checkContents(
  pages: Iterable<readonly number[]>,
  sizes: ReadonlyMap<number, number>,
  { repeatedBytes }: Limits,
): void {
  const seen = new Set<number>()
  let repeated = 0
  for (const contents of pages) {
    if (contents.every((number) => seen.has(number)))
      for (const number of contents) repeated += sizes.get(number) ?? 0
    for (const number of contents) seen.add(number)
    if (repeated > repeatedBytes) throw repetition('repeatedBytes', repeatedBytes)
  }
}

/**
 * Throws `LIMIT_EXCEEDED` (`repeatedObjects`) where pages have more characters and objects than the
 * streams of the file can hold: they show the same again and again.
 */
export function checkRepetition(
  found: number,
  { bytes }: PageSources,
  { repeatedObjects }: Limits,
): void {
  if (found > 2 * bytes + repeatedObjects) throw repetition('repeatedObjects', repeatedObjects)
}

function repetition(name: keyof Limits, limit: number): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `The pages of the PDF repeat one content beyond the limit «${name}», ${limit}; print it to a new PDF.`,
  )
}
