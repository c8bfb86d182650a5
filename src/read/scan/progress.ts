import { channel } from 'node:diagnostics_channel'

/**
 * Where a scan tells that it goes on, for those who hold the clock: a page that is begun, a piece
 * that is read. Nobody listens to most of them.
 */
export const SCAN_PROGRESS = 'zvit:scan'

export type ScanProgress = 'page' | 'piece'

const progress = channel(SCAN_PROGRESS)

/** Tells that a page is begun or a piece is read. */
export function tellScan(what: ScanProgress): void {
  progress.publish(what)
}
