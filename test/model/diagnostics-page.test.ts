import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { diagnosticsPage } from '../../scripts/diagnostics-page.ts'
import { DIAGNOSTICS } from '../../src/model/diagnostics.ts'
import { ERRORS } from '../../src/model/error.ts'

const page = readFileSync(new URL('../../docs/diagnostics.md', import.meta.url), 'utf8')

test('docs/diagnostics.md agrees with the tables; `npm run docs` writes it', () => {
  expect(page).toBe(diagnosticsPage())
})

test.each([...Object.keys(DIAGNOSTICS), ...Object.keys(ERRORS)])('%s stands in the page', (code) =>
  expect(page).toContain(`| \`${code}\` |`),
)
