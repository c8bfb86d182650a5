import { writeFileSync } from 'node:fs'
import { diagnosticsPage } from './diagnostics-page.ts'

/* Writes the pages of `docs/` that are made from the code. */

writeFileSync(new URL('../docs/diagnostics.md', import.meta.url), diagnosticsPage())
