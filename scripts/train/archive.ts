import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { brotliCompressSync, brotliDecompressSync } from 'node:zlib'
import { loadModel, type ResponseModel, storeModel } from '../../src/responses/model.ts'
import { type Line, readLabel } from './lines.ts'

/*
 * What real answers teach without standing in the project: the weights of a model that learnt from them
 * alone, which `npm run train` goes on from.
 */

const FILE = new URL('../../data/archive.model.br', import.meta.url)

/** The packed weights; empty where no archive was learnt from. */
export function archiveBytes(): Uint8Array {
  return existsSync(FILE) ? readFileSync(FILE) : new Uint8Array()
}

/** The model that learnt from an archive's answers; null where there is none. */
export function readArchiveModel(): ResponseModel | null {
  const bytes = archiveBytes()
  return bytes.length === 0 ? null : loadModel(new Uint8Array(brotliDecompressSync(bytes)))
}

/** Writes the weights; most are nothing, so that they pack well. Gives the number of bytes. */
export function writeArchiveModel(model: ResponseModel): number {
  const bytes = brotliCompressSync(storeModel(model))
  writeFileSync(FILE, bytes)
  return bytes.length
}

/**
 * Labelled answers, a JSON object a line: `response`, `label` (`status.detail`, others that may be meant
 * behind slashes) and, each null where unknown, `measure`, `executors`, `respondent`. Throws where a line has no such label.
 */
export function readArchive(text: string): readonly Line[] {
  return text
    .split('\n')
    .filter(Boolean)
    .map((line, index) => {
      const { label, ...question } = JSON.parse(line) as Omit<Line, 'id' | 'gold'> & {
        readonly label: string
      }
      const right = readLabel(label)
      if (right === null) throw new Error(`line ${index + 1}: unknown label '${label}'`)
      return { ...question, ...right, id: `archive-${index + 1}`, author: null }
    })
}
