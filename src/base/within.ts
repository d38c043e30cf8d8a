import { createContext, Script } from 'node:vm'
import { UserError } from './errors.ts'

/** The work took too long and was ended. */
export class TooSlow extends UserError {}

const context: { act?: () => unknown } = {}
createContext(context)
const script = new Script('act()')

/**
 * Returns what `act` returns, which must not be a promise. Throws `TooSlow` after `limitMs`, even from inside a regular expression or
 * an endless loop: neither a signal nor a timer could end that.
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
