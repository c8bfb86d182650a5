/** What Windows, macOS or a shell would not take in a name. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Cs}\\/:*?"<>|]+/gu
/** Names that Windows keeps for devices. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?=\.|$)/iu
/** Bytes of UTF-8, so that a number and the ending still fit into 255. */
const MOST_BYTES = 200
const NAMELESS = 'без назви'

/**
 * A file name for each text, in their order, with the ending: without characters that a system
 * refuses, no two equal for a file system that sees no difference of case or Unicode form.
 */
export function fileNames(texts: readonly string[], ending: string): readonly string[] {
  const used = new Set<string>()
  return texts.map((text) => {
    const plain = safeName(text)
    let name = plain
    for (let number = 2; used.has(keyOf(name)); number += 1) name = `${plain} ${number}`
    used.add(keyOf(name))
    return `${name}${ending}`
  })
}

function safeName(text: string): string {
  const clean = text.normalize('NFC').replace(UNSAFE, ' ').replace(/\s+/gu, ' ')
  const cut = cutBytes(clean.replace(/^[ .~-]+/u, '')).replace(/[ .]+$/u, '')
  return cut === '' ? NAMELESS : cut.replace(DEVICE, '_$&')
}

function cutBytes(text: string): string {
  let bytes = 0
  let cut = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > MOST_BYTES) break
    cut += character
  }
  return cut
}

/** Upper case first: 'ß' and 'SS' are one name to some file systems. */
function keyOf(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFC')
}
