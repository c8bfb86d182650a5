import { unknown } from './arguments.ts'
import type { Arguments } from './command.ts'
import { print } from './streams.ts'

const SCHEMAS: Readonly<Record<string, () => Promise<object>>> = {
  report: async () => (await import('../model/report.ts')).ReportSchema,
  measure: async () => (await import('../model/measure.ts')).MeasureRowSchema,
}

/** `zvit schema [report|measure]`. */
export async function run(given: Arguments): Promise<void> {
  const name = given.positionals[0] ?? 'report'
  const schema = Object.hasOwn(SCHEMAS, name) ? SCHEMAS[name] : undefined
  if (schema === undefined) throw unknown('schema', name, Object.keys(SCHEMAS))
  await print(`${JSON.stringify(await schema(), null, 2)}\n`)
}
