import { type Encoding, encode } from '../fixtures/encodings.ts'
import { writeTxt } from '../fixtures/txt.ts'
import type { CorpusDocument } from './document.ts'
import { asWritten, type Look } from './layouts.ts'
import type { Plan } from './order.ts'
import { type Order, type OwnFlavour, ownFiles } from './order.ts'
import { alignedText, hyphenatedCells, ruledText, tabRows } from './text-forms.ts'

/** Plain texts in every flavour. */
export function plainTexts(order: Order): readonly CorpusDocument[] {
  return ownFiles('txt', FLAVOURS, order)
}

type LineEnd = '\n' | '\r\n' | '\r'
type Form = (plan: Plan) => string

const cells: Form = ({ blocks }) => writeTxt(blocks)

const FLAVOURS: readonly OwnFlavour[] = [
  flavour('cells', cells, 'utf-8', '\n'),
  flavour('cells-mark', cells, 'utf-8-bom', '\r\n'),
  flavour('cells-1251', cells, 'windows-1251', '\r\n'),
  flavour('cells-1251-unix', cells, 'windows-1251', '\n'),
  flavour('cells-mac', cells, 'x-mac-cyrillic', '\r'),
  flavour('cells-utf-16le', cells, 'utf-16le', '\r\n'),
  flavour('cells-utf-16be', cells, 'utf-16be', '\n'),
  flavour('cells-no-pages', cells, 'utf-8', '\n', uncutPages),
  flavour('cells-hyphenated', hyphenatedCells, 'utf-8', '\n', uncutPages),
  flavour('cells-hyphenated-1251', hyphenatedCells, 'windows-1251', '\r\n', uncutPages),
  flavour('cells-soft-hyphens', (plan) => softHyphens(cells(plan)), 'utf-8', '\n'),
  flavour(
    'cells-blanks',
    (plan) => cells(plan).replace(/(?<=\p{L} \p{L}+) (?=\p{L})/gu, '\u00a0'),
    'utf-8',
    '\n',
  ),
  flavour('tabs', tabRows, 'utf-8', '\n', uncutPages),
  flavour('tabs-1251', tabRows, 'windows-1251', '\r\n', uncutPages),
  flavour('tabs-utf-16le', tabRows, 'utf-16le', '\r\n', uncutPages),
  flavour('tabs-quoted', (plan) => tabRows(plan, true), 'utf-8', '\r\n', uncutPages),
  flavour('ruled', (plan) => ruledText(plan, 'ascii'), 'utf-8', '\n', uncutPages),
  flavour('ruled-1251', (plan) => ruledText(plan, 'ascii'), 'windows-1251', '\r\n', uncutPages),
  flavour('ruled-box', (plan) => ruledText(plan, 'box'), 'utf-8', '\n', uncutPages),
  flavour('ruled-box-utf-16le', (plan) => ruledText(plan, 'box'), 'utf-16le', '\n', uncutPages),
  flavour('aligned', (plan) => alignedText(plan, 'parted'), 'utf-8', '\n', uncutPages),
  flavour('aligned-1251', (plan) => alignedText(plan, 'close'), 'windows-1251', '\r\n', uncutPages),
  flavour('markdown', (plan) => ruledText(plan, 'markdown'), 'utf-8', '\n', uncutPages),
]

function flavour(
  name: string,
  form: Form,
  encoding: Encoding,
  lineEnd: LineEnd,
  look: Look = asWritten,
): OwnFlavour {
  return {
    name,
    ending: 'txt',
    look,
    form: 'text',
    write: (plan) => encode(form(plan).replaceAll('\n', lineEnd), encoding),
  }
}

/** The report on one endless page: nothing is cut. */
function uncutPages({ layout }: Plan['source']) {
  return { ...layout, pages: [], damage: uncut(layout.damage) }
}

function uncut(damage: Plan['layout']['damage']) {
  return (damage ?? []).filter(
    ({ kind }) => kind !== 'cut' && kind !== 'title_cut' && kind !== 'wrapped',
  )
}

function softHyphens(text: string): string {
  return text.replace(/(?<=\p{L}{3}[аеиіоу])(?=[бвгджзклмнпрстфхц]\p{L}{3})/gu, '\u00ad')
}
