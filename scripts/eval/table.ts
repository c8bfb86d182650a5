/** A text table: the first column to the left, the others to the right; Markdown if asked. */
export function textTable(rows: readonly (readonly string[])[], isMarkdown = false): string {
  const columns = Math.max(...rows.map((row) => row.length))
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => [...(row[column] ?? '')].length)),
  )
  const lines = rows.map((row) => {
    const cells = widths.map((width, column) => pad(row[column] ?? '', width, column === 0))
    return isMarkdown ? `| ${cells.join(' | ')} |` : cells.join('  ').trimEnd()
  })
  const rule = widths.map((width, column) => '-'.repeat(width - 1) + (column === 0 ? '-' : ':'))
  const [heading = '', ...body] = lines
  return [heading, ...(isMarkdown ? [`| ${rule.join(' | ')} |`] : []), ...body].join('\n')
}

function pad(text: string, width: number, isLeft: boolean): string {
  const blanks = ' '.repeat(width - [...text].length)
  return isLeft ? text + blanks : blanks + text
}
