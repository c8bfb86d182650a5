import { attribute, child, children, type XmlElement } from '../../containers/xml/element.ts'
import { readableBullet } from '../../document/numbering/bullet.ts'
import {
  createNumberer,
  type Numberer,
  type NumberLevel,
  type NumberList,
} from '../../document/numbering/index.ts'
import { kept } from '../../text/lists.ts'

/** The `text:list` that text stands in, one for each level. */
export interface ListScope {
  /** Lists with the same counters go on counting each other. */
  readonly counters: string
  /** Name of the list style, null where no list around says one. */
  readonly style: string | null
  /** 0-based. */
  readonly level: number
  /** The next paragraph begins the level anew. */
  restarts: boolean
  /** What the next paragraph of the item gets; null where it is none that is numbered. */
  item: ListItem | null
  /** Lists that stood in the item so far. */
  lists: number
}

interface ListItem {
  readonly start: number | null
  readonly style: string | null
}

/** The numbers of one flow of text: which list goes on which other, and what they print. */
export interface Lists {
  /** A list inside another one, or one of its own. */
  readonly open: (element: XmlElement, outer: ListScope | null) => ListScope
  readonly openItem: (element: XmlElement, scope: ListScope) => void
  /**
   * The number of a paragraph that begins an item of a list, null where none is printed;
   * undefined where its style is not defined. `ownStyle` is the list style of its paragraph style.
   */
  readonly next: (scope: ListScope, ownStyle: string | null) => string | null | undefined
  /** The number of a heading by the outline, null where none is printed. `level` is 0-based. */
  readonly nextHeading: (level: number, start: number | null) => string | null
}

const OUTLINE = ''

/** `styles` are the `text:list-style` elements by name, `outline` the `text:outline-style`. */
interface ListStyles {
  readonly levels: (name: string) => ListLevels | null
  readonly outline: ListLevels | null
  readonly outlineName: string | null
}

/** Later elements hide earlier ones of the same name. */
export function readListStyles(elements: readonly XmlElement[]): ListStyles {
  const byName = new Map<string, XmlElement>()
  let outline: XmlElement | null = null
  for (const element of elements) {
    if (element.name === 'text:list-style')
      byName.set(attribute(element, 'style:name') ?? '', element)
    if (element.name === 'text:outline-style') outline = element
  }
  const read = new Map<string, ListLevels>()
  return {
    levels: (name) => {
      const element = byName.get(name)
      return element === undefined ? null : kept(read, name, () => readListLevels(element))
    },
    outline: outline === null ? null : readListLevels(outline),
    outlineName: attribute(outline, 'style:name'),
  }
}

/*
 * OpenDocument 1.3 Part 3, 5.3 and 19.879 to 19.882; where it is silent, as LibreOffice 25.2 reads
 * it (xmloff, XMLTextListBlockContext): a list goes on only from the last one and only where that
 * has the same style; items that hold nothing but a list count no number of their own.
 */
export function openLists(styles: ListStyles): Lists {
  const byKey = new Map<string, NumberList>()
  const numberer = createNumberer(byKey)
  const countersOf = new Map<string, string>()
  let last: ListScope | null = null
  let generated = 0
  const openRoot = (element: XmlElement, style: string | null): string => {
    generated += 1
    const own = `#${generated}`
    const before = countersOf.get(attribute(element, 'text:continue-list') ?? '')
    const goesOn = attribute(element, 'text:continue-numbering') === 'true' && last?.style === style
    const counters = before ?? (goesOn ? last?.counters : undefined) ?? own
    const id = attribute(element, 'xml:id') ?? attribute(element, 'text:id')
    if (id !== null) countersOf.set(id, counters)
    return counters
  }
  return {
    open: (element, outer) => {
      const style = attribute(element, 'text:style-name') ?? outer?.style ?? null
      if (outer === null) {
        last = openScope(openRoot(element, style), style, 0)
        return last
      }
      const scope = openScope(outer.counters, style, outer.level + 1)
      const goesOn = attribute(element, 'text:continue-numbering') === 'true'
      scope.restarts = outer.lists > 0 && !goesOn
      outer.lists += 1
      return scope
    },
    openItem: (element, scope) => {
      scope.lists = 0
      scope.item = {
        start: readStart(attribute(element, 'text:start-value')),
        style: attribute(element, 'text:style-override'),
      }
    },
    next: (scope, ownStyle) => {
      const style = scope.item?.style ?? scope.style ?? ownStyle
      if (style === null || style === '') return null
      const isOutline = style === styles.outlineName
      const levels = isOutline ? styles.outline : styles.levels(style)
      if (levels === null) return undefined
      const start =
        scope.item?.start ?? (scope.restarts ? (levels[scope.level]?.start ?? null) : null)
      scope.restarts = false
      const counters = isOutline ? OUTLINE : scope.counters
      return nextOf(numberer, byKey, { counters, style, levels, level: scope.level, start })
    },
    nextHeading: (level, start) => {
      const levels = styles.outline
      if (levels === null) return null
      const style = OUTLINE
      return nextOf(numberer, byKey, { counters: OUTLINE, style, levels, level, start }) ?? null
    },
  }
}

function openScope(counters: string, style: string | null, level: number): ListScope {
  return { counters, style, level, restarts: false, item: null, lists: 0 }
}

