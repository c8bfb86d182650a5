import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, dirname, extname, join } from 'node:path'
import { hasOffice } from '../../scripts/fixtures/office.ts'

/** Whether LibreOffice is here to open what zvit writes; tests that need it are skipped aloud. */
export const HAS_OFFICE = hasOffice()
if (!HAS_OFFICE) process.stderr.write('SKIPPED: LibreOffice is not here to open documents.\n')

/** Only for one that hangs: a busy machine takes minutes. */
const PATIENCE = 500_000

/**
 * Lets LibreOffice open a file and save it beside itself in another format, such as `pdf` or
 * `txt:Text`. Gives the new file; throws where there is none in time.
 */
export async function convert(file: string, format: string): Promise<string> {
  await runOffice(file, format)
  const name = `${basename(file, extname(file))}.${format.split(':')[0]}`
  const made = join(dirname(file), name)
  if (!existsSync(made)) throw new Error(`LibreOffice made no ${made}.`)
  return made
}

/** As `convert`, where the filter gives its files names of its own. */
export async function runOffice(file: string, format: string): Promise<void> {
  const folder = dirname(file)
  const args = [`-env:UserInstallation=file://${folder}/profile`, '--headless']
  const office = spawn('soffice', [...args, '--convert-to', format, '--outdir', folder, file], {
    detached: true,
    stdio: 'ignore',
  })
  const end = new Promise((resolve) => office.once('exit', resolve))
  const isInTime = await Promise.race([end.then(() => true), wait(PATIENCE)])
  // The script starts a process of its own: the group has to go, not only the script.
  if (!isInTime && office.pid) process.kill(-office.pid, 'SIGKILL')
}

function wait(milliseconds: number): Promise<false> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds, false).unref())
}
