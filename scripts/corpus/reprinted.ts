import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { closePdf, openPdf } from '../../test/support/rewrite-pdf.ts'
import {
  BORDERS,
  type Change,
  ERASED,
  LAYERS,
  PAGES,
  SETTINGS,
  TEXTS,
} from '../../test/support/wild-pdf.ts'
import type { CorpusDocument } from './document.ts'
import { type Order, shuffled } from './order.ts'
import { randomOf } from './random.ts'

const DOCUMENTS = fileURLToPath(new URL('../../fixtures/documents/', import.meta.url))

/** What is changed, by the first word of the flavour's name. */
const WAYS: Readonly<Record<string, Readonly<Record<string, Change>>>> = {
  borders: BORDERS,
  erased: ERASED,
  pages: PAGES,
  text: { ...TEXTS, ...SETTINGS },
  layer: LAYERS,
}

/** Pages of these are recognised, which takes seconds each: one report a way is enough. */
const RECOGNISED = 'layer'

/** The PDFs of the fixtures as other programs would print them, drawn by the seed. */
export function reprintedFiles(order: Order): readonly CorpusDocument[] {
  return Object.entries(WAYS).flatMap(([kind, changes]) =>
    Object.entries(changes).flatMap(([way, change]) =>
      reprinted(`${kind}-${way}`.replace(/[^\p{L}\p{N}]+/gu, '-'), change, {
        ...order,
        each: kind === RECOGNISED ? Math.min(1, order.each) : order.each,
      }),
    ),
  )
}

function reprinted(flavour: string, change: Change, order: Order): readonly CorpusDocument[] {
  const random = randomOf(`${order.seed}/pdf/${flavour}`)
  return shuffled(order.sources, random.below)
    .slice(0, order.each)
    .map(({ name, truth }) => {
      const opened = openPdf(readFileSync(`${DOCUMENTS}${name}/report.pdf`))
      change(opened)
      return {
        format: 'pdf',
        report: name,
        flavour,
        maker: 'zvit',
        ending: 'pdf',
        bytes: closePdf(opened),
        truth,
        relabelled: false,
      }
    })
}
