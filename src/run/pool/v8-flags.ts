import { availableParallelism } from 'node:os'
import { setFlagsFromString } from 'node:v8'

/**
 * V8's flags for each of so many processes that read at a time. It compiles and collects on threads
 * of its own, which pays where a core has nothing to do; with a process a core it costs some files in
 * a hundred.
 */
export function flagsFor(processes: number): readonly string[] {
  return processes < availableParallelism() ? [] : ['--single-threaded']
}

/** By how much of what is in use the heap may grow before V8 collects, %. */
const GROWTH = 20

/**
 * Keeps the memory of a long run as low as that of a short one: left alone, V8 lets the heap grow
 * while there is room (176 MiB after 200 documents, 254 after 1,000, of which 32 were in use). It is
 * not made to collect every so many documents: with the objects between two documents it would
 * forget their shapes, and throw away what it compiled for these.
 */
export function keepHeapLow(): void {
  setFlagsFromString(`--heap-growing-percent=${GROWTH}`)
}
