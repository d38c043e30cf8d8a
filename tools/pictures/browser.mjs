/** Headless Chromium, driven by its command line: one call measures a page, the next one takes its picture. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { findProgram } from '../real-parts/find-program.mjs'
import { withPalette } from './palette.mjs'

const run = promisify(execFile)

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
/** Of one call; the first one of a new profile takes longest. */
const LIMIT_MS = 60_000

/**
 * The browser on this machine: what CHROMIUM names, or the first one on PATH.
 *
 * @returns {Promise<string>} its path
 * @throws Error that says how to get one
 */
export async function findBrowser() {
  const named = process.env['CHROMIUM']
  if (named) return named
  const found = await findProgram(NAMES, { ask: ['--version'], says: /Chrom(e|ium) \d/ })
  if (found) return found.path
  throw new Error(
    'No Chromium was found. Install it (Debian, Ubuntu: `sudo apt-get install chromium`), or name a Chrome by the environment variable CHROMIUM.'
  )
}

/**
 * Takes a picture of a whole page, at twice its size for sharp text.
 *
 * @param {string} browser
 * @param {string} page HTML
 * @param {{ file: string, width: number }} options `width` in CSS pixels
 */
export async function takePicture(browser, page, { file, width }) {
  const folder = await mkdtemp(join(tmpdir(), 'picture-'))
  try {
    const html = join(folder, 'page.html')
    // The page writes its own height where --dump-dom shows it.
    await writeFile(html, `${page}<script>document.documentElement.dataset.height = document.body.scrollHeight</script>`)
    const call = (/** @type {string[]} */ ...args) =>
      run(
        browser,
        [
          '--headless=new',
          '--no-sandbox',
          '--disable-gpu',
          '--hide-scrollbars',
          '--force-device-scale-factor=2',
          `--user-data-dir=${join(folder, 'profile')}`,
          ...args,
          pathToFileURL(html).href
        ],
        { timeout: LIMIT_MS, maxBuffer: 16 * 1024 * 1024 }
      )
    const { stdout } = await call(`--window-size=${width},800`, '--dump-dom')
    const height = /data-height="(\d+)"/.exec(stdout)?.[1]
    if (height === undefined) throw new Error(`${browser} did not show the page: ${stdout.slice(0, 500)}`)
    const shot = join(folder, 'shot.png')
    await call(`--window-size=${width},${height}`, `--screenshot=${shot}`)
    await writeFile(file, withPalette(await readFile(shot)))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