function nextOf(
  numberer: Numberer,
  byKey: Map<string, NumberList>,
  asked: {
    readonly counters: string
    readonly style: string
    readonly levels: ListLevels
    readonly level: number
    readonly start: number | null
  },
): string | null | undefined {
  const { counters, levels } = asked
  const key = `${counters}\n${asked.style}`
  if (!byKey.has(key)) byKey.set(key, { counters, levels, overrides: new Map() })
  return numberer.next(key, asked.level, asked.start)
}

/** How each level of a list prints its numbers, 0-based; null where a level is not defined. */
type ListLevels = readonly (NumberLevel | null)[]

const LEVELS = 10
// Characters of the text around a number, and the largest number a list may begin with.
const LONGEST_TEXT = 64
const LARGEST_START = 1_000_000

const FORMATS: ReadonlyMap<string, string> = new Map([
  ['', 'none'],
  ['1', 'decimal'],
  ['i', 'lowerRoman'],
  ['I', 'upperRoman'],
  ['1st', 'ordinal'],
  ['a', 'lowerLetter'],
  ['A', 'upperLetter'],
])
/** LibreOffice writes how the row goes on: «А, Б, .., Аа, Аб, ... (uk)» or «…, Аа, Бб, …». */
const CYRILLIC = /^([аА]), [бБ], .*\((\w+)\)$/u

/** The levels of a `text:list-style` or `text:outline-style` (OpenDocument 1.3 Part 3, 16.30). */
function readListLevels(style: XmlElement): ListLevels {
  const elements: (XmlElement | null)[] = Array.from({ length: LEVELS }, () => null)
  for (const element of children(style)) {
    const level = Number(attribute(element, 'text:level') ?? Number.NaN)
    if (Number.isInteger(level) && level >= 1 && level <= LEVELS) elements[level - 1] = element
  }
  const formats = elements.map((element) => (element === null ? 'none' : formatOf(element)))
  return elements.map((element, level) =>
    element === null ? null : readLevel(element, level, formats),
  )
}

function readLevel(element: XmlElement, level: number, formats: readonly string[]): NumberLevel {
  return {
    start: startOf(element),
    format: formats[level] ?? 'none',
    text: textOf(element, level, formats),
    restart: null,
    isLegal: attribute(element, 'loext:is-legal') === 'true',
  }
}

function startOf(element: XmlElement): number {
  return readStart(attribute(element, 'text:start-value')) ?? 1
}

/** The number in `text:start-value`, null where there is none that one can count from. */
export function readStart(value: string | null): number | null {
  return value !== null && /^\d{1,7}$/.test(value) ? Math.min(Number(value), LARGEST_START) : null
}

function formatOf(element: XmlElement): string {
  if (element.name === 'text:list-level-style-bullet') return 'bullet'
  if (element.name === 'text:list-level-style-image') return 'bullet'
  const written = attribute(element, 'style:num-format') ?? ''
  return FORMATS.get(written) ?? cyrillicFormat(written) ?? 'decimal'
}

function cyrillicFormat(written: string): string | null {
  const [, first, language = ''] = CYRILLIC.exec(written) ?? []
  if (first === undefined) return null
  const letters = /^uk/i.test(language) ? 'wholeUkrainian' : 'russian'
  const size = first === 'А' ? 'Upper' : 'Lower'
  return `${letters}${size}`
}

function textOf(element: XmlElement, level: number, formats: readonly string[]): string {
  if (element.name === 'text:list-level-style-image') return '•'
  // LibreOffice prints nothing around a bullet.
  if (element.name === 'text:list-level-style-bullet') return bulletOf(element)
  const prefix = around(element, 'style:num-prefix')
  const suffix = around(element, 'style:num-suffix')
  const template =
    attribute(element, 'style:num-list-format') ?? attribute(element, 'loext:num-list-format')
  if (template !== null) return readTemplate(template.slice(0, LONGEST_TEXT))
  const shown = Number(attribute(element, 'text:display-levels') ?? 1)
  const from = Number.isInteger(shown) && shown >= 1 ? Math.max(0, level - shown + 1) : level
  const numbers = formats
    .slice(from, level + 1)
    .flatMap((format, index) => (format !== 'none' ? [placeholder(from + index)] : []))
  return prefix + numbers.join('.') + suffix
}

/** `%1%.%2%)` as LibreOffice writes it since 7.1. */
function readTemplate(template: string): string {
  return template.replace(/%(\d{1,2})%/g, (_, level: string) =>
    Number(level) >= 1 && Number(level) <= LEVELS ? placeholder(Number(level) - 1) : '',
  )
}

/** As `NumberLevel.text` wants it; `:` follows 9 in ASCII. */
function placeholder(level: number): string {
  return `%${String.fromCharCode(0x31 + level)}`
}

function around(element: XmlElement, name: string): string {
  return readableBullet((attribute(element, name) ?? '').slice(0, LONGEST_TEXT)).replaceAll('%', '')
}

function bulletOf(element: XmlElement): string {
  const text = (attribute(element, 'text:bullet-char') ?? '').slice(0, LONGEST_TEXT)
  const properties = child(element, 'style:text-properties')
  const font = attribute(properties, 'fo:font-family') ?? attribute(properties, 'style:font-name')
  return readableBullet(text, font?.replaceAll("'", ''))
}
