import { fileURLToPath } from 'node:url'

const SCRIPT = fileURLToPath(new URL('at_terminal.py', import.meta.url))

/**
 * The words of a program, on a terminal of 80 columns. What that shows is on its stdout.
 *
 * @param {string} keys what somebody types: a line for each time that `[y/N]` is asked
 * @param {readonly string[]} program with its arguments
 */
export const atTerminal = (keys, program) => ['python3', SCRIPT, keys, ...program]
