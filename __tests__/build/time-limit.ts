import { expect, jest } from '@jest/globals'

/**
 * Tests that start servers and programs get longer than those of this process, which `jest.config.js` limits. A test that
 * needs more than either says so itself. A limit ends what hangs, and no test that is only slow on a busy machine: it is at least
 * six times what the test takes on two idle cores, and mostly twenty times.
 */
if (/\/__tests__\/(e2e|faults|tools)\//.test(expect.getState().testPath ?? '')) jest.setTimeout(180_000)
