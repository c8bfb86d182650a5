import type { Attachment } from 'postal-mime'
import { DEFAULT_LIMITS } from '../../containers/limits.ts'
import { ZvitError } from '../../model/error.ts'
import { type Container, heldContainer } from './container.ts'
import { mendCoding } from './mail-coding.ts'
import { countParting, isCutOff, withoutTornLine } from './mail-end.ts'

const DEEPEST = 32
/** Each part takes some tens of microseconds, also where it is empty. */
const MOST_PARTING = 100_000
const LONGEST_HEADERS = 2 * 1024 * 1024
const SIGNATURE = /^application\/(?:x-)?pkcs7-signature\b|^application\/pgp-signature\b/i
const SIGNED = /^application\/(?:x-)?pkcs7-mime\b/i

/**
 * The attachments of a message as documents; where it has none, its own text is the document.
 * Signatures and the pictures of the text are left out. Of a message that was cut off all is given that
 * is there. Throws `LIMIT_EXCEEDED` (parts) and `FILE_DAMAGED`.
 */
export async function openMail(bytes: Uint8Array): Promise<Container> {
  const parting = countParting(bytes)
  if (parting > MOST_PARTING)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The message has ${parting} lines that may part it, the limit is ${MOST_PARTING}.`,
    )
  const isCut = isCutOff(bytes, LONGEST_HEADERS)
  const mended = mendCoding(isCut ? withoutTornLine(bytes) : bytes)
  const { default: PostalMime } = await import('postal-mime')
  const message = await PostalMime.parse(new Uint8Array(mended.bytes), {
    attachmentEncoding: 'arraybuffer',
    forceRfc822Attachments: true,
    maxNestingDepth: DEEPEST,
    maxHeadersSize: LONGEST_HEADERS,
  }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause)
    throw new ZvitError('FILE_DAMAGED', `The mail message cannot be read: ${why}.`, { cause })
  })
  const { attachments, html, text } = message
  const documents = new Map<string, Uint8Array>()
  const kept = attachments.filter((one) => !isLeftOut(one))
  if (kept.length > DEFAULT_LIMITS.entries)
    throw new ZvitError(
      'LIMIT_EXCEEDED',
      `The message has ${kept.length} attachments, the limit is ${DEFAULT_LIMITS.entries}.`,
    )
  const uses = new Map<string, number>()
  for (const [index, attachment] of kept.entries()) {
    const name = freeName(nameOf(attachment, index + 1), documents, uses)
    documents.set(name, contentOf(attachment))
  }
  if (kept.length === 0 && html) documents.set('message.html', Buffer.from(html))
  else if (kept.length === 0 && text?.trim()) documents.set('message.txt', Buffer.from(text))
  if (documents.size === 0 && isCut)
    throw new ZvitError(
      'FILE_DAMAGED',
      'The mail message is cut off before its first document. Ask for it again.',
    )
  const isOwnText = kept.length === 0
  const isDamaged = (name: string) =>
    isOwnText ? mended.damaged.length > 0 : isAmong(documents.get(name), mended.damaged)
  return heldContainer(documents, {
    damageOf: (name) => [
      ...(isCut ? (['cut'] as const) : []),
      ...(isDamaged(name) ? (['coding'] as const) : []),
    ],
    leftOut: attachments.length - kept.length,
    isSigned: attachments.some(({ mimeType }) => SIGNATURE.test(mimeType)),
    isDetached: false,
  })
}

function isAmong(document: Uint8Array | undefined, damaged: readonly Buffer[]): boolean {
  return document !== undefined && damaged.some((one) => one.equals(document))
}

function isLeftOut({ mimeType, related, contentId, disposition }: Attachment): boolean {
  const isPicture = mimeType.startsWith('image/')
  const isOfText = related === true || (disposition === 'inline' && contentId !== undefined)
  return SIGNATURE.test(mimeType) || (isPicture && isOfText)
}

function nameOf({ filename, mimeType }: Attachment, number: number): string {
  // Some programs send the folder of the sender's machine along.
  const name = filename?.split(/[\\/]/).at(-1)
  if (name) return name
  if (mimeType === 'message/rfc822') return `message-${number}.eml`
  return SIGNED.test(mimeType) ? `smime-${number}.p7m` : `attachment-${number}`
}

/** Two attachments of the same name are told apart by a number; `uses` counts each name. */
function freeName(
  name: string,
  taken: ReadonlyMap<string, unknown>,
  uses: Map<string, number>,
): string {
  const dot = name.lastIndexOf('.')
  const [stem, ending] = dot > 0 ? [name.slice(0, dot), name.slice(dot)] : [name, '']
  let free = name
  let number = uses.get(name) ?? 1
  for (; taken.has(free); free = `${stem} (${number})${ending}`) number += 1
  uses.set(name, number)
  return free
}

function contentOf({ content }: Attachment): Uint8Array {
  return typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content)
}
