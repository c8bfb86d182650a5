import { programFile } from '../resources.ts'
import { runImport } from '../run/import.ts'
import type { Tools } from '../serve/desk.ts'
import { bindingOf } from '../serve/guard.ts'
import { serve } from '../serve/server.ts'
import { type Arguments, textOf } from './command.ts'
import { refuse, requestOf } from './decisions.ts'
import { decideRows, openStatistics, undoDecision, valueReaders } from './engine.ts'
import { importTarget, onInterrupt } from './import.ts'
import { readKnown } from './known.ts'
import { importedPaths, sourceFinder } from './settings.ts'
import { tell } from './streams.ts'
import { translated, words } from './words.ts'

/** `zvit serve DIR`: serves until it is told to end. */
export async function run(given: Arguments): Promise<void> {
  const binding = bindingOf((name) => textOf(given, name))
  await serve(toolsOf(given), binding, {
    onOpen: (address) => tell(words('serve.open', { address })),
    signal: onInterrupt(),
  })
}

const KNOWN = ['roster', 'plan', 'manifest']

/** The commands as the pages use them, on the folder and with the options that are given. */
export function toolsOf(given: Arguments): Tools {
  const {
    options,
    positionals: [folder = ''],
  } = given
  let reading: ReturnType<typeof valueReaders> | null = null
  return {
    folder,
    passed: KNOWN.flatMap((name) => (options[name] ? [`--${name}=${options[name]}`] : [])),
    program: [process.execPath, programFile()],
    openStatistics: async () => openStatistics(folder, await readKnown(given)),
    decide: async (lines, lend) => {
      reading ??= valueReaders()
      const readers = await reading
      const requests = lines.map((line) => {
        const request = requestOf((column) => line[column] || undefined, readers)
        return { ...(request ?? refuse('What is decided?')), key: line.key ?? '' }
      })
      return decideRows(folder, requests, lend)
    },
    undo: (key, by, lend) => undoDecision(folder, key, { by, why: '', lend }),
    translate: (message) => translated(message, true),
    findSource: () => sourceFinder(folder),
    inputs: () => importedPaths(folder),
    importAll: async (paths, onProgress, signal) => {
      const target = await importTarget({ ...given, positionals: paths }, folder)
      return runImport({ ...target, retryFailed: false, prune: false, signal, onProgress })
    },
  }
}
