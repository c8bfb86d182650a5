import { DecisionSchema } from '../corrections/decision.ts'
import { MeasureRowSchema } from '../model/measure.ts'
import { ReportSchema } from '../model/report.ts'
import { packageText, zvitVersion } from '../resources.ts'

interface Operation {
  readonly parameters?: readonly {
    readonly name: string
    readonly required?: boolean
    readonly schema: object
  }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}

interface Description {
  readonly info: object
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}

const described = JSON.parse(packageText('api/openapi.json')) as Description

/** The description of the API by OpenAPI 3.1. */
export function openapi(): object {
  const { info, components } = described
  const own = { Report: ReportSchema, Measure: MeasureRowSchema, Correction: DecisionSchema }
  return {
    ...described,
    info: { ...info, version: zvitVersion() },
    components: { ...components, schemas: { ...components.schemas, ...own } },
  }
}

/** The checks of requests to a route that the description asks for, as the server runs them. */
export function checksOf(address: string, method: string): { readonly schema?: object } {
  const operation = described.paths[address]?.[method.toLowerCase()]
  if (operation === undefined) return {}
  const { parameters = [], requestBody } = operation
  const body = requestBody?.content['application/json']?.schema
  const querystring = {
    type: 'object',
    required: parameters.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(parameters.map(({ name, schema }) => [name, schema])),
  }
  return { schema: { querystring, ...(body && { body: whole(body) }) } }
}

/** A schema with what it refers to in its place. */
function whole(schema: object): object {
  const text = JSON.stringify(schema).replace(
    /\{"\$ref":"#\/components\/schemas\/(\w+)"\}/g,
    (_, name) => JSON.stringify(described.components.schemas[name]),
  )
  return JSON.parse(text) as object
}
