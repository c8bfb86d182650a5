/*
 * npx tsx scripts/build-fixtures.ts [name…]
 * Builds fixtures/documents/<name>/ from fixtures/truth/<name>/ and writes fixtures/manifest.csv.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type BuiltFixture, buildFixtures } from './fixtures/build.ts'
import { manifestCsv } from './fixtures/manifest.ts'
import { fixtureNames, readTruth } from './fixtures/truth.ts'

const root = join(dirname(fileURLToPath(import.meta.url)), '..', 'fixtures')
const truths = join(root, 'truth')
const documents = join(root, 'documents')

const asked = process.argv.slice(2)
const names = asked.length > 0 ? asked : fixtureNames(truths)
const built = buildFixtures(
  names.map((name) => ({ name, folder: join(truths, name) })),
  (line) => console.error(line),
)
for (const fixture of built) save(fixture)
writeFileSync(join(root, 'manifest.csv'), manifestCsv(manifestRows()))
if (built.some((fixture) => fixture.faults.length > 0)) process.exitCode = 1

function save({ name, files, faults }: BuiltFixture): void {
  for (const fault of faults) console.error(`${name}: ${fault}`)
  if (faults.length > 0) return
  mkdirSync(join(documents, name), { recursive: true })
  for (const [file, bytes] of files) writeFileSync(join(documents, name, file), bytes)
  console.error(`${name}: ${files.map(([file]) => file).join(', ')}`)
}

function manifestRows() {
  return readdirSync(documents, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && fixtureNames(truths).includes(entry.name))
    .map((entry) => entry.name)
    .sort()
    .flatMap((name) => {
      const { heading } = readTruth(join(truths, name))
      const files = readdirSync(join(documents, name)).sort()
      return files.map((file) => [`${name}/${file}`, heading] as const)
    })
}
