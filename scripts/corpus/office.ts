import { planDocument } from '../fixtures/document.ts'
import { docxParts } from '../fixtures/docx.ts'
import type { Layout } from '../fixtures/layout.ts'
import { convertFiles, hasHyphenation } from '../fixtures/office.ts'
import type { PlanBlock } from '../fixtures/plan.ts'
import { zip } from '../fixtures/zip.ts'
import type { CorpusDocument, CorpusFormat } from './document.ts'
import { differs, labelsInOrder, labelsInText, type PrintedLabel, relabel } from './labels.ts'
import { withoutLostCells } from './lost-cells.ts'
import { type Carried, OFFICE_FLAVOURS, type OfficeFlavour } from './office-flavours.ts'
import { type Order, shuffled } from './order.ts'
import { printedByHtml, printedByRtf } from './printed.ts'
import { randomOf } from './random.ts'
import type { Source } from './sources.ts'

/** A Word file before it is carried anywhere. */
interface Draft {
  readonly source: Source
  readonly flavour: OfficeFlavour
  readonly layout: Layout
  readonly blocks: readonly PlanBlock[]
  readonly bytes: Uint8Array
}

/** Word files in every flavour, written here. */
export function wordFiles(order: Order): readonly CorpusDocument[] {
  return OFFICE_FLAVOURS.filter(({ options }) => options.hyphenation !== 'automatic')
    .flatMap((flavour) => draft(flavour, 'docx', order))
    .map((one) => made(one, 'docx', one.bytes))
}

/** What LibreOffice makes of Word files, in one run a format. */
export function carriedFiles(format: Carried, order: Order): readonly CorpusDocument[] {
  const flavours = OFFICE_FLAVOURS.filter(({ into }) => into.includes(format)).filter(
    ({ options }) => options.hyphenation !== 'automatic' || hasHyphenation(),
  )
  const drafts = flavours.flatMap((flavour) => draft(flavour, format, order))
  return carry(drafts, format, order)
}

/** Word files that LibreOffice read and wrote again. */
export function resavedFiles(order: Order): readonly CorpusDocument[] {
  const kept = ['typed', 'auto', 'auto-apart', 'section-paragraphs', 'page-tables', 'layout-table']
  const drafts = OFFICE_FLAVOURS.filter(({ name }) => kept.includes(name)).flatMap((flavour) =>
    draft(flavour, 'resaved', order),
  )
  return carry(drafts, 'docx', order).map((one) => ({ ...one, flavour: `resaved-${one.flavour}` }))
}

/** Every report printed as its author drew it. */
export function printedFiles(order: Order): readonly CorpusDocument[] {
  const plain = OFFICE_FLAVOURS.filter(({ name }) => name === 'typed')
  const all = { ...order, each: order.sources.length }
  return carry(
    plain.flatMap((flavour) => draft(flavour, 'scan', all)),
    'pdf',
    order,
  )
}

function draft(flavour: OfficeFlavour, format: string, order: Order): readonly Draft[] {
  const random = randomOf(`${order.seed}/${format}/${flavour.name}`)
  return shuffled(order.sources, random.below)
    .flatMap((source): readonly Draft[] => {
      const layout = flavour.look(source)
      if (!layout) return []
      const blocks = planDocument(source.truth, layout, 'office')
      const parts = docxParts(blocks, layout, { ...flavour.options, page: layout.page })
      const own = flavour.dialect ? flavour.dialect(parts, random) : parts
      return [{ source, flavour, layout, blocks, bytes: zip(own) }]
    })
    .slice(0, order.each)
}

function made(
  { source, flavour }: Draft,
  format: CorpusFormat,
  bytes: Uint8Array,
  maker: CorpusDocument['maker'] = 'zvit',
): CorpusDocument {
  return {
    format,
    report: source.name,
    flavour: flavour.name,
    maker,
    ending: format,
    bytes,
    truth: source.truth,
    relabelled: false,
  }
}

function carry(
  drafts: readonly Draft[],
  format: Carried | 'docx',
  { tell }: Order,
): readonly CorpusDocument[] {
  const files = convertFiles(
    drafts.map(({ bytes }) => ({ ending: 'docx', bytes })),
    format,
  )
  const carried = drafts.flatMap((one, at): readonly CarriedFile[] => {
    const bytes = files[at]
    return bytes ? [{ one, bytes }] : []
  })
  const labels = printedLabels(carried, format)
  return carried.flatMap(({ one, bytes }, at) => {
    const printed = labels[at] ?? null
    const isOdd = ODD.includes(one.flavour.name)
    if (!printed && !isOdd) {
      tell(
        `${one.source.name}, ${one.flavour.name}: its ${format} does not say the same; left out.`,
      )
      return []
    }
    const document = made(one, format, bytes, 'LibreOffice')
    const fills = format !== 'pdf' && format !== 'odt'
    const truth = fills ? withoutLostCells(document.truth) : document.truth
    if (!printed || isOdd || format === 'pdf' || !differs(printed)) return [{ ...document, truth }]
    return [{ ...document, truth: relabel(truth, printed), relabelled: true }]
  })
}

/** Flavours that hold more words than the plan. */
const ODD = ['tracked', 'hidden', 'notes']

interface CarriedFile {
  readonly one: Draft
  readonly bytes: Uint8Array
}

/**
 * The labels that each file prints, null where its text is not that of the plan. An office suite may
 * renumber lists when it writes another format: LibreOffice itself reads the very file; RTF keeps
 * the printed label beside each paragraph, HTML counts by its standard.
 */
function printedLabels(
  carried: readonly CarriedFile[],
  format: Carried | 'docx',
): readonly (readonly PrintedLabel[] | null)[] {
  if (format === 'html') {
    return carried.map(({ one, bytes }) => labelsInText(one.blocks, printedByHtml(bytes)))
  }
  const texts = convertFiles(
    carried.map(({ one, bytes }) =>
      format === 'pdf' ? { ending: 'docx', bytes: one.bytes } : { ending: format, bytes },
    ),
    'txt',
  )
  return carried.map(({ one, bytes }, at) => {
    const read = labelsInText(one.blocks, String(texts[at] ?? ''))
    const isCounted = one.flavour.options.labels === 'automatic'
    if (format !== 'rtf' || !isCounted) return read
    return read && labelsInOrder(one.blocks, one.layout, printedByRtf(bytes))
  })
}
