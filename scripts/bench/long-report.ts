import { writeRoman } from '../../src/text/roman.ts'
import { planDocument } from '../fixtures/document.ts'
import { writeDocx } from '../fixtures/docx.ts'
import type { Layout } from '../fixtures/layout.ts'
import type { Truth } from '../fixtures/truth.ts'
import { writeTxt } from '../fixtures/txt.ts'

export interface LongReport {
  readonly truth: Truth
  readonly docx: Uint8Array
  readonly txt: Uint8Array
}

/** A report whose sections come `copies` times, numbered on, without the damage of the layout. */
export function longReport(truth: Truth, layout: Layout, copies: number): LongReport {
  const whole: Layout = { ...layout, damage: [], pages: [], tables: 'one', headingRow: true }
  const long = repeated(truth, copies)
  const office = planDocument(long, whole, 'office')
  const docx = writeDocx(office, whole, {
    page: whole.page,
    labels: 'typed',
    hyphenation: 'none',
  })
  const txt = new TextEncoder().encode(writeTxt(planDocument(long, whole, 'text')))
  return { truth: long, docx, txt }
}

function repeated(truth: Truth, copies: number): Truth {
  const sections = Array.from({ length: copies }, () => truth.sections).flat()
  return { ...truth, sections: sections.map((section, at) => renumbered(section, at + 1)) }
}

/** The section under another number, each of its numbers printed. */
function renumbered(section: Truth['sections'][number], number: number): Truth['sections'][number] {
  const id = writeRoman(number)
  const items = section.items.map((item) => ({
    ...item,
    id: `${id}.${item.number}`,
    label: `${item.number}.`,
    measures: item.measures.map((measure) => ({
      ...measure,
      id:
        measure.number === null ? `${id}.${item.number}` : `${id}.${item.number}.${measure.number}`,
    })),
  }))
  return { ...section, id, number, label: `${id}.`, items }
}
