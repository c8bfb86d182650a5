import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { drawForms, makeForms } from '../scripts/forms/make.ts'
import { unreachedBranches } from '../scripts/house/reach.ts'
import { ALLOWED, REACHED_ROOMS } from '../scripts/house/rooms.ts'
import { unsupportedRules } from '../scripts/house/support.ts'
import { loadGrammar } from '../src/resources.ts'
import { bareFolder } from './support/zvit.ts'

/** Formats of forms that need no office suite. */
const FORMATS = ['docx', 'html', 'xlsx', 'txt', 'rtf', 'odt'] as const

/* Code that no document reaches and rules that no wording bears out: counted, only fewer. */

test('documents of the fixtures, and forms, run the branches of the rooms that read rows', () => {
  const never = unreachedBranches(REACHED_ROOMS, [
    'fixtures/documents',
    'fixtures/programmes',
    formsFolder(),
  ])
  expect(never.length).toBeLessThanOrEqual(ALLOWED.unreached)
})

function formsFolder(): string {
  const folder = bareFolder()
  const made = makeForms(drawForms({ seed: '2', count: 120, formats: FORMATS }), () => undefined)
  for (const { name, choice, bytes } of made)
    writeFileSync(join(folder, `${name}.${choice.format}`), bytes)
  return folder
}

test('three families of wordings bear a rule out', async () => {
  const weak = unsupportedRules(await loadGrammar(), ALLOWED.unsupported)
  expect(weak.length).toBeLessThanOrEqual(ALLOWED.unsupported)
})
