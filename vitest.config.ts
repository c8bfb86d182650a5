import { availableParallelism } from 'node:os'
import { BaseSequencer, type TestSpecification } from 'vitest/node'
import { defineConfig } from 'vitest/config'

/** What takes seconds, longest first: begun last it would leave the other workers idle. */
const LONG = [
  'read/scan/fixtures',
  'read/pdf-wild',
  'cli/import',
  'run/',
  'serve/',
  'cli/',
  'reach',
  'read/long-lines',
  'long-lines',
  'corpus',
  'changes',
  'read/txt.',
  'decode/levels',
  'data-page',
  'corrections/office',
  'read/odt/odt-laws',
  'slow-expressions',
]

class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) => {
      const place = LONG.findIndex((name) => moduleId.includes(`/test/${name}`))
      return place < 0 ? LONG.length : place
    }
    return files.toSorted((one, other) => rank(one) - rank(other))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/global-setup.ts'],
    sequence: { sequencer: LongFirst },
    // One more than cores: tests wait for processes, browsers and clocks, and leave a core idle.
    maxWorkers: availableParallelism() + 1,
    // Modules are loaded once a worker: a third of the time went into loading them for each file.
    isolate: false,
    // The end of a test that hangs, no judgement on speed, which depends on what else runs.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
})
