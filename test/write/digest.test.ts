import { spawnSync } from 'node:child_process'
import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import mammoth from 'mammoth'
import { expect, test } from 'vitest'
import { type Digest, digestDocument } from '../../src/write/digest.ts'
import { makeFolder } from '../support/zvit.ts'

const HAS_OFFICE = spawnSync('soffice', ['--version']).status === 0
if (!HAS_OFFICE) process.stderr.write('SKIPPED: LibreOffice is not here to open a document.\n')

const DIGEST: Digest = {
  title: 'Зведена інформація',
  lines: ['Програма: «Тепло» & <світло>'],
  sections: [
    {
      title: 'I. Будинки',
      rows: [
        {
          number: 'I.1',
          measure: 'утеплення',
          deadline: '2016 рік',
          executors: 'усі',
          answers: [
            { who: 'А, Б:', words: '=1+1\u0000\u0001 зроблено\nдругий рядок' },
            { who: 'Не заповнено (1):', words: 'В' },
          ],
        },
      ],
    },
  ],
}

test('texts come back from another reader, without what XML does not know', async () => {
  const buffer = Buffer.from(await digestDocument([DIGEST, DIGEST]))
  const { value } = await mammoth.extractRawText({ buffer })
  expect(value.split('Зведена інформація')).toHaveLength(3)
  expect(value).toContain('Програма: «Тепло» & <світло>')
  expect(value).toMatch(/А, Б: =1\+1 зроблено\n+другий рядок\n+Не заповнено \(1\): В/)
})

test.skipIf(!HAS_OFFICE)('LibreOffice opens it', async () => {
  const folder = makeFolder()
  writeFileSync(join(folder, 'a.docx'), await digestDocument([DIGEST]))
  const args = [
    `-env:UserInstallation=file://${folder}/profile`,
    '--headless',
    '--convert-to',
    'pdf',
    '--outdir',
    folder,
    join(folder, 'a.docx'),
  ]
  spawnSync('soffice', args, { timeout: 50_000 })
  expect(existsSync(join(folder, 'a.pdf'))).toBe(true)
})
