import { writeExample } from './example/write.ts'

/* Writes the ten reports that the README follows: `npx tsx scripts/example.ts DIR`. */

const folder = process.argv[2]
if (folder === undefined) throw new Error('Where to? Give a folder.')
await writeExample(folder)
