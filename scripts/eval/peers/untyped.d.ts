/* What is called of packages that bring no types. */

declare module 'word-extractor' {
  class WordExtractor {
    extract(source: Buffer): Promise<{ getBody(): string }>
  }
  export = WordExtractor
}

declare module 'html-to-text' {
  export function convert(html: string, options?: Readonly<Record<string, unknown>>): string
}

declare module '@iarna/rtf-to-html' {
  const library: {
    fromString(rtf: string, done: (error: Error | null, html: string) => void): void
  }
  export = library
}
