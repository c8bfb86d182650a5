import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'

/*
 * PDFium compiled to WebAssembly (@embedpdf/pdfium). Its exports are called directly: the typed
 * wrapper of the package checks every call, which costs more than most calls do.
 */

type Call = (...values: readonly number[]) => number

const FUNCTIONS = [
  'malloc',
  'free',
  'FPDF_LoadMemDocument',
  'FPDF_CloseDocument',
  'FPDF_GetLastError',
  'FPDF_GetPageCount',
  'FPDF_GetFormType',
  'FPDF_LoadPage',
  'FPDF_ClosePage',
  'FPDF_GetPageBoundingBox',
  'FPDF_RenderPageBitmap',
  'FPDFBitmap_CreateEx',
  'FPDFBitmap_FillRect',
  'FPDFBitmap_GetBuffer',
  'FPDFBitmap_GetStride',
  'FPDFBitmap_Destroy',
  'FPDFImageObj_GetImagePixelSize',
  'FPDFImageObj_GetImageMetadata',
  'FPDFPage_GetRotation',
  'FPDFPage_GetAnnotCount',
  'FPDFPage_GetAnnot',
  'FPDFPage_CloseAnnot',
  'FPDFAnnot_GetSubtype',
  'FPDFAnnot_GetAP',
  'FPDFAnnot_GetStringValue',
  'FPDFPage_Flatten',
  'FPDFPage_CountObjects',
  'FPDFPage_GetObject',
  'FPDFFormObj_CountObjects',
  'FPDFFormObj_GetObject',
  'FPDFPageObj_GetType',
  'FPDFPageObj_GetMatrix',
  'FPDFPageObj_GetBounds',
  'FPDFPageObj_GetStrokeWidth',
  'FPDFPath_GetDrawMode',
  'FPDFPath_CountSegments',
  'FPDFPath_GetPathSegment',
  'FPDFPathSegment_GetPoint',
  'FPDFPathSegment_GetType',
  'FPDFPathSegment_GetClose',
  'FPDFText_LoadPage',
  'FPDFText_ClosePage',
  'FPDFText_CountChars',
  'FPDFText_GetText',
  'FPDFText_GetUnicode',
  'FPDFText_IsGenerated',
  'FPDFText_IsHyphen',
  'FPDFText_HasUnicodeMapError',
  'FPDFText_GetLooseCharBox',
  'FPDFText_GetCharBox',
  'FPDFText_GetCharOrigin',
  'FPDFText_GetTextObject',
  'FPDFText_GetFontSize',
  'FPDFText_GetMatrix',
  'FPDFTextObj_GetTextRenderMode',
  'FPDFTextObj_GetFont',
  'FPDFFont_GetFontData',
] as const

/** PDFium's functions and its memory. Pointers are numbers; 0 is none. */
export type Library = Readonly<Record<(typeof FUNCTIONS)[number], Call>> & {
  /** Views of the memory as it is now; it moves when it grows, so ask again after each call. */
  readonly bytes: () => Uint8Array
  readonly floats: () => Float32Array
  readonly doubles: () => Float64Array
  readonly integers: () => Int32Array
  /** The most bytes that the memory may grow to from now on. */
  readonly allow: (most: number) => void
  /** True once more was asked for; calls may then have crashed or given less than there is. */
  readonly isExhausted: () => boolean
}

/** The views that Emscripten replaces when the memory grows; its types are not installed. */
interface Memory {
  readonly HEAPU8: Uint8Array
  readonly HEAPF32: Float32Array
  readonly HEAPF64: Float64Array
  readonly HEAP32: Int32Array
}

let loading: Promise<Library> | null = null

/** The library, started once in a process. */
export function loadLibrary(): Promise<Library> {
  loading ??= startLibrary()
  return loading
}

/** Forgets the library: after a crash its memory cannot be trusted, the next load starts afresh. */
export function dropLibrary(): void {
  loading = null
}

/** What is used of WebAssembly, whose types belong to browsers. */
interface Assembly {
  readonly compile: (code: Uint8Array) => Promise<object>
  readonly instantiate: (module: object, imports: object) => Promise<object>
}

const { WebAssembly: assembly } = globalThis as unknown as { readonly WebAssembly: Assembly }

let compiling: Promise<object> | null = null

/** PDFium's code, compiled once in a process; other threads do it while modules are loaded here. */
function compileCode(): Promise<object> {
  const { resolve } = createRequire(import.meta.url)
  compiling ??= assembly.compile(readFileSync(resolve('@embedpdf/pdfium/pdfium.wasm')))
  return compiling
}

async function startLibrary(): Promise<Library> {
  const [code, { init }] = await Promise.all([compileCode(), import('@embedpdf/pdfium')])
  const silent = () => undefined
  const memory: MemoryLimit = { most: Number.POSITIVE_INFINITY, isExhausted: false }
  const module = await new Promise<Awaited<ReturnType<typeof init>>>((resolve, reject) => {
    const instantiateWasm = (imports: Imports, receive: (instance: object) => void) => {
      assembly.instantiate(code, withLimit(imports, memory)).then(receive).catch(reject)
      return {}
    }
    init({ instantiateWasm, print: silent, printErr: silent }).then(resolve, reject)
  })
  module.PDFiumExt_Init()
  const pdfium = module.pdfium as unknown as Memory & typeof module.pdfium
  const exports = pdfium.wasmExports as unknown as Readonly<Record<string, unknown>>
  const calls = Object.fromEntries(FUNCTIONS.map((name) => [name, findCall(exports, name)]))
  return {
    ...(calls as Record<(typeof FUNCTIONS)[number], Call>),
    bytes: () => pdfium.HEAPU8,
    floats: () => pdfium.HEAPF32,
    doubles: () => pdfium.HEAPF64,
    integers: () => pdfium.HEAP32,
    allow: (most) => {
      memory.most = most
    },
    isExhausted: () => memory.isExhausted,
  }
}

interface MemoryLimit {
  most: number
  isExhausted: boolean
}

/** What Emscripten gives to PDFium's code; its types are not installed. */
interface Imports {
  readonly env: { readonly emscripten_resize_heap: (size: number) => number }
}

/** A call that needs more is broken off: where memory is only refused, PDFium leaves text out. */
function withLimit({ env, ...others }: Imports, memory: MemoryLimit): object {
  const resize = (size: number): number => {
    // The size is unsigned, WebAssembly hands it over as signed.
    memory.isExhausted ||= size >>> 0 > memory.most
    if (memory.isExhausted) throw new RangeError(`PDFium asks for ${size >>> 0} bytes`)
    return env.emscripten_resize_heap(size)
  }
  return { ...others, env: { ...env, emscripten_resize_heap: resize } }
}

function findCall(exports: Readonly<Record<string, unknown>>, name: string): Call {
  const found = exports[name]
  if (typeof found !== 'function') throw new TypeError(`PDFium exports no ${name}`)
  return found as Call
}
