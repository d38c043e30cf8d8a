import { describe, expect, it } from '@jest/globals'
import { read } from './pages.ts'

describe('the README', () => {
  it('has at most 200 lines', () => expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200))
})
