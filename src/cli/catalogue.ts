import { LISTS } from '../stats/names.ts'
import type { Command, Option } from './command.ts'

const grammar: Option = {
  value: 'NAME|FILE',
  help: 'grammar by name, YAML file or folder (default: programme-report)',
}
const facts: Record<string, Option> = {
  respondent: { value: 'NAME', help: 'the reporting body, where you know it better' },
  programme: { value: 'NAME', help: 'the programme reported on' },
  period: {
    value: 'PERIOD',
    help: 'the period reported on: 2016, 2016-01-01/2016-12-31, or in words, as reports have it',
  },
}
const wholeFolder: Record<string, Option> = {
  programme: { value: 'NAME', help: 'of all documents of which the manifest tells none' },
  period: { value: 'PERIOD', help: 'of all documents of which the manifest tells none' },
}
const limits: Record<string, Option> = {
  'time-limit': { value: 'S', help: 'seconds of computing the document may take (default: 10)' },
  'memory-limit': { value: 'MB', help: 'memory that reading it may take (default: 1000)' },
}
const known: Record<string, Option> = {
  roster: {
    value: 'FILE',
    help: 'who was to report (CSV or .xlsx): respondent, and any of also (other names, apart by |), programme, period',
  },
  plan: { value: 'FILE', help: 'the measures to be answered: any plan or report that zvit reads' },
  manifest: { value: 'FILE', help: 'what import was told: whose the files are that failed' },
}
const ANY = Number.POSITIVE_INFINITY

