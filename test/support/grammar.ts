import { grammarText } from '../../src/resources.ts'

const TEXT = await grammarText()

/** One part of the grammar that comes with zvit, as YAML: its key and all that belongs to it. */
export function grammarPart(key: 'classes' | 'bodies' | 'language'): string {
  const start = TEXT.search(new RegExp(`^${key}:`, 'm'))
  const rest = TEXT.slice(start + key.length + 1)
  const end = rest.search(/^[a-z]/m)
  return TEXT.slice(start, end < 0 ? undefined : start + key.length + 1 + end)
}
