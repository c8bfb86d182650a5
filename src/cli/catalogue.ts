import type { Command, Option } from './command.ts'

const grammar: Option = {
  value: 'NAME|FILE',
  help: 'grammar by name or YAML file (default: programme-report)',
}
const facts: Record<string, Option> = {
  respondent: { value: 'NAME', help: 'the reporting body, where you know it better' },
  programme: { value: 'NAME', help: 'the programme reported on' },
  period: {
    value: 'PERIOD',
    help: 'the period reported on: 2016, 2016-01-01/2016-12-31, «I квартал 2016»',
  },
}
const ANY = Number.POSITIVE_INFINITY

/** Every command that exists; adding one is adding a row and a file. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  parse: {
    summary: 'one document → one report as JSON on standard output',
    usage: 'FILE',
    positionals: [1, 1],
    options: { grammar, ...facts, pretty: { value: null, help: 'indent the JSON' } },
    details: 'FILE may be - for standard input.',
    examples: ['zvit parse 2016/dzhkg.docx --pretty', 'cat dzhkg.pdf | zvit parse - --period 2016'],
    load: () => import('./parse.ts'),
  },
  text: {
    summary: 'the text of a document as the reader sees it, before any grammar',
    usage: 'FILE',
    positionals: [1, 1],
    options: {},
    details:
      'Reading order, printed numbers, table rows as tab-separated fields, a form feed before each\n' +
      'further page, text outside the flow at the end. FILE may be - for standard input.',
    examples: ['zvit text 2016/dzhkg.docx'],
    load: () => import('./text.ts'),
  },
  explain: {
    summary: 'how each row was read: the reading, its cost and why, the next best, the repairs',
    usage: 'FILE',
    positionals: [1, 1],
    options: { row: { value: 'N', help: 'only row N, with all reasons' }, grammar, ...facts },
    examples: ['zvit explain 2016/dzhkg.docx', 'zvit explain 2016/dzhkg.docx --row 12'],
    load: () => import('./explain.ts'),
  },
  import: {
    summary: 'many documents → a folder of reports, flat measures and failures',
    usage: 'PATH… --out DIR',
    positionals: [1, ANY],
    options: {
      out: {
        value: 'DIR',
        help: 'folder for reports/, measures.ndjson, failures.ndjson, run.json',
      },
      manifest: { value: 'FILE.csv', help: 'what you know: file, respondent, programme, period' },
      grammar,
      concurrency: {
        value: 'N',
        help: 'documents held at a time: one is parsed, the others are read ahead (default: 2)',
      },
      'time-limit': { value: 'S', help: 'seconds of computing a document may take (default: 10)' },
      'memory-limit': { value: 'MB', help: 'megabytes a document may take (default: 1000)' },
      'retry-failed': {
        value: null,
        help: 'read only what failed or has no report yet, keep the rest',
      },
      'dry-run': { value: null, help: 'print what would be read and written, write nothing' },
    },
    details:
      'Files are read ahead and parsed one after another in this process; a pool of processes comes\n' +
      'later. The results do not depend on --concurrency. Both limits are measured when a document is\n' +
      'done: it then fails with TIME_LIMIT or MEMORY_LIMIT, but a document that hangs is not stopped.\n' +
      'Lock and temporary files (~$x.docx) are left out; links are never followed.',
    examples: [
      'zvit import reports/2016 --out out',
      'zvit import reports/2016 reports/2017 --out out --manifest facts.csv',
    ],
    load: () => import('./import.ts'),
  },
  classify: {
    summary: 'lines of responses → lines of statuses, in the same order',
    usage: 'FILE.jsonl',
    positionals: [1, 1],
    options: { grammar },
    details:
      'A line is {"id", "response", "measure"?, "executors"?, "respondent"?}; "response": null means\n' +
      'that the cell was missing. A line that cannot be read gives {"id", "error"} in its place and\n' +
      'exit code 1. FILE may be - for standard input.',
    examples: ['zvit classify responses.jsonl > statuses.jsonl'],
    load: () => import('./classify.ts'),
  },
  grammar: {
    summary: 'the grammars: check, test, list, show',
    usage: 'check|test|list|show [NAME|FILE]',
    positionals: [1, ANY],
    options: {},
    details:
      '  check [NAME|FILE]…  mistakes, with line and column\n' +
      '  test [NAME|FILE]    runs its examples and counterexamples; rules that never fire\n' +
      '  list                the grammars that come with zvit\n' +
      '  show [NAME]         prints one, as a beginning for your own',
    examples: ['zvit grammar check my.yaml', 'zvit grammar show programme-report > my.yaml'],
    load: () => import('./grammar.ts'),
  },
  schema: {
    summary: 'the JSON Schema (2020-12) of a report or of a flat measure',
    usage: '[report|measure]',
    positionals: [0, 1],
    options: {},
    examples: ['zvit schema measure > measure.schema.json'],
    load: () => import('./schema.ts'),
  },
}
