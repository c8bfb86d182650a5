/** The longest beginning of whole characters that fits into `room` bytes of UTF-8. */
export function cutBytes(text: string, room: number): string {
  let bytes = 0
  let cut = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > room) break
    cut += character
  }
  return cut
}

/** Equal for names that some file system takes for one: by case, and by how letters are composed. */
export function fileNameKey(name: string): string {
  // Upper case first: 'ß' and 'SS' are one name to some file systems.
  return name.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC')
}
