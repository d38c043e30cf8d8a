import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals'
import { folderOf, type Install, installOnce } from '../../tools/real-parts/cache.mjs'
import { getParts } from '../../tools/real-parts/get-parts.mjs'

let folder: string
let said: string[]

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'get-parts-'))
  process.env['ASTRO_VAULT_ACTION_CACHE'] = join(folder, 'cache')
  said = []
  jest.spyOn(process.stderr, 'write').mockImplementation(line => said.push(`${line}`) > 0)
})

afterEach(async () => {
  jest.restoreAllMocks()
  delete process.env['ASTRO_VAULT_ACTION_CACHE']
  await rm(folder, { recursive: true })
})

const part = (name: string, from: string) => ({ name, title: `The ${name}`, from, takes: 90, pins: [] })
const server = part('server', 'its Go module')
const client = part('client', 'its Go module')
const python = part('python', 'PyPI')

/** Its build fills its folder, and is written down. */
const located =
  (wanted: typeof server, builds: string[]) =>
  async (install: Install = installOnce) =>
    install(wanted, async folder => {
      builds.push(`${wanted.name} begins`)
      await writeFile(join(folder, 'program'), '')
      builds.push(`${wanted.name} ends`)
    })

it('says first what is missing and how long it takes, and then compiles one after the other', async () => {
  const builds: string[] = []
  const paths = await getParts([python, server, client].map(wanted => located(wanted, builds)))

  expect(said[0]).toMatch(/^Missing here and built once, in about \d min: The python, The server, The client; kept in .*cache\n$/)
  expect(builds.filter(line => !line.startsWith('python'))).toEqual([
    'server begins',
    'server ends',
    'client begins',
    'client ends'
  ])
  expect(paths).toEqual(await Promise.all([python, server, client].map(folderOf)))
})

it('speaks only of what is missing', async () => {
  await mkdir(await folderOf(server), { recursive: true })
  await getParts([located(server, []), located(python, [])])
  expect(said[0]).toContain(': The python; ')
})

it('says nothing where everything is there', async () => {
  await mkdir(await folderOf(server), { recursive: true })
  await getParts([located(server, [])])
  expect(said).toEqual([])
})
