import { exitCodeOf } from '../src/cli/command.ts'
import { DIAGNOSTICS } from '../src/model/diagnostics.ts'
import { ERRORS, type ErrorCode } from '../src/model/error.ts'

/** The text of `docs/diagnostics.md`, made from the tables in `src/model`. */
export function diagnosticsPage(): string {
  return `# Diagnostics and failures

Made from \`src/model/diagnostics.ts\` and \`src/model/error.ts\` by \`npm run docs\`; do not edit. Codes are stable, the
words of messages may change.

## Diagnostics

What was odd in a document that was read all the same. They stand in \`diagnostics\` of a report, with their places.

| code | severity | meaning |
| --- | --- | --- |
${rows(Object.entries(DIAGNOSTICS).map(([code, { severity, meaning }]) => [`\`${code}\``, severity, meaning]))}

## Failures

Why a document did not become a report (a line of \`failures.ndjson\`, \`CODE: message\` on standard error, exit code 1), or
why a command could not go on (exit code 2).

| code | exit code | meaning |
| --- | --- | --- |
${rows(Object.entries(ERRORS).map(([code, meaning]) => [`\`${code}\``, String(exitCodeOf(code as ErrorCode)), meaning]))}
`
}

function rows(table: readonly (readonly string[])[]): string {
  return table.map((cells) => `| ${cells.map(escaped).join(' | ')} |`).join('\n')
}

function escaped(cell: string): string {
  return cell.replaceAll('|', '\\|')
}
