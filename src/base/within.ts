import { createContext, Script } from 'node:vm'
import { UserError } from './errors.ts'

/** What was given up, because it went on and on. */
export class TooSlow extends UserError {}

const context: { act?: () => unknown } = {}
createContext(context)
const script = new Script('act()')

/**
 * What `act` gives, which never waits. Throws `TooSlow` after `limitMs`, also out of a pattern or a loop that has no end: where
 * foreign text is worked on, nothing else could end it, neither a signal nor a timer.
 */
export function within<T>(limitMs: number, act: () => T): T {
  context.act = act
  try {
    return script.runInContext(context, { timeout: limitMs }) as T
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error
    throw new TooSlow(`it takes longer than ${limitMs / 1000} s`)
  }
}
