/** The code of the fenced blocks under a heading of a Markdown page, in their order. */
export function blocksUnder(page: string, heading: string): readonly string[] {
  const start = page.indexOf(`\n${heading}\n`)
  const end = page.indexOf('\n#', start + 1 + heading.length)
  const chapter = start < 0 ? '' : page.slice(start, end < 0 ? undefined : end)
  return [...chapter.matchAll(/^```\w+\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code)
}
