import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { openCli } from '../../src/astro/cli.ts'
import { Secret } from '../../src/base/secret.ts'
import { aFolder } from '../fakes/folder.ts'

const open = (folder: string) =>
  openCli({
    token: new Secret('token'),
    workspace: 'ws1',
    domain: 'astronomer.io',
    folder,
    environment: {},
    signal: new AbortController().signal
  })

describe("the CLI's home", () => {
  it('is in the folder of the run, for nobody else to read', () => {
    const { dir } = aFolder()
    open(dir)
    const config = join(dir, 'home', '.astro', 'config.yaml')
    expect(readFileSync(config, 'utf8')).toContain('workspace: ws1')
    expect(statSync(config).mode & 0o077).toBe(0)
  })

  it('may be opened again, by a plan that is made again', () => {
    const { dir } = aFolder()
    open(dir)
    expect(() => open(dir)).not.toThrow()
  })
})
