import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { aFolder } from '../fakes/folder.ts'

/**
 * The steps of the release workflow that need no runner, in a repository with tags. `gh` lists these releases, and whether those of this
 * tag are drafts, and otherwise only writes down how it was called.
 */

interface Job {
  readonly steps: readonly { readonly name?: string; readonly run?: string }[]
}
interface Workflow {
  readonly env: Readonly<Record<string, string>>
  readonly jobs: Readonly<Record<string, Job>>
}
const { jobs, env: ofWorkflow } = load(
  readFileSync(new URL('../../.github/workflows/release.yml', import.meta.url), 'utf8')
) as Workflow
const scriptOf = (name: string): string =>
  Object.values(jobs)
    .flatMap(({ steps }) => steps)
    .find(step => step.name === name)?.run ?? ''

let folder: ReturnType<typeof aFolder>
let tested: string
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.dir, encoding: 'utf8' }).trim()
const commit = (message: string) => {
  git('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '--quiet', '--allow-empty', '--message', message)
  return git('rev-parse', 'HEAD')
}

const GH = `#!/bin/sh
case "$*" in
  "release list"*isDraft*) cat drafts ;;
  "release list"*) cat releases ;;
  "release view"*) cat notes ;;
  *) echo "$@" ;;
esac
`
const release = (...tags: readonly string[]) => folder.write('releases', tags.join('\n'))

beforeEach(() => {
  folder = aFolder({ 'bin/gh': GH, releases: '', drafts: '' })
  execFileSync('chmod', ['+x', join(folder.dir, 'bin/gh')])
  git('init', '--quiet')
  tested = commit('the one that was tested')
  git('tag', 'v1.1.0')
})

function run(step: string) {
  const env = {
    ...ofWorkflow,
    PATH: `${join(folder.dir, 'bin')}:${process.env['PATH']}`,
    TAG: 'v1.1.0',
    COMMIT: tested,
    GITHUB_REPOSITORY: 'OWNER/astro-vault-action',
    PROVENANCE: 'bundle.json'
  }
  const { status, stdout } = spawnSync('bash', ['-e', '-c', scriptOf(step)], { cwd: folder.dir, env, encoding: 'utf8' })
  return { status, stdout: stdout.trim() }
}

describe('the tag of the major version', () => {
  const moved = () =>
    `api --method PATCH repos/OWNER/astro-vault-action/git/refs/tags/v1 --raw-field sha=${tested} --field force=true`

  it.each([
    [[]],
    [['v1.0.9']],
    [['v0.9.0', 'v2.0.0', 'v10.0.0']],
    [['v1.1.0-rc.1']],
    [['v1.2.0-rc.1', 'v1.2.0-beta']],
    [['v1.x', 'v1.2']]
  ])('moves to the newest release, beside %j', tags => {
    git('tag', 'v1')
    release('v1.1.0', ...tags)
    expect(run('Move the tag of the major version')).toEqual({ status: 0, stdout: moved() })
  })

  it('moves past a newer tag that is no release, and where the list of releases lags behind', () => {
    for (const tag of ['v1', 'v1.9.0']) git('tag', tag)
    release('v1.0.9')
    expect(run('Move the tag of the major version')).toEqual({ status: 0, stdout: moved() })
  })

  it('stays where nobody knows what was released', () => {
    git('tag', 'v1')
    folder.write('bin/gh', '#!/bin/sh\n[ "$1" = release ] && exit 4\necho "$@"\n')
    expect(run('Move the tag of the major version')).toEqual({ status: 4, stdout: '' })
  })

  it('is made with the first release', () => {
    expect(run('Move the tag of the major version').stdout).toBe(
      `api --method POST repos/OWNER/astro-vault-action/git/refs --raw-field ref=refs/tags/v1 --raw-field sha=${tested}`
    )
  })

  it.each(['v1.1.1', 'v1.10.0'])('stays where %s is newer', tag => {
    release(tag, 'v1.1.0')
    expect(run('Move the tag of the major version')).toEqual({
      status: 0,
      stdout: `::notice::v1 stays at ${tag}, which is newer than v1.1.0`
    })
  })

  it('moves to the commit that was tested, wherever the tag points by then', () => {
    git('tag', 'v1')
    commit('another one')
    git('tag', '--force', 'v1.1.0')
    expect(run('Move the tag of the major version').stdout).toBe(moved())
  })
})

describe('a release', () => {
  const STEP = 'The tag still names the commit that was tested'

  it('goes on while its tag stays', () => {
    expect(run(STEP)).toEqual({ status: 0, stdout: '' })
  })

  it('ends where its tag was moved during the tests', () => {
    const other = commit('another one')
    git('tag', '--force', 'v1.1.0')
    expect(run(STEP)).toEqual({ status: 1, stdout: `::error::v1.1.0 was moved to ${other}; ${tested} was tested` })
  })
})

it('the list of what is in the bundle has what it is made of, and no tool', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const { components } = JSON.parse(execFileSync('node', ['tools/sbom.mjs'], { cwd: root, encoding: 'utf8' }))
  const names: string[] = components.map(({ name }: { name: string }) => name)
  expect(names).toEqual(expect.arrayContaining(['@actions/core', '@actions/github', 'commander', 'node-vault', 'zod']))
  for (const tool of ['jest', 'typescript', '@vercel/ncc', 'marked']) expect(names).not.toContain(tool)
  expect(components.filter(({ name }: { name: string }) => name === 'js-yaml')).toHaveLength(1)
})

