import { EventEmitter } from 'node:events'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { sqlText } from '../resources.ts'
import type { Progress, Summary } from '../run/import.ts'
import type { Lend, Outcome } from '../stats/decide.ts'
import type { Engine, SqlAnswer, SqlRow } from '../stats/engine.ts'
import { kept } from '../text/lists.ts'

/** A decision as a line of `zvit correct --from` tells it: the names of the options and their values. */
export type Told = Readonly<Record<string, string>>

/** What the commands do for the pages, so that both do the same. */
export interface Tools {
  readonly folder: string
  /** As every command that counts. Throws `INPUT_NOT_FOUND` where nothing was imported. */
  readonly openStatistics: () => Promise<Engine>
  /** As `zvit correct`, all in one append. Throws `USAGE`. */
  readonly decide: (told: readonly Told[], lend?: Lend) => Promise<readonly Outcome[]>
  /** As `zvit correct --undo`; null where nothing stands. */
  readonly undo: (key: string, by: string, lend?: Lend) => Promise<object | null>
  /** A message in Ukrainian. */
  readonly translate: (message: string) => string
  /** The file of a source, and the source's name in it, empty where it is no container; null where it is away. */
  readonly findSource: () => Promise<
    (source: string) => { readonly file: string; readonly within: string } | null
  >
  /** The files and folders that the import read; none where there was none. */
  readonly inputs: () => Promise<readonly string[]>
  /** As `zvit import PATH… --out` the folder. */
  readonly importAll: (
    paths: readonly string[],
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<Summary>
  /** What the program is started with for a command of its own. */
  readonly program: readonly string[]
  /** Options that were typed and are for every command on the folder. */
  readonly passed: readonly string[]
}

interface Figures {
  readonly engine: Engine
  readonly stamp: string
  /** Of the rows alone. */
  readonly rowsStamp: string
  /** Keys that were decided about since. */
  readonly decided: Set<string>
  /** What was asked once, by name. */
  readonly known: Map<string, Promise<SqlAnswer>>
  users: number
}

/** The results folder as the pages read and change it. */
export interface Desk extends Tools {
  /** Tells all windows of decisions and of imports. */
  readonly events: EventEmitter
  /**
   * Works on the figures as they stand, or, for what a person is going through, as they stood a moment
   * ago. Throws `INPUT_NOT_FOUND` where nothing was imported.
   */
  readonly figures: <T>(work: (figures: Ask) => Promise<T>, mayBeOld?: boolean) => Promise<T>
  readonly close: () => void
}

/** Asks for the rows of a statement of `sql/page`, with the values that it names. */
export interface Ask {
  readonly ask: (
    name: string,
    values?: Readonly<Record<string, string>>,
  ) => Promise<readonly SqlRow[]>
  /** The rows of a statement of `sql` that takes no values, or of `make`: once for each state of the folder. */
  readonly once: (
    name: string,
    make?: (engine: Engine) => Promise<SqlAnswer>,
  ) => Promise<readonly SqlRow[]>
  readonly engine: Engine
  readonly decided: ReadonlySet<string>
}

/** What tells that the results are others now. */
const TELLING = ['measures.ndjson', 'failures.ndjson', 'corrections.ndjson', 'run.json']
const ROWS = TELLING.slice(0, 1)

/** Opens the desk; the figures are made when they are first asked for. */
export function openDesk(tools: Tools): Desk {
  const events = new EventEmitter().setMaxListeners(0)
  let current: Figures | null = null
  let opening: Promise<Figures> | null = null

  async function renewed(): Promise<Figures> {
    const stamp = await stampOf(tools.folder)
    if (current?.stamp === stamp) return current
    opening ??= open(stamp).finally(() => {
      opening = null
    })
    return opening
  }

  async function open(stamp: string): Promise<Figures> {
    const old = current
    const rowsStamp = await stampOf(tools.folder, ROWS)
    const engine = await tools.openStatistics()
    await engine.run(`create or replace table review as ${sqlText('lists/review')}`)
    await engine.run(sqlText('page/prepare'))
    current = { engine, stamp, rowsStamp, decided: new Set(), known: new Map(), users: 0 }
    if (old?.users === 0) old.engine.close()
    return current
  }

  async function using<T>(own: Figures, work: (engine: Engine) => Promise<T>): Promise<T> {
    own.users += 1
    try {
      return await work(own.engine)
    } finally {
      own.users -= 1
      if (own !== current && own.users === 0) own.engine.close()
    }
  }

  async function figures<T>(work: (figures: Ask) => Promise<T>, mayBeOld = false): Promise<T> {
    const own = (mayBeOld ? current : null) ?? (await renewed())
    return using(own, (engine) => {
      const { decided, known } = own
      const ask: Ask['ask'] = async (name, values) =>
        (await engine.run(sqlText(`page/${name}`), values)).rows
      const once: Ask['once'] = async (name, make = () => engine.run(sqlText(name))) => {
        const asked = kept(known, name, () => make(engine))
        asked.catch(() => known.delete(name))
        return (await asked).rows
      }
      return work({ ask, once, engine, decided })
    })
  }

  /** The rows as the machine reads them stay the same while people decide. */
  const lend: Lend = async (work) => {
    const stamp = await stampOf(tools.folder, ROWS)
    return current?.rowsStamp === stamp ? using(current, work) : null
  }

  const remember = (keys: readonly string[]) => {
    for (const key of keys) current?.decided.add(key)
    events.emit('decided', keys)
  }
  return {
    ...tools,
    events,
    figures,
    decide: async (told) => {
      const outcomes = await tools.decide(told, lend)
      remember(told.flatMap(({ key = '' }, index) => (isSettled(outcomes[index]) ? [key] : [])))
      return outcomes
    },
    undo: async (key, by) => {
      const taken = await tools.undo(key, by, lend)
      if (taken !== null) current?.decided.delete(key)
      return taken
    },
    close: () => current?.engine.close(),
  }
}

function isSettled(outcome: Outcome | undefined): boolean {
  return outcome === 'written' || outcome === 'same'
}

async function stampOf(folder: string, names: readonly string[] = TELLING): Promise<string> {
  const states = names.map(async (name) => {
    const state = await stat(path.join(folder, name)).catch(() => null)
    return state && `${state.ino} ${state.size} ${state.mtimeMs}`
  })
  return JSON.stringify(await Promise.all(states))
}
