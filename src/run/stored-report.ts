import { readFileSync } from 'node:fs'
import { open, readFile } from 'node:fs/promises'
import path from 'node:path'
import { crc32 } from 'node:zlib'
import type { Report } from '../model/report.ts'
import type { WrittenPart } from './pool/messages.ts'

const MARK = /^\{\s*"schema":\s*"zvit\.report\/1"/
const MARK_BYTES = 64

/** Whether the file is a report that zvit wrote, by its first bytes. */
export async function isZvitReport(place: string): Promise<boolean> {
  try {
    const handle = await open(place, 'r')
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(MARK_BYTES), 0, MARK_BYTES, 0)
      return MARK.test(buffer.toString('utf8', 0, bytesRead))
    } finally {
      await handle.close()
    }
  } catch {
    // What cannot be read is nothing of ours.
    return false
  }
}

/** The report in a file; null where the file is missing or no report of zvit. */
export async function readStoredReport(place: string): Promise<Report | null> {
  if (!(await isZvitReport(place))) return null
  try {
    return JSON.parse(await readFile(place, 'utf8')) as Report
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** Whether a report stands in its place under `reports` as it was written, to the byte. */
export function stands(
  { name, bytes, crc }: Pick<WrittenPart, 'bytes' | 'crc'> & { readonly name: string },
  reports: string,
): boolean {
  try {
    const content = readFileSync(path.join(reports, ...name.split('/')))
    return content.length === bytes && crc32(content) === crc
  } catch {
    // A report that cannot be read is made again.
    return false
  }
}
