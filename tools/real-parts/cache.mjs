import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { homedir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

const heartbeat = 15_000
const givenUp = 60_000

/**
 * @typedef {object} Part
 * @property {string} name folder name in the cache, with the version: `openbao-2.4.0`
 * @property {string} title what a reader calls it: `OpenBao 2.4.0`
 * @property {string} from where it comes from: `its Go module`
 * @property {number} takes seconds that it takes from nothing on two cores, roughly
 * @property {string[]} pins files that decide what is built; another content is another folder
 * @property {string} [variant] what else decides it: the version of the interpreter it is built for
 */

/**
 * Where built parts are kept, outside the repository: `$ASTRO_VAULT_ACTION_CACHE`, else `astro-vault-action` in
 * `$XDG_CACHE_HOME` or in `~/.cache`.
 */
export function cacheFolder() {
  const { ASTRO_VAULT_ACTION_CACHE: own, XDG_CACHE_HOME: shared } = process.env
  return own || join(shared || join(homedir(), '.cache'), 'astro-vault-action')
}

/** @typedef {(part: Part, build: (folder: string) => Promise<void>) => Promise<string>} Install resolves with the part's folder */

/** @param {Part} part */
export const folderOf = async part => join(cacheFolder(), `${part.name}-${await fingerprint(part)}`)

/**
 * Builds a part once and keeps it. `build` fills an empty folder that is moved to its place when it is complete, so what is
 * in the cache is always whole. A second process that wants the same part waits for the first. Progress goes to stderr.
 *
 * @param {Part} part
 * @param {(folder: string) => Promise<void>} build
 * @returns {Promise<string>} the part's folder
 * @throws what `build` throws; nothing of the attempt is left then
 */
export async function installOnce(part, build) {
  const folder = await folderOf(part)
  if (await exists(folder)) return folder
  await mkdir(cacheFolder(), { recursive: true })

  const lock = `${folder}.lock`
  await take(lock, part.title)
  const attempt = `${folder}.${process.pid}`
  const started = Date.now()
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`
  const beat = setInterval(() => {
    say(`  ${part.title}: ${elapsed()}`)
    utimes(lock, new Date(), new Date()).catch(() => undefined)
  }, heartbeat)
  try {
    if (await exists(folder)) return folder
    say(`Building ${part.title} from ${part.from}, about ${duration(part.takes)} on two cores, once; kept in ${cacheFolder()}`)
    await sweep(folder)
    await mkdir(attempt)
    await build(attempt)
    await rename(attempt, folder).catch(async error => {
      if (!(await exists(folder))) throw error
    })
    say(`  ${part.title}: done in ${elapsed()}`)
    return folder
  } finally {
    clearInterval(beat)
    await rm(attempt, { recursive: true, force: true })
    await rm(lock, { force: true })
  }
}

/** @param {Part} part */
async function fingerprint({ pins, variant = '' }) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${variant}`)
  for (const pin of pins) hash.update(await readFile(pin))
  return hash.digest('hex').slice(0, 12)
}

/**
 * A lock saves a second build, it does not guard the cache: should two processes ever hold it, both build and one result is
 * kept. So it may be broken as soon as its process is gone or has not touched it for a minute (a pid alone may be reused).
 *
 * @param {string} lock
 * @param {string} title
 */
async function take(lock, title) {
  for (let told = false; ; told = true) {
    try {
      return await writeFile(lock, String(process.pid), { flag: 'wx' })
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error
    }
    if (await abandoned(lock)) await rm(lock, { force: true })
    else {
      if (!told) say(`${title} is being built by another process, waiting for it`)
      await sleep(1000)
    }
  }
}

/** @param {string} lock */
async function abandoned(lock) {
  try {
    if (Date.now() - (await stat(lock)).mtimeMs > givenUp) return true
    const pid = Number(await readFile(lock, 'utf8'))
    return pid > 0 && !alive(pid)
  } catch {
    return false
  }
}

/**
 * Removes what an interrupted build of the same part left.
 *
 * @param {string} folder
 */
async function sweep(folder) {
  const attempts = (await readdir(dirname(folder))).filter(name => name.startsWith(`${basename(folder)}.`) && /\.\d+$/.test(name))
  for (const name of attempts) {
    if (!alive(Number(name.split('.').at(-1)))) await rm(join(dirname(folder), name), { recursive: true, force: true })
  }
}

/** @param {number} pid */
function alive(pid) {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH'
  }
}

/** @param {number} seconds */
export const duration = seconds => (seconds < 60 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`)

/** @param {string} path */
export const exists = path =>
  stat(path).then(
    () => true,
    () => false
  )

/** @param {string} line */
export const say = line => process.stderr.write(`${line}\n`)
