import type { DocFile } from './file.ts'
export function countDoc(_: DocFile): number {
  return 0
}
