/// <reference path="./natural.d.ts" />
import BayesClassifier from 'natural/lib/natural/classifiers/bayes_classifier.js'
import PorterStemmerUk from 'natural/lib/natural/stemmers/porter_stemmer_uk.js'
import type { Detail } from '../../src/model/vocabulary.ts'
import { fold } from '../../src/text/fold.ts'
import type { Line } from '../train/lines.ts'

/* A baseline: natural's naive Bayes over the stems of its Ukrainian stemmer. By sub-path: its root prints. */

export interface Guess {
  readonly detail: Detail
  readonly confidence: number
}

/** Learns from some lines and guesses others. */
export function guessByBayes(known: readonly Line[], asked: readonly Line[]): readonly Guess[] {
  const bayes = new BayesClassifier(PorterStemmerUk)
  for (const line of known) bayes.addDocument(stemsOf(line.response ?? ''), line.gold.detail)
  bayes.train()
  return asked.map((line) => {
    const guesses = bayes.getClassifications(stemsOf(line.response ?? ''))
    const total = guesses.reduce((sum, { value }) => sum + value, 0)
    const [best] = guesses
    return {
      detail: (best?.label ?? 'unclear') as Detail,
      confidence: best && total > 0 ? best.value / total : 0,
    }
  })
}

function stemsOf(text: string): string[] {
  const words = fold(text).match(/\p{L}+|\p{N}+/gu) ?? ['#']
  return words.map((word) => PorterStemmerUk.stem(word))
}
