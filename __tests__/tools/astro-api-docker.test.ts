import { spawnSync } from 'node:child_process'
import { chmodSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { aDeployment } from '../../tools/servers/astro-api/server.mjs'
import { aFolder } from '../fakes/folder.ts'

const stub = fileURLToPath(new URL('../../tools/servers/astro-api/docker', import.meta.url))

const docker = (args: string[], env: Record<string, string> = {}) =>
  spawnSync(stub, args, { env: { PATH: process.env['PATH'] ?? '', ...env }, input: 'token\n', encoding: 'utf8' })

describe('the docker stub', () => {
  it('goes along with an image deploy and writes down the calls, but not what comes through stdin', () => {
    const folder = aFolder()
    const log = join(folder.dir, 'log')
    const calls = [
      ['build', '.'],
      ['tag', 'a', 'b'],
      ['login', '-u', 'cli', '--password-stdin'],
      ['push', 'b'],
      ['rmi', 'b']
    ]
    for (const args of calls) expect(docker(args, { DOCKER_STUB_LOG: log, DOCKER_CONFIG: folder.dir }).status).toBe(0)
    expect(readFileSync(log, 'utf8')).toBe('build .\ntag a b\nlogin -u cli --password-stdin\npush b\nrmi b\n')
  })

  it("reports the runtime of the API's Deployments, another one, or no label", () => {
    expect(docker(['inspect', 'a']).stdout.trim()).toBe(aDeployment().runtimeVersion)
    expect(docker(['inspect', 'a'], { DOCKER_STUB_RUNTIME: '3.0-5' }).stdout).toBe('3.0-5\n')
    expect(docker(['inspect', 'a'], { DOCKER_STUB_RUNTIME: '' }).stdout).toBe('\n')
  })

  it('prints what a RUN of the Dockerfile would, also where the build fails after that', () => {
    const env = { DOCKER_STUB_PRINTS: 'Deployed Image Tag:  v1' }
    expect(docker(['build', '.'], env)).toMatchObject({ status: 0, stdout: 'Deployed Image Tag:  v1\n' })
    expect(docker(['build', '.'], { ...env, DOCKER_STUB_FAIL: 'build' })).toMatchObject({
      status: 1,
      stdout: 'Deployed Image Tag:  v1\n'
    })
    expect(docker(['inspect', 'a'], env).stdout.trim()).toBe(aDeployment().runtimeVersion)
  })

  it('fails when told to, and on what it does not know', () => {
    expect(docker(['push', 'b'], { DOCKER_STUB_FAIL: 'push' })).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('push')
    })
    expect(docker(['run', 'a']).status).toBe(1)
  })
})

describe('its logins', () => {
  const LOGIN = ['login', 'registry.example.com', '-u', 'cli', '--password-stdin']
  const PUSH = ['push', 'registry.example.com/team/image:1']
  const helper = `#!/bin/sh\necho "$1" >>"$(dirname "$0")/asked"\n[ "$1" = store ] && exec cat >"$(dirname "$0")/kept"\nexec cat "$(dirname "$0")/kept"\n`

  it('are needed for a push', () => {
    const { dir } = aFolder()
    expect(docker(PUSH, { DOCKER_CONFIG: dir }).stderr).toContain('no basic auth credentials')
  })

  it('are kept in config.json of DOCKER_CONFIG, or of the home, as docker keeps them', () => {
    const { dir } = aFolder()
    expect(docker(LOGIN, { DOCKER_CONFIG: dir }).status).toBe(0)
    const auth = Buffer.from('cli:token').toString('base64')
    expect(JSON.parse(readFileSync(join(dir, 'config.json'), 'utf8')).auths).toEqual({ 'registry.example.com': { auth } })
    expect(docker(PUSH, { DOCKER_CONFIG: dir }).status).toBe(0)
    const home = aFolder()
    expect(docker(LOGIN, { HOME: home.dir }).status).toBe(0)
    expect(docker(PUSH, { HOME: home.dir }).status).toBe(0)
  })

  it.each([
    ['for all registries', 'docker-credential-desktop', { credsStore: 'desktop' }],
    ['for this registry', 'docker-credential-desktop', { credHelpers: { 'registry.example.com': 'desktop' } }],
    ['that the machine offers, where there was no login yet', 'docker-credential-secretservice', {}]
  ])('go to the helper %s', (_, program, config) => {
    const folder = aFolder({ 'config.json': JSON.stringify(config), [`bin/${program}`]: helper })
    chmodSync(join(folder.dir, 'bin', program), 0o755)
    const env = { DOCKER_CONFIG: folder.dir, PATH: `${join(folder.dir, 'bin')}:${process.env['PATH']}` }
    expect([docker(LOGIN, env).status, docker(PUSH, env).status]).toEqual([0, 0])
    expect(readFileSync(join(folder.dir, 'bin', 'asked'), 'utf8')).toBe('store\nget\n')
    expect(readFileSync(join(folder.dir, 'config.json'), 'utf8')).not.toContain(Buffer.from('token').toString('base64'))
  })

  it('are no help where the context is gone', () => {
    const { dir } = aFolder({ 'config.json': '{"currentContext":"remote"}' })
    expect(docker(['build', '.'], { DOCKER_CONFIG: dir }).stderr).toContain('context "remote" not found')
  })
})
