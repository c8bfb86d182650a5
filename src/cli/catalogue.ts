import type { Command } from './command.ts'

/** What options take; null for a switch. What they are for stands in `locales`, by command and option. */
type Options = Command['options']

const grammar = 'NAME|FILE'
const facts: Options = { respondent: 'NAME', programme: 'NAME', period: 'PERIOD' }
const limits: Options = { 'time-limit': 'S', 'memory-limit': 'MB' }
const known: Options = { roster: 'FILE', plan: 'FILE', manifest: 'FILE' }
const within: Options = { member: 'NAME', sha256: 'HASH' }
const whole: Options = { programme: 'NAME', period: 'PERIOD', grammar }
const wider: Options = { cert: 'FILE', key: 'FILE', 'behind-proxy': 'ADDRESS' }
const ANY = Number.POSITIVE_INFINITY

/** Every command that exists; adding one is adding a row, a file, and its words in `locales`. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  parse: {
    positionals: [1, 1],
    options: { grammar, ...facts, ...limits, pretty: null },
    load: () => import('./parse.ts'),
  },
  text: {
    positionals: [1, 1],
    options: { ...limits, ...within, json: null, picture: 'PAGE', 'as-word': null },
    load: () => import('./text.ts'),
  },
  explain: {
    positionals: [1, 1],
    options: { row: 'N', grammar, ...facts, ...limits },
    load: () => import('./explain.ts'),
  },
  import: {
    positionals: [1, ANY],
    options: {
      out: 'DIR',
      manifest: 'FILE',
      ...whole,
      roster: 'FILE',
      plan: 'FILE',
      concurrency: 'N',
      'time-limit': 'S',
      'memory-limit': 'MB',
      'retry-failed': null,
      prune: null,
      watch: null,
      'dry-run': null,
    },
    load: () => import('./import.ts'),
  },
  stats: {
    positionals: [1, 1],
    options: {
      by: 'WHAT',
      list: 'WHAT',
      ...known,
      charts: 'FOLDER',
      json: null,
      csv: null,
      out: 'FILE',
    },
    load: () => import('./stats.ts'),
  },
  consolidate: {
    positionals: [1, 1],
    options: {
      out: 'FILE',
      template: 'FILE.docx',
      brief: null,
      full: null,
      letters: 'FOLDER',
      'letter-template': 'FILE.docx',
      'letter-date': 'TEXT',
      'letter-number': 'TEXT',
      'letter-post': 'TEXT',
      'letter-signer': 'NAME',
      evidence: 'FOLDER',
      ...known,
    },
    load: () => import('./consolidate.ts'),
  },
  export: {
    positionals: [1, 1],
    options: {
      out: 'FILE',
      format: 'NAME',
      separator: 'CHAR',
      bom: null,
      vocabulary: 'NAME',
      to: 'ADDRESS',
      feed: 'NAME',
      ...known,
    },
    load: () => import('./export.ts'),
  },
  correct: {
    positionals: [1, 1],
    hasSettings: false,
    options: {
      key: 'KEY',
      status: 'STATUS',
      detail: 'DETAIL',
      number: 'N',
      deadline: 'TEXT',
      executors: 'TEXT',
      respondent: 'NAME',
      programme: 'NAME',
      period: 'PERIOD',
      none: null,
      'as-read': null,
      why: 'TEXT',
      by: 'NAME',
      file: 'NAME',
      from: 'FILE',
      merge: 'FILE',
      undo: null,
      list: null,
      json: null,
    },
    load: () => import('./correct.ts'),
  },
  serve: {
    positionals: [1, 1],
    options: { port: 'N', host: 'NAME', token: 'TEXT', ...wider, ...known, ...whole },
    load: () => import('./serve.ts'),
  },
  query: {
    positionals: [2, 2],
    options: { csv: null, table: null, ...known },
    load: () => import('./query.ts'),
  },
  verify: { positionals: [1, 1], options: { json: null }, load: () => import('./verify.ts') },
  diff: { positionals: [2, 2], options: { json: null }, load: () => import('./diff.ts') },
  classify: { positionals: [1, 1], options: { grammar }, load: () => import('./classify.ts') },
  train: {
    positionals: [1, ANY],
    hasSettings: false,
    options: { corrections: null, out: 'FOLDER' },
    load: () => import('./train.ts'),
  },
  eval: {
    positionals: [1, ANY],
    hasSettings: false,
    options: { corrections: null, json: null },
    load: () => import('./eval.ts'),
  },
  grammar: {
    positionals: [1, ANY],
    options: { grammar, least: 'N', out: 'FILE|FOLDER' },
    load: () => import('./grammar.ts'),
  },
  schema: { positionals: [0, 1], options: {}, load: () => import('./schema.ts') },
}
