import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { dockerEnvironment } from '../../src/astro/docker.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'

const PATH = process.env['PATH'] ?? ''
const json = (file: string | undefined) => JSON.parse(readFileSync(file ?? '', 'utf8'))
const login = (name: string) => ({ [`${name}.example.com`]: { auth: name } })

describe("docker's folder", () => {
  it('is one of the run, for nobody else to read; config.json is a copy, all else is where it was', () => {
    const home = aFolder({
      '.docker/config.json': '{"auths":{}}',
      '.docker/contexts/meta/x/meta.json': '{}',
      '.docker/key.pem': 'k'
    })
    const { dir } = aFolder()
    const { DOCKER_CONFIG: own = '' } = dockerEnvironment(dir, { HOME: home.dir, PATH })
    expect(own.startsWith(dir)).toBe(true)
    expect([lstatSync(own).mode & 0o077, lstatSync(join(own, 'config.json')).mode & 0o177]).toEqual([0, 0])
    expect(lstatSync(join(own, 'config.json')).isSymbolicLink()).toBe(false)
    expect(readFileSync(join(own, 'contexts', 'meta', 'x', 'meta.json'), 'utf8')).toBe('{}')
    home.write('.docker/contexts/meta/y/meta.json', '{"new":true}')
    expect(json(join(own, 'contexts', 'meta', 'y', 'meta.json'))).toEqual({ new: true })
  })

  it('is made again from what is there then', () => {
    const home = aFolder({ '.docker/config.json': '1' })
    const { dir } = aFolder()
    dockerEnvironment(dir, { HOME: home.dir, PATH })
    home.write('.docker/config.json', '2')
    const { DOCKER_CONFIG: own = '' } = dockerEnvironment(dir, { HOME: home.dir, PATH })
    expect(readFileSync(join(own, 'config.json'), 'utf8')).toBe('2')
  })

  it.each<[string, (home: Folder) => Record<string, string>]>([
    ['no home at all', () => ({})],
    [
      'a config.json that is a link',
      ({ dir, write }) => {
        write('elsewhere.json', '{}')
        write('.docker/x', '')
        symlinkSync(join(dir, 'elsewhere.json'), join(dir, '.docker', 'config.json'))
        return { HOME: dir }
      }
    ],
    [
      'a file instead of a folder',
      ({ dir, write }) => {
        write('.docker', '')
        return { HOME: dir }
      }
    ]
  ])('copes with %s', (_, prepare) => {
    const { DOCKER_CONFIG: own = '', PATH: path } = dockerEnvironment(aFolder().dir, prepare(aFolder()))
    expect(lstatSync(own).isDirectory()).toBe(true)
    // An empty entry of PATH is the folder that a program is started in.
    expect(path).not.toMatch(/^:|:$|::/)
  })
})

describe("podman's logins", () => {
  const readBy = (environment: Record<string, string>) =>
    json(dockerEnvironment(aFolder().dir, { PATH, ...environment })['REGISTRY_AUTH_FILE'])

  it('are those of docker, of the home and of the session, in one file; the later ones count', () => {
    const { dir } = aFolder({
      '.docker/config.json': JSON.stringify({
        auths: { ...login('a'), ...login('b') },
        credHelpers: { 'ecr.example.com': 'ecr' }
      }),
      '.config/containers/auth.json': JSON.stringify({ auths: { 'b.example.com': { auth: 'home' }, ...login('c') } }),
      'session/containers/auth.json': JSON.stringify({ auths: { 'c.example.com': { auth: 'session' } } })
    })
    expect(readBy({ HOME: dir, XDG_RUNTIME_DIR: join(dir, 'session') })).toEqual({
      auths: { ...login('a'), 'b.example.com': { auth: 'home' }, 'c.example.com': { auth: 'session' } },
      credHelpers: { 'ecr.example.com': 'ecr' }
    })
  })

  it('are those of REGISTRY_AUTH_FILE alone, where that is set', () => {
    const { dir } = aFolder({
      '.docker/config.json': JSON.stringify({ auths: login('a') }),
      mine: JSON.stringify({ auths: login('b') })
    })
    expect(readBy({ HOME: dir, REGISTRY_AUTH_FILE: join(dir, 'mine') })).toEqual({ auths: login('b'), credHelpers: {} })
    expect(readBy({ HOME: dir, REGISTRY_AUTH_FILE: join(dir, 'none') })).toEqual({ auths: {}, credHelpers: {} })
  })
})

it('no file of the user is written, whatever it is called', () => {
  const names = ['config.json', 'podman.json', 'auth.json', 'docker', 'helpers']
  const home = aFolder(Object.fromEntries(names.map(name => [`.docker/${name}`, 'theirs'])))
  const { REGISTRY_AUTH_FILE: file = '' } = dockerEnvironment(aFolder().dir, { HOME: home.dir, PATH })
  // As podman keeps a login.
  writeFileSync(file, '{}')
  for (const name of names) expect(readFileSync(join(home.dir, '.docker', name), 'utf8')).toBe('theirs')
})

describe('the stand-in of a credential helper', () => {
  const STORED = '{"ServerURL":"images.example.com","Username":"cli","Secret":"t"}'
  const helper =
    '#!/bin/sh\n[ "$1" = list ] && exec echo "{}"\nserver=$(cat)\necho "$1 $server" >>"$0.log"\necho "{\\"of\\":\\"$server\\"}"\n'

  const scene = () => {
    const machine = aFolder({ "b'in/docker-credential-x": helper, 'other/docker-credential-x': '#!/bin/sh\nexit 9\n' })
    for (const folder of ["b'in", 'other']) chmodSync(join(machine.dir, folder, 'docker-credential-x'), 0o755)
    const path = [join(machine.dir, "b'in"), join(machine.dir, 'other'), PATH].join(':')
    const { PATH: own = '' } = dockerEnvironment(aFolder().dir, { HOME: machine.dir, PATH: path })
    const call = (verb: string, input: string) => {
      const { status, stdout } = spawnSync('docker-credential-x', [verb], { env: { PATH: own }, input, encoding: 'utf8' })
      return [status, stdout.trim()]
    }
    const log = () => readFileSync(join(machine.dir, "b'in", 'docker-credential-x.log'), 'utf8')
    return { call, log }
  }

  it('keeps the login of the run, and asks the first of that name for every other', () => {
    const { call, log } = scene()
    expect(call('get', 'images.example.com')).toEqual([0, '{"of":"images.example.com"}'])
    expect(call('store', STORED)).toEqual([0, ''])
    expect(call('get', 'images.example.com')).toEqual([0, STORED])
    expect(call('get', 'example.com')).toEqual([0, '{"of":"example.com"}'])
    expect(call('list', '')).toEqual([0, '{}'])
    expect(call('erase', 'example.com')).toEqual([0, ''])
    expect(call('get', 'images.example.com')).toEqual([0, STORED])
    expect(call('erase', 'images.example.com')).toEqual([0, ''])
    expect(call('get', 'images.example.com')).toEqual([0, '{"of":"images.example.com"}'])
    expect(log()).toBe('get images.example.com\nget example.com\nget images.example.com\n')
  })
})
