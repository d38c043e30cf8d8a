import { execFileSync, spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeEach, describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { aFolder } from '../fakes/folder.ts'

/** The steps of the release workflow that need no runner, in a repository with tags. `gh` lists these releases, and otherwise only writes down how it was called. */

interface Workflow {
  readonly jobs: { readonly publish: { readonly steps: readonly { readonly name?: string; readonly run?: string }[] } }
}
const { jobs } = load(readFileSync(new URL('../../.github/workflows/release.yml', import.meta.url), 'utf8')) as Workflow
const scriptOf = (name: string): string => jobs.publish.steps.find(step => step.name === name)?.run ?? ''

let folder: ReturnType<typeof aFolder>
let tested: string
const git = (...args: string[]) => execFileSync('git', args, { cwd: folder.dir, encoding: 'utf8' }).trim()
const commit = (message: string) => {
  git('-c', 'user.name=n', '-c', 'user.email=e', 'commit', '--quiet', '--allow-empty', '--message', message)
  return git('rev-parse', 'HEAD')
}

const GH = '#!/bin/sh\ncase "$1 $2" in "release list") cat releases ;; *) echo "$@" ;; esac\n'
const release = (...tags: readonly string[]) => folder.write('releases', tags.join('\n'))

beforeEach(() => {
  folder = aFolder({ 'bin/gh': GH, releases: '' })
  execFileSync('chmod', ['+x', join(folder.dir, 'bin/gh')])
  git('init', '--quiet')
  tested = commit('the one that was tested')
  git('tag', 'v1.1.0')
})

function run(step: string) {
  const env = {
    PATH: `${join(folder.dir, 'bin')}:${process.env['PATH']}`,
    TAG: 'v1.1.0',
    COMMIT: tested,
    GITHUB_REPOSITORY: 'OWNER/astro-vault-action'
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
