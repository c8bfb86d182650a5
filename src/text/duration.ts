const DAYS: Readonly<Record<string, number>> = { Y: 365, M: 30, W: 7, D: 1 }

/** Length of an ISO 8601 duration such as `P3M` in days, near enough to compare; infinite for null. */
export function durationDays(duration: string | null): number {
  const match = /^P(\d+)([YMWD])$/.exec(duration ?? '')
  return match ? Number(match[1]) * (DAYS[match[2] ?? ''] ?? 0) : Number.POSITIVE_INFINITY
}
