import { describe, expect, it } from '@jest/globals'
import type { Cli } from '../../src/astro/cli.ts'
import { findDeployment } from '../../src/astro/deployments.ts'
import { explain } from '../../src/base/errors.ts'

const NO_WORKSPACE =
  'Error: failed to get current Workspace: current workspace context not set, you can switch to a workspace with \n\tastro workspace switch WORKSPACEID\n'
const CANNOT =
  'Error: cannot connect to Astronomer. Try to log in with astro login or check your internet connection and user permissions. If you are using an API Key or Token make sure your context is correct.\n\nDetails'
const PANIC = 'panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV]\n'

/** What is said of a Deployment if the CLI says this of it, and that of the Organizations; `{ stdout }` exits with 0. */
async function said(inspect: string, organizations: string | { stdout: string } = ''): Promise<string> {
  const ended = new AbortController()
  const cli: Cli = {
    workspace: 'ws1',
    folder: '/nowhere',
    signal: ended.signal,
    async astro(args) {
      const says = args[0] === 'organization' ? organizations : inspect
      return typeof says === 'string' ? { exitCode: 1, stdout: '', stderr: says } : { exitCode: 0, stderr: '', ...says }
    }
  }
  const api = { get: async () => ({}) }
  return await findDeployment({ cli, api }, { id: 'clx1' }).then(() => 'it worked', explain)
}

describe('a CLI that cannot begin says why', () => {
  it.each<[string, string, RegExp]>([
    [
      'a refused connection',
      'Get "https://x/y": dial tcp 192.0.2.1:443: connect: connection refused',
      /^the Astro API could not be reached: dial tcp 192\.0\.2\.1:443: connect: connection refused\nCheck that this runner/
    ],
    [
      'an unknown host',
      'Get "https://x/y": dial tcp: lookup api.astronomer.io: no such host',
      /^the Astro API could not be reached: dial tcp: lookup api\.astronomer\.io: no such host\n/
    ],
    [
      'a proxy that refuses',
      'Get "https://x/y": proxyconnect tcp: dial tcp 192.0.2.1:3128: connect: connection refused',
      /^the Astro API could not be reached: proxyconnect tcp/
    ],
    [
      'a certificate',
      'Get "https://x/y": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      /^the Astro API could not be reached: tls: failed/
    ],
    [
      'a gateway',
      'failed to perform request, status 503',
      /^the Astro API does not work at the moment: failed to perform request, status 503\nRun again later/
    ],
    [
      'a token that was revoked',
      'Unknown authorization token',
      /^Astro refused astro-api-token: Unknown authorization token\nCheck that the token/
    ]
  ])(
    '%s',
    async (_, details, expected) => {
      expect(await said(NO_WORKSPACE, CANNOT + details)).toMatch(expected)
    },
    10_000
  )

  it('that what answers is not Astro', async () => {
    expect(await said(PANIC, PANIC)).toMatch(
      /^the astro CLI crashed at what answers as the Astro API.*\nCheck that no proxy or login page/
    )
  }, 10_000)

  it('that either may be wrong, if the trouble is over when it is asked', async () => {
    expect(await said(NO_WORKSPACE, { stdout: ' NAME  ID\n acme  clorg1\n' })).toMatch(
      /^Astro did not accept astro-api-token, or its API could not be reached\nRun again\./
    )
  }, 10_000)
})

describe('a Deployment', () => {
  it('is not told as absent where the CLI fails on the way to it', async () => {
    const failed = 'Error: Get "https://x/y": dial tcp 192.0.2.1:443: connect: connection refused\n'
    expect(await said(failed)).toBe(
      'Deployment clx1 cannot be read; astro said: Get "https://x/y": dial tcp 192.0.2.1:443: connect: connection refused'
    )
    expect(await said('Error: Internal server error\n')).toBe('Deployment clx1 cannot be read; astro said: Internal server error')
  }, 20_000)

  it.each(['null', '""', 'ABSENT', '"0001-01-01T00:00:00Z"'])('whose variable has no time has none: %s', async time => {
    const updated = time === 'ABSENT' ? '' : `, "updated_at": ${time}`
    const text = `{"deployment": {"environment_variables": [{"key": "A", "value": "", "is_secret": true${updated}}], "configuration": {"name": "prod"}, "metadata": {"deployment_id": "clx1", "workspace_id": "ws1", "status": "HEALTHY"}}}`
    const cli = {
      workspace: 'ws1',
      folder: '',
      signal: new AbortController().signal,
      astro: async () => ({ exitCode: 0, stdout: text, stderr: '' })
    }
    const { variables } = await findDeployment({ cli, api: { get: async () => ({}) } }, { id: 'clx1' })
    expect(variables.get('A')).toEqual({ secret: true, updatedAt: '' })
  })
})
