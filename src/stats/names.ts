/** The tables of counts that `zvit stats --by` gives; each is a file of `sql/by`. */
export const COUNTS = [
  'all',
  'programme',
  'section',
  'item',
  'measure',
  'respondent',
  'period',
  'executor',
  'detail',
] as const

/** The lists that `zvit stats --list` gives; each is a file of `sql/lists`. */
export const LISTS = [
  'bodies',
  'versions',
  'blank',
  'disclaimed',
  'unclaimed',
  'contradictions',
  'copied',
  'changes',
  'overdue',
  'doubtful',
  'foreign',
  'review',
] as const
