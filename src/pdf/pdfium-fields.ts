import type { Library } from './pdfium-library.ts'

const FREE_TEXT = 3
const STAMP = 13
const WIDGET = 20
/** `FPDFPage_Flatten`: as shown on a screen; the answer that something was changed. */
const NORMAL_DISPLAY = 0
const FLATTENED = 1
/** `FPDFAnnot_GetAP`: the normal appearance. */
const NORMAL = 0
/** The length of an empty UTF-16 text with its end. */
const EMPTY = 2

/**
 * Draws form fields, notes and stamps into the page, so that their text is read like any other.
 * The page must be loaded again where something was drawn. `left` counts the fields that have a
 * value and no appearance: nothing of them is drawn.
 */
export function drawFields(library: Library, page: number): { isDrawn: boolean; left: number } {
  let shown = 0
  let left = 0
  for (let index = 0; index < library.FPDFPage_GetAnnotCount(page); index += 1) {
    const annotation = library.FPDFPage_GetAnnot(page, index)
    if (annotation === 0) continue
    const subtype = library.FPDFAnnot_GetSubtype(annotation)
    const isText = subtype === FREE_TEXT || subtype === STAMP || subtype === WIDGET
    if (isText && library.FPDFAnnot_GetAP(annotation, NORMAL, 0, 0) > EMPTY) shown += 1
    else if (subtype === WIDGET && hasValue(library, annotation)) left += 1
    library.FPDFPage_CloseAnnot(annotation)
  }
  const isDrawn = shown > 0 && library.FPDFPage_Flatten(page, NORMAL_DISPLAY) === FLATTENED
  return { isDrawn, left }
}

function hasValue(library: Library, annotation: number): boolean {
  const key = library.malloc(2)
  try {
    library.bytes().set([0x56, 0], key)
    return library.FPDFAnnot_GetStringValue(annotation, key, 0, 0) > EMPTY
  } finally {
    library.free(key)
  }
}
