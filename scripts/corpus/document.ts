import type { Truth } from '../fixtures/truth.ts'

export const CORPUS_FORMATS = [
  'docx',
  'doc',
  'rtf',
  'odt',
  'html',
  'mht',
  'xlsx',
  'txt',
  'pdf',
  'scan',
] as const

export type CorpusFormat = (typeof CORPUS_FORMATS)[number]

/** One document of the corpus. */
export interface CorpusDocument {
  readonly format: CorpusFormat
  /** Name of the written report. */
  readonly report: string
  /** How it looks or who wrote it. */
  readonly flavour: string
  /** Whose program wrote the bytes. */
  readonly maker: 'zvit' | 'LibreOffice' | 'Ghostscript'
  /** Ending of the file's name. */
  readonly ending: string
  readonly bytes: Uint8Array
  /** What it says, labels as this very file prints them. */
  readonly truth: Truth
  /** Whether its labels are others than those of the written report. */
  readonly relabelled: boolean
}

/** Its name in the corpus, without ending. */
export function nameOf({ format, report, flavour }: CorpusDocument): string {
  return `${format}/${report}--${flavour}`
}