/** Every command that exists; adding one is adding a row and a file. */
export const COMMANDS: Readonly<Record<string, Command>> = {
  parse: {
    summary: 'one document → one report as JSON on standard output',
    usage: 'FILE',
    positionals: [1, 1],
    options: { grammar, ...facts, ...limits, pretty: { value: null, help: 'indent the JSON' } },
    details: 'FILE may be - for standard input.',
    examples: ['zvit parse 2016/dzhkg.docx --pretty', 'cat dzhkg.pdf | zvit parse - --period 2016'],
    load: () => import('./parse.ts'),
  },
  text: {
    summary: 'the text of a document as the reader sees it, before any grammar',
    usage: 'FILE',
    positionals: [1, 1],
    options: limits,
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
    options: {
      row: { value: 'N', help: 'only row N, with all reasons' },
      grammar,
      ...facts,
      ...limits,
    },
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
      manifest: {
        value: 'FILE',
        help: 'what you know, as CSV or .xlsx: file, respondent, programme, period, counts',
      },
      ...wholeFolder,
      roster: { value: 'FILE', help: 'remembered for all commands that use DIR' },
      plan: { value: 'FILE', help: 'remembered for all commands that use DIR' },
      grammar,
      concurrency: {
        value: 'N',
        help: 'processes that read documents (default: the cores of the machine)',
      },
      'time-limit': {
        value: 'S',
        help: 'seconds of computing a document may take, 10 more a page of a scan (default: 10)',
      },
      'memory-limit': {
        value: 'MB',
        help: 'memory of the process that reads a document (default: 1000)',
      },
      'retry-failed': { value: null, help: 'read what failed once more, too' },
      prune: {
        value: null,
        help: 'remove reports also of a folder that is empty or cannot be listed now',
      },
      watch: { value: null, help: 'go on when files change, until Ctrl+C' },
      'dry-run': { value: null, help: 'print what would be read and written, write nothing' },
    },
    details:
      'What an earlier run has read is kept; what is new or changed, or has another row in the manifest,\n' +
      'is read. The results do not depend on --concurrency. A document over its limits is named in\n' +
      'failures.ndjson, and the run goes on. Archives (.zip, .7z), mail (.eml) and signed files (.p7s, .p7m,\n' +
      'ASiC) are opened: their documents are called archive.zip/folder/x.docx. A row of the manifest may\n' +
      'be a pattern such as {period}/{respondent}.*. Ctrl+C finishes what is in hand. Lock and temporary\n' +
      'files (~$x.docx) are left out; links are never followed. zvit.yaml in PATH, in DIR or here says once\n' +
      'what options say (roster, plan, manifest, template, programme, period, grammar); what import was\n' +
      'told is remembered in DIR/run.json for the commands that use DIR.',
    examples: [
      'zvit import reports/2016 --out out',
      'zvit import reports/2016 mail/2017.zip --out out --manifest facts.csv',
      'zvit import inbox --out out --watch',
    ],
    load: () => import('./import.ts'),
  },
  stats: {
    summary: 'counts, shares with their denominators, and lists of a results folder',
    usage: 'DIR',
    positionals: [1, 1],
    options: {
      by: {
        value: 'WHAT',
        help: 'section (default), all, programme, item, measure, respondent, period, executor, detail',
      },
      list: {
        value: 'WHAT',
        help: LISTS.join(', '),
      },
      ...known,
      charts: {
        value: 'FOLDER',
        help: 'writes SVG pictures there instead: sections, respondents, periods, measure × body',
      },
      json: { value: null, help: 'JSON: the table asked for, or all of them' },
      csv: { value: null, help: 'CSV with ; of the table asked for, as Excel opens it' },
      out: { value: 'FILE', help: 'the table in Ukrainian as FILE.csv or FILE.xlsx' },
    },
    details:
      'Of several versions of a report one counts (--list versions tells which, and why). Bodies that\n' +
      'sent nothing or whose file failed are part of every table and every denominator.',
    examples: [
      'zvit stats out --roster bodies.csv',
      'zvit stats out --list unclaimed --csv > unclaimed.csv',
    ],
    load: () => import('./stats.ts'),
  },
  consolidate: {
    summary: 'the reports of a results folder as a workbook or a Word document, letters, evidence',
    usage: 'DIR [--out FILE.xlsx|FILE.docx] [--letters FOLDER] [--evidence FOLDER]',
    positionals: [1, 1],
    options: {
      out: { value: 'FILE', help: 'the workbook or the document; its ending tells which' },
      template: {
        value: 'FILE.docx',
        help: 'your own document for --out FILE.docx, with {{table}} and other placeholders',
      },
      brief: {
        value: null,
        help: 'names those who say nothing once, in an appendix of the document (default: over ten bodies)',
      },
      full: { value: null, help: 'names them at each measure' },
      letters: {
        value: 'FOLDER',
        help: 'writes a .docx there for each body that left blanks, contradictions or rows out',
      },
      evidence: {
        value: 'FOLDER',
        help: 'writes an HTML page there for each report: findings, doubts, quotations, places',
      },
      ...known,
    },
    details:
      'The workbook: a summary with charts, a matrix measure × body for each programme and period, a sheet for each\n' +
      'question (who sent nothing, blanks, disclaimers, measures that nobody claims, copied answers,\n' +
      'changes), and all answers with their places, with filters. The document: the table of the\n' +
      'reports, for each measure every distinct answer once with the bodies that gave it, and who\n' +
      'disclaims, left blank or is silent. Placeholders of a template: {{table}} (alone in its\n' +
      'paragraph), {{program}}, {{period}}, {{summary}}, {{bodies}}, {{missing}}; docs/data.md has\n' +
      'their Ukrainian names. A letter lists exactly what its body left blank, what it disclaims though\n' +
      'it is named or in the group, and rows of the plan that its report does not have.',
    examples: [
      'zvit consolidate out --out consolidated.docx --template template.docx',
      'zvit consolidate out --out consolidated.xlsx --roster bodies.csv --plan plan.docx',
      'zvit consolidate out --letters letters --evidence evidence',
    ],
    load: () => import('./consolidate.ts'),
  },
  export: {
    summary: 'the flat measures of the reports that count, for other systems',
    usage: 'DIR --out FILE | --to postgres://…',
    positionals: [1, 1],
    options: {
      out: { value: 'FILE', help: 'its ending tells the format where --format does not' },
      format: { value: 'NAME', help: 'csv, xlsx, parquet or ndjson' },
      separator: { value: 'CHAR', help: 'of CSV: ; (default) or ,' },
      bom: { value: null, help: 'begin CSV with a byte order mark, as Excel wants it' },
      vocabulary: {
        value: 'NAME',
        help: 'portal adds the status in the words of the national monitoring portal (default: zvit)',
      },
      to: {
        value: 'ADDRESS',
        help: 'a PostgreSQL database; its schema zvit is made where missing',
      },
      feed: {
        value: 'NAME',
        help: 'with --to: what the rows of this folder are kept under (default: name of DIR)',
      },
      ...known,
    },
    details:
      'The columns are those of `zvit schema measure`, keys are unique. In CSV a text that a spreadsheet\n' +
      'would take for a formula gets an apostrophe before it; docs/data.md tells how to take it off.\n' +
      'With --to the rows of the feed become those of the folder, by key, in one transaction: what is\n' +
      'superseded or gone is removed, what is equal is not touched, other feeds stay. A password is\n' +
      'better kept in PGPASSWORD or ~/.pgpass than in the address.',
    examples: [
      'zvit export out --out measures.parquet',
      'zvit export out --out measures.csv --bom',
      'zvit export out --to postgres://zvit@localhost/reports',
    ],
    load: () => import('./export.ts'),
  },
  correct: {
    summary: "writes a person's decision about a row, which outlives every import",
    usage: 'DIR --key KEY … | --from FILE | --merge FILE | --list',
    positionals: [1, 1],
    hasSettings: false,
    options: {
      key: {
        value: 'KEY',
        help: 'the row: its key, or the beginning of it (stats --list review, query)',
      },
      status: {
        value: 'S',
        help: 'what the answer says: done, partial, done.evidenced …, or as the workbook calls it',
      },
      detail: { value: 'D', help: 'its detail, where the status does not tell it' },
      number: { value: 'N', help: 'the number of the measure: II.3.1' },
      deadline: { value: 'TEXT', help: 'the deadline in words' },
      executors: { value: 'TEXT', help: 'the executors in words' },
      respondent: { value: 'NAME', help: 'whose the whole report is' },
      programme: { value: 'NAME', help: 'what programme the whole report is on' },
      period: { value: 'PERIOD', help: 'for which period the whole report is' },
      none: { value: null, help: 'the row is no measure' },
      'as-read': { value: null, help: 'the row is read as it should be' },
      why: { value: 'TEXT', help: 'why' },
      by: { value: 'NAME', help: 'who decides (default: your user name)' },
      file: { value: 'NAME', help: 'the source, where versions of a report share the key' },
      from: {
        value: 'FILE',
        help: 'decisions of a CSV file or workbook, such as the workbook of consolidate, filled in',
      },
      merge: {
        value: 'FILE',
        help: "takes over the decisions of another folder's corrections.ndjson",
      },
      undo: { value: null, help: 'with --key: takes the last decision about the row back' },
      list: {
        value: null,
        help: 'all decisions: to be asked again, in conflict, applied, replaced',
      },
      json: { value: null, help: 'with --list: JSON: zvit.corrections/1' },
    },
    details:
      'Decisions stand in DIR/corrections.ndjson, a line each, and are never rewritten; import does not touch\n' +
      'them. They apply where the words that were judged stand; where these have changed they are asked again\n' +
      '(--list, stats --list review). stats, consolidate, export, query and diff apply them.',
    examples: [
      'zvit correct out --key 3fa9c2d41b07 --status done.evidenced --by Hanna --why "act No. 15"',
      'zvit correct out --from checked.xlsx --by Hanna',
      'zvit correct out --merge other/corrections.ndjson',
    ],
    load: () => import('./correct.ts'),
  },
  query: {
    summary: 'SQL over a results folder',
    usage: 'DIR "select …"',
    positionals: [2, 2],
    options: {
      csv: { value: null, help: 'CSV with ; instead of one line of JSON a row' },
      table: { value: null, help: 'a table for people' },
      ...known,
    },
    details:
      'The engine is DuckDB, in memory: nothing in DIR is changed or locked. The table measures has the\n' +
      'columns of `zvit schema measure`; docs/data.md tells the others. The statement may be - for\n' +
      'standard input.',
    examples: [
      'zvit query out "select status, count(*) from measures group by all order by all" --table',
      'zvit query out "copy measures to \'measures.parquet\' (format parquet)"',
    ],
    load: () => import('./query.ts'),
  },
  verify: {
    summary: 'whether the reports and rows of a results folder are still as they were written',
    usage: 'DIR',
    positionals: [1, 1],
    options: { json: { value: null, help: 'JSON: zvit.verify/1' } },
    details:
      'Reads all of it and compares check sums: after a lost disk or power, or a copy. Exit code 0: as\n' +
      'written; 1: some is not, and the next import reads those documents again.',
    examples: ['zvit verify out'],
    load: () => import('./verify.ts'),
  },
  diff: {
    summary: 'what changed between two results folders: sources, rows, numbers, values, statuses',
    usage: 'DIR1 DIR2',
    positionals: [2, 2],
    options: { json: { value: null, help: 'JSON: zvit.diff/1' } },
    details:
      'Of the same documents, read by another version, grammar or manifest, or of changed documents under\n' +
      'the same names. Rows are followed by their words where their numbers changed. Exit code 0: no\n' +
      'difference; 1: there are some; 2: the folders cannot be compared.',
    examples: ['zvit diff out-before out', 'zvit diff out-before out --json | jq .changes'],
    load: () => import('./diff.ts'),
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
    summary: 'the grammars: check, test, list, show, coverage, learn',
    usage: 'check|test|list|show|coverage|learn [NAME|FILE|PATH…]',
    positionals: [1, ANY],
    options: {
      grammar: { ...grammar, help: `with coverage and learn: ${grammar.help}` },
      least: { value: 'N', help: 'with learn: how often a wording must occur (default: 2)' },
    },
    details:
      '  check [NAME|FILE]…  mistakes and what is hardly meant, with line and column\n' +
      '  test [NAME|FILE]    runs its examples and counterexamples; rules that never fire\n' +
      '  list                the grammars that come with zvit\n' +
      '  show [NAME|FILE]    prints one as one file, with what it extends\n' +
      '  coverage PATH…      rules that never fire on these documents, rows that no rule wanted,\n' +
      '                      responses with no evidence\n' +
      '  learn PATH…         headings and wordings that it does not know, as a patch to read',
    examples: [
      'zvit grammar check my.yaml',
      'zvit grammar show programme-report > my.yaml',
      'zvit grammar learn reports --grammar my.yaml > learned.patch',
    ],
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
