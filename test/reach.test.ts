import { expect, test } from 'vitest'
import { unreachedBranches } from '../scripts/house/reach.ts'
import { ALLOWED, REACHED_ROOMS } from '../scripts/house/rooms.ts'
import { unsupportedRules } from '../scripts/house/support.ts'
import { loadGrammar } from '../src/resources.ts'

/* Code that no document reaches and rules that no wording bears out: counted, only fewer. */

test('documents of the fixtures run the branches of the rooms that read rows', () => {
  const never = unreachedBranches(REACHED_ROOMS, ['fixtures/documents', 'fixtures/programmes'])
  expect(never.length).toBeLessThanOrEqual(ALLOWED.unreached)
})

test('three families of wordings bear a rule out', async () => {
  const weak = unsupportedRules(await loadGrammar())
  expect(weak.length).toBeLessThanOrEqual(ALLOWED.unsupported)
})
