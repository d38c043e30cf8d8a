import { spawn } from 'node:child_process'

/**
 * Watches over a server of ours: when this process ends, however it ends (a killed test run calls no handlers), the server is
 * killed and its folder removed. A guard does not keep this process from ending.
 *
 * @param {number} pid
 * @param {string} folder
 * @returns {() => void} calls the guard off
 */
export function guard(pid, folder) {
  const script = 'trap "" INT TERM HUP; read -r _; kill -9 "$1"; rm -rf "$2"'
  // Its stdin closes when we are gone; detached, so that Ctrl-C at a terminal reaches us and not it.
  const sentry = spawn('sh', ['-c', script, 'guard', String(pid), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true
  })
  const stdin = /** @type {import('node:net').Socket} */ (sentry.stdin)
  sentry.unref()
  stdin.unref()
  return () => {
    sentry.kill('SIGKILL')
  }
}
