import { execFile, spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { actionlintBinary, zizmorBinary } from '../../tools/real-parts.mjs'
import { aFolder } from '../fakes/folder.ts'

/** What GitHub reads of this repository, and cannot be asked about here: judged by programs that know its rules. */

const root = fileURLToPath(new URL('../..', import.meta.url))
const filesIn = (folder: string) => readdirSync(`${root}/${folder}`).map(name => `${folder}/${name}`)
const OURS = [...filesIn('.github/workflows'), '.github/dependabot.yml', 'action.yml']
const EXAMPLES = filesIn('examples/workflows')

/** One wrong key, and a title that anybody can write is run as a program. */
const BAD = `on: issues
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-latest
    stepz: []
    steps:
      - run: echo \${{ github.event.issue.title }}
`

const actionlint = async (files: readonly string[]) => {
  const { status, stdout } = spawnSync(await actionlintBinary(), ['-no-color', '-shellcheck=', '-pyflakes=', ...files], {
    cwd: root,
    encoding: 'utf8'
  })
  return { status, stdout }
}

/** Names of its audits, with the file. */
async function zizmor(files: readonly string[]): Promise<string[]> {
  const args = ['--offline', '--no-progress', '--no-exit-codes', '--format=json', ...files]
  const { stdout } = await promisify(execFile)(await zizmorBinary(), args, { cwd: root })
  const found: { ident: string; ignored: boolean }[] = JSON.parse(stdout)
  return found.flatMap(({ ident, ignored }) => (ignored ? [] : [ident]))
}

describe('actionlint', () => {
  it('finds no mistake in the workflows, nor in those that users copy', async () => {
    expect(await actionlint([...filesIn('.github/workflows'), ...EXAMPLES])).toEqual({ status: 0, stdout: '' })
  })

  it('would find one', async () => {
    expect(await actionlint([aFolder().write('bad.yml', BAD)])).toEqual({
      status: 1,
      stdout: expect.stringContaining('unexpected key "stepz"')
    })
  })
})

describe('zizmor', () => {
  it('finds no danger in the workflows, in action.yml, and in how updates come', async () => {
    expect(await zizmor(OURS)).toEqual([])
  })

  it('finds none in what users copy, but that actions are named by their tags, as a reader knows them', async () => {
    expect(new Set(await zizmor(EXAMPLES))).toEqual(new Set(['unpinned-uses']))
  })

  it('would find one', async () => {
    expect(await zizmor([aFolder().write('bad.yml', BAD)])).toContain('template-injection')
  })
})

describe('the Marketplace', () => {
  const { name, description, author, branding } = load(readFileSync(`${root}/action.yml`, 'utf8')) as Record<string, unknown>

  it('shows a whole description, in 125 characters', () => {
    expect(String(description).length).toBeLessThanOrEqual(125)
    expect(description).not.toMatch(/\n/)
  })

  it('has a name and an author, and one action.yml in the root', () => {
    expect([name, author]).toEqual([expect.stringMatching(/^[A-Z][\w ]{2,60}$/), expect.stringMatching(/\S/)])
    expect(readdirSync(root).filter(file => /^action\.ya?ml$/.test(file))).toEqual(['action.yml'])
  })

  it('knows the colour, and the icon by its name in Feather', () => {
    const colors = ['white', 'black', 'yellow', 'blue', 'green', 'orange', 'red', 'purple', 'gray-dark']
    expect(branding).toEqual({ icon: 'lock', color: expect.stringMatching(new RegExp(`^(${colors.join('|')})$`)) })
  })
})
