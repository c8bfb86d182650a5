import { say } from '../resources.ts'
import { cutBytes, fileNameKey } from '../text/file-name.ts'

/** What Windows, macOS or a shell would not take in a name. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]+/gu
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu
/** Bytes of UTF-8, so that a number and the ending still fit into 255. */
const MOST_BYTES = 200
const NAMELESS = say('fileNames.nameless')

/**
 * A file name for each text, in their order, with the ending: without characters that a system
 * refuses, no two equal for a file system that sees no difference of case or Unicode form.
 */
export function fileNames(texts: readonly string[], ending: string): readonly string[] {
  const used = new Set<string>()
  return texts.map((text) => {
    const plain = safeName(text)
    let name = plain
    for (let number = 2; used.has(fileNameKey(name)); number += 1) name = `${plain} ${number}`
    used.add(fileNameKey(name))
    return `${name}${ending}`
  })
}

function safeName(text: string): string {
  const clean = text.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/gu, ' ')
  const cut = cutBytes(clean.replace(/^[ .~-]+/u, ''), MOST_BYTES).replace(/(?<![ .])[ .]+$/u, '')
  return cut === '' ? NAMELESS : cut.replace(DEVICE, '_$&')
}
