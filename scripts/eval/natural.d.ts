/* The two files of natural that are imported by sub-path bring no types of their own. */

declare module 'natural/lib/natural/stemmers/porter_stemmer_uk.js' {
  const stemmer: { stem(word: string): string }
  // biome-ignore lint/style/noDefaultExport: it is the package's own.
  export default stemmer
}

declare module 'natural/lib/natural/classifiers/bayes_classifier.js' {
  // biome-ignore lint/style/noDefaultExport: it is the package's own.
  export default class BayesClassifier {
    constructor(stemmer: { stem(word: string): string })
    addDocument(words: string[], label: string): void
    train(): void
    getClassifications(words: string[]): { readonly label: string; readonly value: number }[]
  }
}
