import type { Limits } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import type { Picture } from '../picture.ts'

/** One picture of a file. */
export interface PicturePage {
  /** Decodes it: pictures are large, so only while it is recognised. */
  readonly read: () => Promise<Picture>
  /** Pixels an inch as the file states it; null where it states none. */
  readonly resolution: number | null
  /** Quarters by which it must be turned clockwise to be seen as its file says. */
  readonly turn: number
}

export interface PictureFile {
  readonly pages: readonly PicturePage[]
}

/** Throws `LIMIT_EXCEEDED` for a picture of more pixels than the limit, before it is decoded. */
export function checkPixels(width: number, height: number, { pixels }: Limits): void {
  if (width * height > pixels)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A picture has ${width} × ${height} pixels, the limit «pixels» is ${pixels}. Scan it with fewer dots an inch.`,
    )
}

/** Throws `LIMIT_EXCEEDED` for pixels that take more bytes than the limit, before they are unpacked. */
export function checkUnpacked(bytes: number, { totalBytes }: Limits): void {
  if (bytes > totalBytes)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `A picture takes ${bytes} bytes unpacked, the limit «totalBytes» is ${totalBytes}. Save it in grey.`,
    )
}
