import { it } from '@jest/globals'

/** A test of floats that stay floats. Node 20 cannot keep them (`JSON.rawJSON` came with Node 21): there the test has to fail. */
export const itKeepsFloats = 'rawJSON' in JSON ? it : it.failing