it('and is the same whenever and wherever it is made', () => {
  const root = fileURLToPath(new URL('../..', import.meta.url))
  const elsewhere = aFolder()
  for (const name of ['package.json', 'package-lock.json', 'dist', 'tools/sbom.mjs', 'tools/never-called'])
    cpSync(join(root, name), join(elsewhere.dir, name), { recursive: true })
  const list = (cwd: string) => execFileSync('node', ['tools/sbom.mjs'], { cwd, encoding: 'utf8' })
  const here = list(root)
  expect(list(elsewhere.dir)).toBe(here)
  expect(here).not.toMatch(/timestamp|serialNumber|"tools"/)
})

describe('the draft', () => {
  const made = () =>
    `release create v1.1.0 --draft --verify-tag --target ${tested} --title v1.1.0 --notes-file notes.md assets/dist.intoto.jsonl assets/sbom.cdx.json`
  const draft = (drafts: string) => {
    folder.write(
      'CHANGELOG.md',
      '# Changelog\n\n## [1.1.0] - 2026-12-01\n\n### Fixed\n\n- This.\n\n## [1.0.0] - 2026-11-30\n\n- That.\n'
    )
    folder.write('assets/sbom.cdx.json', '{}')
    folder.write('bundle.json', '{"provenance":1}')
    folder.write('drafts', drafts)
    return run('Draft the release')
  }

  it('has the section of the changelog as its notes, the list of what is in the bundle, and the proof of where it comes from', () => {
    expect(draft('')).toEqual({ status: 0, stdout: made() })
    expect(readFileSync(join(folder.dir, 'notes.md'), 'utf8')).toBe('\n### Fixed\n\n- This.\n\n')
    expect(readFileSync(join(folder.dir, 'assets/dist.intoto.jsonl'), 'utf8')).toBe('{"provenance":1}')
  })

  it('replaces what an earlier attempt has left', () => {
    expect(draft('true\n')).toEqual({ status: 0, stdout: `release delete v1.1.0 --yes\n${made()}` })
  })

  it('is not made once the release is published, which stays as it is', () => {
    expect(draft('false\n')).toEqual({ status: 0, stdout: '::notice::v1.1.0 is published, and stays as it is' })
  })

  it('is not made where nobody knows whether it is published', () => {
    folder.write('bin/gh', '#!/bin/sh\nexit 4\n')
    expect(draft('')).toEqual({ status: 4, stdout: '' })
  })
})

describe('a draft that is looked at', () => {
  const ASSETS = ['sbom.cdx.json', 'dist.intoto.jsonl']
  const look = (assets: readonly string[], { listed = 'the list', notes = '### Fixed\r\n\r\n- This.' } = {}) => {
    folder.write('dist/index.js', '')
    folder.write('CHANGELOG.md', '# Changelog\n\n## [1.1.0] - 2026-12-01\n\n### Fixed\n\n- This.\n\n## [1.0.0] - 2026-11-30\n')
    folder.write('tools/sbom.mjs', `console.log(${JSON.stringify('the list')})`)
    folder.write('notes', notes)
    for (const name of assets) folder.write(`assets/${name}`, `${listed}\n`)
    return run('Look at the draft')
  }

  it('has the two files that it was made with, and each file of the bundle is attested', () => {
    const { status, stdout } = look(ASSETS)
    expect([status, stdout]).toEqual([
      0,
      expect.stringContaining('attestation verify dist/index.js --bundle assets/dist.intoto.jsonl')
    ])
  })

  it.each([
    [['sbom.cdx.json', 'dist.intoto.jsonl', 'install.sh']],
    [['sbom.cdx.json', 'dist.intoto.jsonl', 'a b']],
    [['sbom.cdx.json']]
  ])('is refused with other files: %j', assets => {
    const { status, stdout } = look(assets)
    expect([status, stdout]).toEqual([1, expect.stringContaining('::error::the draft of v1.1.0 has other files')])
    expect(stdout).not.toContain('attestation')
  })

  it.each([
    ['a list of other packages', { listed: 'another list' }, 'lists other packages'],
    ['other notes', { notes: '### Fixed\n\n- That.' }, 'has other notes than the changelog'],
    ['no notes', { notes: '' }, 'has other notes than the changelog']
  ])('is refused with %s', (_, difference, why) => {
    const { status, stdout } = look(ASSETS, difference)
    expect([status, stdout]).toEqual([1, expect.stringContaining(`::error::the draft of v1.1.0 ${why}`)])
    expect(stdout).not.toContain('attestation')
  })
})

describe('publishing', () => {
  const publish = (drafts: string) => {
    folder.write('drafts', drafts)
    return run('Publish it, once')
  }

  it('happens once', () => {
    expect(publish('true\n')).toEqual({ status: 0, stdout: 'release edit v1.1.0 --draft=false' })
    expect(publish('false\n')).toEqual({ status: 0, stdout: '::notice::v1.1.0 is published already' })
  })

  it.each(['', 'true\ntrue\n', 'true\nfalse\n'])('needs one draft, and there are %j', drafts => {
    expect(publish(drafts)).toEqual({ status: 1, stdout: '::error::there must be one draft of v1.1.0' })
  })
})
