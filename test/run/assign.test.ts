import { describe, expect, test } from 'vitest'
import { assign, type Seated, type Waiting } from '../../src/run/pool/assign.ts'

/* `2/0` is a process on seat 2 with nothing in hand, `2/1+` one that has read before, `-` retired. */

function processOf(drawing: string): Seated & { readonly name: string } {
  const [, seat = '0', hand = '0', done, retired] = /^(\d)\/(\d)(\+?)(-?)$/.exec(drawing) ?? []
  return {
    name: drawing,
    seat: Number(seat),
    inHand: () => Number(hand),
    done: () => (done ? 1 : 0),
    isRetired: () => retired !== '',
  }
}

/** `1` is a task for seat 1, `?` for any, `!1` one that comes for the second time. */
function jobOf(drawing: string): Waiting & { readonly name: string } {
  const seat = drawing.replace('!', '')
  return {
    name: drawing,
    seat: seat === '?' ? null : Number(seat),
    isSecond: drawing.startsWith('!'),
  }
}

function decided(queue: string, processes: string, seats = 2): string {
  const list = (text: string) => text.split(' ').filter((word) => word !== '')
  const found = assign(list(queue).map(jobOf), list(processes).map(processOf), seats)
  if (!found) return 'wait'
  if (found.kind === 'start') return `start ${found.seat}`
  if (found.kind === 'retire') return `retire ${found.process.name}`
  return `${found.job.name} to ${found.process.name}`
}

describe('a task goes', () => {
  test.each([
    ['to a new process on its seat', '1', '', 'start 1'],
    ['to its own process, past others', '0 1', '0/1 1/0', '1 to 1/0'],
    ['to no other while its own is not started', '1', '0/0', 'start 1'],
    ['to whoever is free where its own is at work', '0 0', '0/1 1/0', '0 to 1/0'],
    ['to whoever is free where its own ends', '0', '0/0- 1/0', '0 to 1/0'],
    ['nowhere while all are at work', '0 1', '0/1 1/1', 'wait'],
    ['beside the one that is read where more wait', '0 1 0', '0/1 1/1', '0 to 0/1'],
    ['nowhere where one lies ready in each', '0 1 0', '0/2 1/2', 'wait'],
    ['to any process where it is meant for none', '?', '0/1 1/0', '? to 1/0'],
    ['to a new process where it is meant for none', '?', '0/1', 'start 1'],
  ])('%s', (_, queue, processes, expected) => expect(decided(queue, processes)).toBe(expected))
})

describe('a task that comes for the second time', () => {
  test.each([
    ['goes to a process that has read nothing', '!0', '0/0+ 1/0', '!0 to 1/0'],
    ['has one started', '!0', '0/0+', 'start 1'],
    ['makes room for one', '!0', '0/0+ 1/1+', 'retire 0/0+'],
    ['makes room once', '!0', '0/0+- 1/0+', 'wait'],
    ['keeps no other waiting', '!0 1', '0/0+- 1/0+', '1 to 1/0+'],
  ])('%s', (_, queue, processes, expected) => expect(decided(queue, processes)).toBe(expected))
})
