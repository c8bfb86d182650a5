import type { CorpusDocument } from './document.ts'
import type { Order } from './order.ts'

/** Pictures of printed reports. */
export function scans(_order: Order): readonly CorpusDocument[] {
  return []
}
