/*
 * Which process reads what next. Each process has a seat, and documents come with the seat that they
 * are meant for; a process that has nothing else to do reads those of others, too.
 */

/** One task is read, the next lies ready. */
const MOST_IN_HAND = 2
/** Tasks for one seat that keep its process busy; more would only wait. */
export const TASKS_A_SEAT = MOST_IN_HAND + 1

export interface Waiting {
  /** Null for whichever process is free. */
  readonly seat: number | null
  /** It came to grief in a process that had read others before: once more, in one that has not. */
  readonly isSecond: boolean
}

export interface Seated {
  readonly seat: number
  readonly inHand: () => number
  /** Documents read so far. */
  readonly done: () => number
  readonly isRetired: () => boolean
}

export type Assignment<Job, Process> =
  | { readonly kind: 'give'; readonly job: Job; readonly process: Process }
  | { readonly kind: 'start'; readonly seat: number }
  | { readonly kind: 'retire'; readonly process: Process }

/** The next thing to do about the queue; null where all that can work does. */
export function assign<Job extends Waiting, Process extends Seated>(
  queue: readonly Job[],
  processes: readonly Process[],
  seats: number,
): Assignment<Job, Process> | null {
  const usable = processes.filter((process) => !process.isRetired())
  const vacant = vacantSeats(processes, seats)
  for (const job of queue) {
    const found = job.isSecond
      ? assignSecond(job, { processes, usable, vacant })
      : assignOwn(job, { usable, vacant })
    if (found) return found
  }
  const first = queue.find((job) => !job.isSecond)
  const free = usable.find(isFree)
  if (first && free) return { kind: 'give', job: first, process: free }
  return queue.length > seats ? layReady(queue, usable) : null
}

/** Seats without a process, the lowest first. */
export function vacantSeats(processes: readonly Seated[], seats: number): readonly number[] {
  const taken = new Set(processes.map(({ seat }) => seat))
  return Array.from({ length: seats }, (_, seat) => seat).filter((seat) => !taken.has(seat))
}

interface Room<Process> {
  readonly usable: readonly Process[]
  readonly vacant: readonly number[]
}

function assignOwn<Job extends Waiting, Process extends Seated>(
  job: Job,
  { usable, vacant }: Room<Process>,
): Assignment<Job, Process> | null {
  const process = usable.find((one) => isFree(one) && isFor(job, one))
  if (process) return { kind: 'give', job, process }
  const seat = job.seat === null ? vacant[0] : vacant.find((one) => one === job.seat)
  return seat === undefined ? null : { kind: 'start', seat }
}

/** A process that has read nothing yet; where there is room for none, one makes room. */
function assignSecond<Job extends Waiting, Process extends Seated>(
  job: Job,
  { processes, usable, vacant }: Room<Process> & { readonly processes: readonly Process[] },
): Assignment<Job, Process> | null {
  const fresh = usable.find((one) => isFree(one) && one.done() === 0)
  if (fresh) return { kind: 'give', job, process: fresh }
  const [seat] = vacant
  if (seat !== undefined) return { kind: 'start', seat }
  const free = usable.length === processes.length ? usable.find(isFree) : undefined
  return free ? { kind: 'retire', process: free } : null
}

function layReady<Job extends Waiting, Process extends Seated>(
  queue: readonly Job[],
  usable: readonly Process[],
): Assignment<Job, Process> | null {
  for (const job of queue) {
    const process = usable.find((one) => one.inHand() < MOST_IN_HAND && isFor(job, one))
    if (process && !job.isSecond) return { kind: 'give', job, process }
  }
  return null
}

function isFree(process: Seated): boolean {
  return process.inHand() === 0
}

function isFor({ seat }: Waiting, process: Seated): boolean {
  return seat === null || seat === process.seat
}
