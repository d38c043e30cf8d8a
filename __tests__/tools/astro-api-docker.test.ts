import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { aFolder } from '../fakes/folder.ts'

const stub = fileURLToPath(new URL('../../tools/servers/astro-api/docker', import.meta.url))

const docker = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(stub, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, input: 'token', encoding: 'utf8' })

describe('the docker stub', () => {
  it('goes along with an image deploy and writes down the calls, but not what comes through stdin', () => {
    const log = join(aFolder().dir, 'log')
    const calls = [
      ['build', '.'],
      ['tag', 'a', 'b'],
      ['login', '-u', 'cli', '--password-stdin'],
      ['push', 'b'],
      ['rmi', 'b']
    ]
    for (const args of calls) expect(docker(args, { DOCKER_STUB_LOG: log }).status).toBe(0)
    expect(readFileSync(log, 'utf8')).toBe('build .\ntag a b\nlogin -u cli --password-stdin\npush b\nrmi b\n')
  })

  it("reports the runtime of the API's Deployments, another one, or no label", () => {
    expect(docker(['inspect', 'a']).stdout.trim()).toBe(aDeployment().runtimeVersion)
    expect(docker(['inspect', 'a'], { DOCKER_STUB_RUNTIME: '3.0-5' }).stdout).toBe('3.0-5\n')
    expect(docker(['inspect', 'a'], { DOCKER_STUB_RUNTIME: '' }).stdout).toBe('\n')
  })

  it('fails when told to, and on what it does not know', () => {
    expect(docker(['push', 'b'], { DOCKER_STUB_FAIL: 'push' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('push')
    })
    expect(docker(['run', 'a']).status).toBe(1)
  })
})
