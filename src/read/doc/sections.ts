import type { Spend } from './budget.ts'
import { long } from './bytes.ts'
import { type DocFile, PART } from './file.ts'
import { PROPERTY, propertyEnd, wholeList } from './properties.ts'

/** Where sections end, and whether a new page begins behind them ([MS-DOC] 2.8.26, 2.9.243). */
export interface Sections {
  /** By the position of the mark that ends a section. */
  readonly ends: ReadonlyMap<number, { readonly endsPage: boolean }>
}

const ENTRY_LENGTH = 12
const NO_PROPERTIES = 0xffffffff
/** Value of the property that begins a section on the same page or in the next column. */
const LAST_WITHOUT_PAGE = 1

export function readSections(file: DocFile, spend: Spend): Sections {
  const bytes = file.part(PART.sections)
  const count = Math.max(0, Math.floor((bytes.length - 4) / (4 + ENTRY_LENGTH)))
  const ends = new Map<number, { readonly endsPage: boolean }>()
  for (let index = 0; index < count; index += 1) {
    const next = (count + 1) * 4 + (index + 1) * ENTRY_LENGTH
    const endsPage = index + 1 < count && beginsPage(file, long(bytes, next + 2), spend)
    ends.set(long(bytes, (index + 1) * 4) - 1, { endsPage })
  }
  return { ends }
}

/** How a section begins; on a new page where it does not say. */
function beginsPage({ main }: DocFile, offset: number, spend: Spend): boolean {
  if (offset === NO_PROPERTIES || offset + 2 > main.length) return true
  let beginning = 2
  const length = main.readUInt16LE(offset)
  spend(length)
  const list = wholeList(main.subarray(offset + 2, offset + 2 + length))
  let at = 0
  for (let next = propertyEnd(list, at); next !== -1; next = propertyEnd(list, at)) {
    if (list.bytes.readUInt16LE(at) === PROPERTY.sectionBreak)
      beginning = list.bytes.readUInt8(at + 2)
    at = next
  }
  return beginning > LAST_WITHOUT_PAGE
}
