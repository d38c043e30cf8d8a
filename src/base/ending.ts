import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'

/** A cancelled step has 7.5 s in all. */
const GRACE_MS = 2_000
const LOOK_AGAIN_MS = 20

/** In the environment of every child, with a value that is this run's alone: its own children inherit it, in whatever group they are. */
export const RUN_VARIABLE = 'RUN_OF_ASTRO_VAULT_ACTION'

/** Ends all processes of a group: SIGTERM, and two seconds later SIGKILL for those that are still there. */
export const endGroup = (leader: number): Promise<void> => end(() => (send(-leader, 0) && isAlive(leader) ? [-leader] : []))

/**
 * Ends all processes of a run, also those that left their group. Only Linux shows the environment of a process; elsewhere it ends
 * none.
 */
export const endProcessesOf = (run: string): Promise<void> => {
  const entry = `\0${RUN_VARIABLE}=${run}\0`
  return end(() => (everybody() ?? []).filter(pid => pid !== process.pid && `\0${fileOf(pid, 'environ')}`.includes(entry)))
}

async function end(left: () => readonly number[]): Promise<void> {
  for (const signal of ['SIGTERM', 'SIGKILL'] as const) {
    for (const pid of left()) send(pid, signal)
    for (const until = performance.now() + GRACE_MS; performance.now() < until; await sleep(LOOK_AGAIN_MS))
      if (left().length === 0) return
  }
}

/** Whether there was anybody to get it. */
function send(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal)
  } catch {
    return false
  }
}

/** In a container nobody may ask for those that have ended: they stay in their group, and get every signal. */
function isAlive(leader: number): boolean {
  const members = everybody()?.flatMap(pid => {
    const [, state, group] = /\) (\S) -?\d+ (\d+) /.exec(fileOf(pid, 'stat')) ?? []
    return Number(group) === leader ? [state] : []
  })
  return members?.some(state => state !== 'Z') ?? true
}

/** All process ids; undefined where the system does not list them in files. */
function everybody(): number[] | undefined {
  try {
    return readdirSync('/proc').flatMap(name => (/^\d+$/.test(name) ? [Number(name)] : []))
  } catch {
    return undefined
  }
}

/** Empty for a process that has just ended, or is somebody else's. */
function fileOf(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}
