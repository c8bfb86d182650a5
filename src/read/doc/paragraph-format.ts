import type { Spend } from './budget.ts'
import { eachProperty, PROPERTY } from './properties.ts'

/** What a list of properties says of a paragraph; null where it does not. */
export interface ParagraphFormat {
  readonly style: number | null
  /** How many tables the paragraph stands in. */
  readonly depth: number
  readonly isRowEnd: boolean
  readonly isInnerCellEnd: boolean
  readonly startsPage: boolean | null
  /** 1-based number of the list override, 0 for none. */
  readonly list: number | null
  readonly level: number | null
  /** The lists of properties, in order: of a row's end, they define the row. */
  readonly properties: readonly Buffer[]
}

/** Reads a paragraph's number of style and lists of properties; a long list stands elsewhere. */
export function readParagraphFormat(
  [direct = Buffer.alloc(0), modifiers = Buffer.alloc(0)]: readonly Buffer[],
  source: { readonly data: Buffer; readonly spend: Spend },
): ParagraphFormat {
  const style = direct.length >= 2 ? direct.readUInt16LE(0) : null
  return readParagraphLists([direct.subarray(2), modifiers], style, source)
}

/** Reads lists of properties of paragraphs, the later over the earlier. */
export function readParagraphLists(
  lists: readonly Buffer[],
  style: number | null,
  { data, spend }: { readonly data: Buffer; readonly spend: Spend },
): ParagraphFormat {
  const found = {
    style,
    depth: null as number | null,
    inTable: false,
    rowEnd: false,
    cellEnd: false,
  }
  const numbering = {
    startsPage: null as boolean | null,
    list: null as number | null,
    level: null as number | null,
  }
  const properties: Buffer[] = []
  const read = (list: Buffer, isHuge: boolean): void => {
    spend(list.length)
    properties.push(list)
    eachProperty(list, (code, bytes, offset) => {
      const isOn = (bytes[offset] ?? 0) !== 0
      switch (code) {
        case PROPERTY.inTable:
          found.inTable = isOn
          return
        case PROPERTY.depth:
          found.depth = bytes.readInt32LE(offset)
          return
        case PROPERTY.rowEnd:
        case PROPERTY.innerRowEnd:
          found.rowEnd = isOn
          return
        case PROPERTY.innerCell:
          found.cellEnd = isOn
          return
        case PROPERTY.pageBreakBefore:
          numbering.startsPage = isOn
          return
        case PROPERTY.list:
          numbering.list = bytes.readUInt16LE(offset)
          return
        case PROPERTY.level:
          numbering.level = bytes.readUInt8(offset)
          return
        case PROPERTY.paragraphStyle:
          found.style = bytes.readUInt16LE(offset)
          return
        case PROPERTY.hugeList:
        case PROPERTY.hugeParagraph:
        case PROPERTY.tableProperties: {
          const huge = isHuge ? null : hugeList(data, bytes.readUInt32LE(offset))
          if (huge === null) return
          // What stands beside a reference says the same for programs that do not follow it.
          properties.pop()
          read(huge, true)
          return
        }
      }
    })
  }
  for (const list of lists) if (list.length > 0) read(list, false)
  return {
    style: found.style,
    depth: Math.max(found.depth ?? 0, found.inTable ? 1 : 0),
    isRowEnd: found.rowEnd,
    isInnerCellEnd: found.cellEnd,
    ...numbering,
    properties,
  }
}

/** [MS-DOC] 2.9.211: properties too long for their page stand in the data stream. */
function hugeList(data: Buffer, offset: number): Buffer | null {
  if (offset + 2 > data.length) return null
  return data.subarray(offset + 2, offset + 2 + data.readUInt16LE(offset))
}
