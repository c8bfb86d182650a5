/*
 * How long an expression takes on a line of one thing over and over. What is linear takes some
 * microseconds a thousand units; what is quadratic is hundreds of times slower on a line of 4,000.
 */

/** Lengths of the lines, short ones first: what is exponential never ends on a longer one. */
const LENGTHS = [24, 4000]
/** Processor time, in milliseconds, that a line of the longest kind may take. */
const MOST_TIME = 4
/** A machine at work now and then takes a thread away. */
const TRIES = 9
const UNITS = [' ', '-', '.', ', ', '"', '\n', '0', '1 ', '1.', 'а', 'а ', 'a.', "'"]
/** Without one of these an expression ends soon wherever it begins. */
const ENDLESS = /[*+]|\{\d+,\}/

/** What a line is made of that the expression is slow on; null where it is on none. */
export function slowOn(expression: RegExp): string | null {
  if (!ENDLESS.test(expression.source)) return null
  const units = [...UNITS, ...piecesOf(expression.source)]
  return units.find((unit) => isSlow(expression, unit)) ?? null
}

/** Pieces of the expression that stand for themselves. */
function piecesOf(source: string): readonly string[] {
  const pieces = source.replace(/\\\W|\\[a-z](?:\{\w+\})?/gi, ' ').match(/[\p{L}\d]{2,}/gu) ?? []
  return [...new Set(pieces.flatMap((piece) => [piece, `${piece} `]))].slice(0, 6)
}

function isSlow(expression: RegExp, unit: string): boolean {
  for (const length of LENGTHS) {
    // What matches nothing takes longest: the last sign is in no class.
    const line = `${unit.repeat(Math.ceil(length / unit.length))}\u0001`
    let least = Number.POSITIVE_INFINITY
    for (let attempt = 0; attempt < TRIES && least > MOST_TIME; attempt += 1)
      least = Math.min(least, timeOf(expression, line))
    if (least > MOST_TIME) return true
  }
  return false
}

/** Processor time of one look for the first match, in milliseconds. */
function timeOf(expression: RegExp, line: string): number {
  const before = process.cpuUsage()
  expression.lastIndex = 0
  expression.test(line)
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}
