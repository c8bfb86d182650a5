import { expect, test } from 'vitest'
import type { ClauseCondition } from '../../src/model/class-rule.ts'
import { prepareCondition, type Traits, traitBits } from '../../src/responses/prepared.ts'

const CLAUSE: Traits = {
  negated: true,
  voice: 'passive',
  actor: 'other',
  share: 'unsaid',
  link: 'next',
  alone: false,
  about: true,
  isExecutor: false,
}

const fits = (when: ClauseCondition) => (traitBits(CLAUSE) & prepareCondition(when).unwanted) === 0

test.each<[ClauseCondition, boolean]>([
  [{}, true],
  [{ negated: true, voice: 'passive' }, true],
  [{ negated: false }, false],
  [{ actor: ['self', 'other'], link: ['next'] }, true],
  [{ actor: ['self', 'unnamed'] }, false],
  [{ share: ['whole', 'below', 'nothing'] }, false],
  [{ isExecutor: false, alone: false, about: true }, true],
  [{ isExecutor: true }, false],
])('%j', (when, expected) => expect(fits(when)).toBe(expected))
