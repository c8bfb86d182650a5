import {
  defaultTreeAdapter,
  type html,
  type ParserOptions,
  parse,
  type Token,
  type TreeAdapter,
  type TreeAdapterTypeMap,
} from 'parse5'
import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { countCharacters } from '../../text/compose.ts'
import { BLOCKS, UNCOUNTED } from './names.ts'

export type HtmlNode = HtmlElement | HtmlText

interface HtmlText {
  readonly nodeName: '#text'
  value: string
  parentNode: HtmlElement | null
}

/** An element as a browser would build it: missing tags added, wrongly nested ones mended. */
export interface HtmlElement {
  /** In small letters; of foreign content (SVG, MathML) as it is. */
  readonly tagName: string
  readonly namespaceURI: html.NS
  readonly attrs: Token.Attribute[]
  readonly childNodes: HtmlNode[]
  parentNode: HtmlElement | null
}

type TypeMap = TreeAdapterTypeMap<
  HtmlNode,
  HtmlElement,
  HtmlNode,
  HtmlElement,
  HtmlElement,
  HtmlElement,
  HtmlText,
  HtmlText,
  HtmlElement,
  HtmlText
>

/** Elements open at one time: what browsers nest (Blink), pages with unclosed tags included. */
const MOST_OPEN = 512
/** An element takes as much memory here as two of XML. */
const COST_OF_ELEMENT = 2
/** Tags of a page for each element that it may have. */
const TAGS_OF_ELEMENT = 2

/** Stands for all comments, and nowhere in the tree. */
const COMMENT: HtmlText = { nodeName: '#text', value: '', parentNode: null }
// parse5 compares names of namespaces, it does not read this one.
const NO_NAMESPACE = '' as html.NS
const PLAIN = defaultTreeAdapter as unknown as TreeAdapter<TypeMap>

/** A page as a browser would build it. */
interface PageTree {
  readonly root: HtmlElement
  /** True where a table is open when the text ends: the one end tag that no page may leave out. */
  readonly endsInTable: boolean
  /**
   * Characters that are not white space (UTF-16 units after NFC) in all that the parser handed out,
   * wherever it stands and whether it is seen or not, but for elements whose text is none of the
   * page's and those that `isNumber` names as automatic numbers. It holds whatever became of them.
   */
  readonly count: (isNumber: (element: HtmlElement) => boolean) => number
}

/** The text nodes as they were made; null where no letter joins one before it. */
type Made = (HtmlText | null)[]

/**
 * The tree of a page, built by the rules of the HTML standard (parse5). Throws `LIMIT_EXCEEDED`
 * (elements, attributes, nesting) before the memory is spent.
 */
export function parseHtml(text: string, limits: Limits): PageTree {
  const most = Math.floor(limits.elements / COST_OF_ELEMENT)
  checkTags(text, most * TAGS_OF_ELEMENT)
  const tables = { open: 0 }
  const made: Made = []
  const options: ParserOptions<TypeMap> = {
    scriptingEnabled: false,
    treeAdapter: adapter(limits, { most, tables, made }),
  }
  const root = parse<TypeMap>(text, options)
  return {
    root,
    endsInTable: tables.open > 0,
    count: (isNumber) => countMade(made, isNumber),
  }
}

function countMade(made: Made, isNumber: (element: HtmlElement) => boolean): number {
  const known = new Map<HtmlElement | null, boolean>([[null, false]])
  const isLeftOut = (element: HtmlElement | null): boolean => {
    let found = known.get(element)
    if (found !== undefined || element === null) return found ?? false
    found = UNCOUNTED.has(element.tagName) || isNumber(element) || isLeftOut(element.parentNode)
    known.set(element, found)
    return found
  }
  let count = 0
  let open = ''
  for (const text of made) {
    if (text === null) {
      count += countCharacters(open)
      open = ''
    } else if (!isLeftOut(text.parentNode)) open += text.value
  }
  return count + countCharacters(open)
}

/** An end tag makes no element and still costs a look through all that are open. */
function checkTags(text: string, most: number): void {
  let count = 0
  for (let at = text.indexOf('<'); at !== -1; at = text.indexOf('<', at + 1)) count += 1
  if (count > most) throw exceeded(`more than ${most} tags`)
}

function adapter(
  limits: Limits,
  {
    most,
    tables,
    made,
  }: { readonly most: number; readonly tables: { open: number }; readonly made: Made },
): TreeAdapter<TypeMap> {
  let elements = 0
  let open = 0
  let characters = 0
  const createElement = (name: string, namespace: html.NS, attributes: Token.Attribute[]) => {
    elements += 1
    endRun(name, made)
    if (elements > most) throw exceeded(`more than ${most} elements`)
    if (attributes.length > limits.attributes)
      throw exceeded(`an element with more than ${limits.attributes} attributes`)
    return PLAIN.createElement(name, namespace, attributes)
  }
  return {
    ...PLAIN,
    createElement,
    createDocument: () => PLAIN.createElement('#document', NO_NAMESPACE, []),
    createDocumentFragment: () => PLAIN.createElement('#fragment', NO_NAMESPACE, []),
    createCommentNode: () => COMMENT,
    createTextNode: (value) => makeText(value, made),
    appendChild,
    // The content of a template stands in it like that of any element.
    setTemplateContent: nothing,
    getTemplateContent: (element) => element,
    setDocumentType: nothing,
    setDocumentMode: nothing,
    getDocumentMode: () => 'no-quirks' as html.DOCUMENT_MODE,
    insertText: (parent, text) => {
      // The parser hands on white space apart.
      if (text.charCodeAt(0) > 0x20) characters += text.length
      if (characters > limits.characters)
        throw exceeded(`more than ${limits.characters} characters`)
      const last = parent.childNodes.at(-1)
      if (last && 'value' in last) last.value += text
      else appendChild(parent, makeText(text, made))
    },
    insertTextBefore: (parent, text, reference) => {
      const before = parent.childNodes[parent.childNodes.lastIndexOf(reference) - 1]
      if (before && 'value' in before) before.value += text
      else PLAIN.insertBefore(parent, makeText(text, made), reference)
    },
    onItemPush: ({ tagName }) => {
      open += 1
      if (tagName === 'table') tables.open += 1
      if (open > MOST_OPEN) throw exceeded(`elements nested more than ${MOST_OPEN} deep`)
    },
    onItemPop: ({ tagName }) => {
      open -= 1
      endRun(tagName, made)
      if (tagName === 'table') tables.open -= 1
    },
  }
}

function makeText(value: string, made: Made): HtmlText {
  const text: HtmlText = { nodeName: '#text', value, parentNode: null }
  made.push(text)
  return text
}

/** A letter and a mark above it are one only within a line. */
function endRun(name: string, made: Made): void {
  if ((name === 'br' || BLOCKS.has(name)) && made.at(-1) !== null) made.push(null)
}

function appendChild(parent: HtmlElement, node: HtmlNode): void {
  if (node !== COMMENT) PLAIN.appendChild(parent, node)
}

function nothing(): void {}

/** The value of an attribute, null where the element has none of that name. */
export function attributeOf(element: HtmlElement, name: string): string | null {
  for (const one of element.attrs) if (one.name === name) return one.value
  return null
}

function exceeded(what: string): ZvitError {
  return new ZvitError(
    'LIMIT_EXCEEDED',
    `The page holds ${what}. Open it in Word or a browser and save it as DOCX or PDF.`,
  )
}
