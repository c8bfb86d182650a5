/** What one server takes and shows; docs/security.md tells the first ones. */
export const LIMITS = {
  /** At once, before others get 429. */
  documents: 2,
  uploads: 4,
  takes: 2,
  /** Bytes. */
  decisions: 16 * 1024 * 1024,
  output: 512 * 1024 * 1024,
  /** Characters of all pictures that a document is shown with. */
  pictures: 16 * 1024 * 1024,
  /** Milliseconds until a request that does not come whole is given up, and between signs of life of events,
   *  and between looks for an import of another process. */
  request: 300_000,
  signOfLife: 15_000,
  look: 500,
  /** Seconds for a document to be shown, besides those of its pages. */
  view: 60,
  /** Folders in the path of a file, and bytes of each name in it. */
  depth: 16,
  name: 200,
  /** Characters of a token that people choose, fewer of which are guessed; bytes of one that is made. */
  shortestToken: 16,
  token: 32,
  /** Rows of a list on a page; the statements ask for one more. */
  rows: 50,
  /** Failures that an import tells, UTF-16 units of a measure in a list, sources kept as markup. */
  told: 100,
  quoted: 300,
  sources: 20,
  /** Questions that come at once; those before each one that is shown without zvit's opinion. */
  questions: 40,
  seenBetween: 19,
} as const
