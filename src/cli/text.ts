import { DEFAULT_LIMITS } from '../containers/limits.ts'
import { changed } from '../run/container/container.ts'
import { openNamed } from '../run/container/member.ts'
import { sha256Of } from '../run/process-file.ts'
import { documentText } from '../write/text.ts'
import { type Arguments, textOf } from './command.ts'
import { readDocument } from './engine.ts'
import { allowanceOf, readInput, wholeNumber } from './input.ts'
import { withMeter } from './progress.ts'
import { print, tell } from './streams.ts'
import { withoutControls } from './width.ts'
import { translated, words } from './words.ts'

/** `zvit text FILE`: prints what the reader saw and tells what was odd. */
export async function run(given: Arguments): Promise<void> {
  const [file = ''] = given.positionals
  const [member, sha256] = ['member', 'sha256'].map((option) => textOf(given, option))
  const { name, bytes } = member
    ? { name: member, bytes: await openNamed(file, member, DEFAULT_LIMITS.fileBytes) }
    : await readInput(file)
  if (sha256 !== undefined && sha256Of(bytes) !== sha256) throw changed()
  const page = wholeNumber(given, 'picture')
  if (page !== undefined) {
    const { drawPage } = await import('../read/page-picture.ts')
    return print(await drawPage(bytes, page, DEFAULT_LIMITS))
  }
  if (given.options['as-word'] === true) {
    const { asWord } = await import('../serve/as-word.ts')
    return print((await asWord(bytes, words('text.picture'))).html)
  }
  const document = await withMeter((onRecognised) =>
    readDocument(bytes, name, { onRecognised, allowance: allowanceOf(given) }),
  )
  const isJson = given.options.json === true
  const text = isJson ? `${JSON.stringify(document)}\n` : documentText(document)
  // A file or another program gets the text as it is.
  await print(process.stdout.isTTY ? withoutControls(text) : text)
  for (const { severity, code, message } of document.diagnostics)
    if (severity !== 'info')
      tell(`${words(`severities.${severity}`)}: ${code}: ${translated(message)}`)
}
