/** Installs the project's own packages when they are missing or out of date, so that one command works on a fresh clone. */
import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'

const lock = new URL('../package-lock.json', import.meta.url)
const installed = new URL('../node_modules/.package-lock.json', import.meta.url)

if (!existsSync(installed) || statSync(installed).mtimeMs < statSync(lock).mtimeMs) {
  const started = performance.now()
  console.error('Installing packages (npm ci), about half a minute …')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: new URL('..', import.meta.url),
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32'
  })
  if (done.status !== 0) {
    console.error('npm ci failed: see above.')
    process.exit(1)
  }
  console.error(`Packages are installed (${Math.round((performance.now() - started) / 1000)} s).`)
}
