/** One line of PostgreSQL's `COPY … FROM STDIN`, text format, with its end. */
export function copyLine(values: readonly unknown[]): string {
  return `${values.map(field).join('\t')}\n`
}

function field(value: unknown): string {
  if (value === null || value === undefined) return '\\N'
  const text = Array.isArray(value) ? arrayText(value) : String(value)
  return storable(text).replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? character)
}

const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\t': '\\t',
  '\n': '\\n',
  '\r': '\\r',
}

/** PostgreSQL manual, 8.15.2: elements in quotes, quotes and backslashes behind a backslash. */
function arrayText(values: readonly unknown[]): string {
  return `{${values.map((value) => `"${String(value).replace(/["\\]/g, '\\$&')}"`).join(',')}}`
}

/** PostgreSQL stores no U+0000. */
function storable(text: string): string {
  return text.replaceAll('\0', '\ufffd')
}
