import { describe, expect, it } from '@jest/globals'
import { openApi } from '../../src/astro/api.ts'
import type { Cli } from '../../src/astro/cli.ts'

/** A CLI that answers everything like this. */
function cliSaying(stdout: string, { exitCode = 0, stderr = '' } = {}) {
  const calls: (readonly string[])[] = []
  const cli: Cli = {
    workspace: 'ws1',
    folder: '/nowhere',
    signal: new AbortController().signal,
    async astro(args) {
      calls.push(args)
      return { exitCode, stdout, stderr }
    }
  }
  return { cli, calls }
}

const TOKEN = 'Using an Astro API Token\n'

describe('a look at the API', () => {
  it('asks the Organization of the token, and gives the JSON', async () => {
    const { cli, calls } = cliSaying(`${TOKEN}{\n  "a": "{"\n}\n`)
    expect(await openApi(cli).get('/deployments/clx1')).toEqual({ a: '{' })
    expect(calls).toEqual([['api', 'cloud', '/organizations/{organizationId}/deployments/clx1']])
  })

  it('that is refused is not repeated, and tells what Astro says', async () => {
    const { cli, calls } = cliSaying(`${TOKEN}{ "message": "You may not", "statusCode": 403 }`, {
      exitCode: 1,
      stderr: 'Error: API request failed with status 403\n'
    })
    await expect(openApi(cli).get('/deployments/clx1/deploys?limit=1')).rejects.toThrow(
      "Astro's API does not show /deployments/clx1/deploys: API request failed with status 403: You may not"
    )
    expect(calls).toHaveLength(1)
  })
})
