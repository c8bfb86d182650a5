/**
 * V8's flags for a process that reads documents. It takes one core and no more, so that as many
 * processes as cores do not fight for them: left alone, V8 compiles and collects on threads of its
 * own. The young half of the heap, MiB, holds all of most documents until they are done: what has to
 * be moved out of it costs more than the memory. The old half grows by a fifth of what is in use at a
 * time, so that a long run takes no more than a short one.
 */
export const READER_FLAGS: readonly string[] = [
  '--single-threaded',
  '--max-semi-space-size=24',
  '--heap-growing-percent=20',
]
