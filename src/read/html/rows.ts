import { attributeOf, type HtmlElement } from './tree.ts'

/** A row and the group of rows that it stands in; no cell spans out of its group. */
export interface TableRow {
  readonly element: HtmlElement
  readonly group: HtmlElement | null
  readonly isHead: boolean
}

/**
 * The rows of a table in the order in which they are drawn: the first `thead` on top, the first
 * `tfoot` at the bottom (CSS 2.1, 17.2); `others` are its captions and what else is no row.
 */
export function listRows(table: HtmlElement): {
  readonly others: readonly HtmlElement[]
  readonly rows: readonly TableRow[]
} {
  const others: HtmlElement[] = []
  const head: TableRow[] = []
  const body: TableRow[] = []
  const foot: TableRow[] = []
  for (const node of table.children) {
    if (node.kind === 'text') continue
    const { name } = node
    if (name === 'thead') addRows(node, { rows: head.length === 0 ? head : body, others })
    else if (name === 'tfoot') addRows(node, { rows: foot.length === 0 ? foot : body, others })
    else if (name === 'tbody') addRows(node, { rows: body, others })
    else if (name === 'tr') body.push({ element: node, group: null, isHead: false })
    else others.push(node)
  }
  return { others, rows: [...head, ...body, ...foot] }
}

function addRows(
  group: HtmlElement,
  { rows, others }: { readonly rows: TableRow[]; readonly others: HtmlElement[] },
): void {
  const isHead = group.name === 'thead'
  for (const node of group.children) {
    if (node.kind === 'text') continue
    if (node.name === 'tr') rows.push({ element: node, group, isHead })
    else others.push(node)
  }
}

/** For each row the number of rows from it to the end of its group. */
export function rowsToEnd(rows: readonly TableRow[]): readonly number[] {
  const left: number[] = new Array(rows.length).fill(1)
  for (let index = rows.length - 2; index >= 0; index -= 1)
    if (rows[index]?.group === rows[index + 1]?.group) left[index] = (left[index + 1] ?? 0) + 1
  return left
}

/** Word ends a table whose columns do not meet with a row without height and text. */
export function isSpacer({ element }: TableRow): boolean {
  return attributeOf(element, 'height') === '0' && !hasText(element)
}

function hasText({ children }: HtmlElement): boolean {
  return children.some((node) => (node.kind === 'text' ? /\S/.test(node.value) : hasText(node)))
}

/** A span as written, at least 1; of rows 0 means to the end of the group (HTML, 4.9.12). */
export function spanOf(cell: HtmlElement, name: 'rowspan' | 'colspan', most: number): number {
  const digits = /^\s*\+?(\d+)/.exec(attributeOf(cell, name) ?? '')?.[1]
  if (digits === undefined) return 1
  const span = Number(digits)
  if (span === 0) return name === 'rowspan' ? most : 1
  return Math.min(span, most)
}
