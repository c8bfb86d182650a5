const MARK = /^\s*[+✓✔☑√vV]\s*$/u

/** True for a cell that is ticked: it says that what stands above it holds. */
export function isMark(text: string): boolean {
  return MARK.test(text)
}
