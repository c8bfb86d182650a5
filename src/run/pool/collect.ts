import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Documents between two collections; each takes some thirty milliseconds. */
const BETWEEN = 100

/**
 * A function to be called after each document, which keeps the memory of a long run as low as that
 * of a short one: left alone, V8 lets the heap grow while there is room (176 MiB after 200 documents,
 * 254 after 1,000, of which 32 were in use).
 */
export function collector(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  let documents = 0
  return () => {
    documents += 1
    if (documents % BETWEEN === 0) collect()
  }
}
