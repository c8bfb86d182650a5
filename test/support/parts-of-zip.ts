import { DEFAULT_LIMITS } from '../../src/containers/limits.ts'
import { openZip } from '../../src/containers/zip/index.ts'

/** The text of a part of a document that is a ZIP archive; throws where it has none. */
export function partOf(bytes: Uint8Array, name: string): string {
  return openZip(bytes, DEFAULT_LIMITS).read(name).toString('utf8')
}
