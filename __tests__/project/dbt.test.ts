import { execFileSync } from 'node:child_process'
import { symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { explained } from '../../src/base/finding.ts'
import { readDbt } from '../../src/project/dbt.ts'
import { aFolder, type Folder } from '../fakes/folder.ts'

const git = ({ dir }: Folder, ...args: string[]) =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { cwd: dir, stdio: 'pipe' })

/** A checkout with a dbt project in its folder `dbt`, and one commit; `left` was never committed. */
function aCheckout(files: Readonly<Record<string, string>> = {}, left: Readonly<Record<string, string>> = {}): Folder {
  const checkout = aFolder({ 'dbt/dbt_project.yml': 'name: shop\n', 'dbt/models/a.sql': 'select 1\n', ...files })
  git(checkout, 'init', '--quiet')
  git(checkout, 'add', '--all')
  git(checkout, 'commit', '--quiet', '--message', 'Add orders')
  for (const [path, text] of Object.entries(left)) checkout.write(path, text)
  return checkout
}

const read = ({ dir }: Folder, { folder = 'dbt', mountPath = '', force = false, home = '/nowhere' } = {}) =>
  readDbt({
    projectDir: join(dir, folder),
    description: '',
    mountPath,
    force,
    environment: { PATH: process.env['PATH'] ?? '', HOME: home, GIT_CEILING_DIRECTORIES: join(dir, '..') },
    signal: new AbortController().signal
  })

/** What keeps it from being shipped, with the folder written as `.`. */
async function obstacles(checkout: Folder, options: Parameters<typeof read>[1] = {}): Promise<readonly string[]> {
  return (await read(checkout, options)).obstacles.map(one => explained(one).replaceAll(checkout.dir, '.'))
}

describe('a dbt project', () => {
  it('that is committed has nothing to say', async () => {
    const checkout = aCheckout()
    expect(await read(checkout)).toEqual({
      dir: join(checkout.dir, 'dbt'),
      description: 'Add orders',
      trees: {},
      provider: false,
      mountPath: '/usr/local/airflow/dbt/shop',
      obstacles: [],
      remarks: []
    })
  })

  it('goes where it was told', async () => {
    expect((await read(aCheckout(), { mountPath: '/opt/dbt' })).mountPath).toBe('/opt/dbt')
  })

  it('may be the root of the repository', async () => {
    expect(await obstacles(aCheckout({ 'dbt_project.yml': 'name: shop' }), { folder: '.' })).toEqual([])
  })

  it('is the folder itself, where a link leads to it', async () => {
    const checkout = aCheckout()
    symlinkSync('dbt', join(checkout.dir, 'link'))
    expect((await read(checkout, { folder: 'link' })).dir).toBe(join(checkout.dir, 'dbt'))
  })

  it('must be a folder', async () => {
    await expect(read(aCheckout(), { folder: 'nothing' })).rejects.toThrow(
      /^dbt-project .*nothing is not a folder in the workspace$/
    )
  })
})

describe('its name', () => {
  it.each<[string, { folder?: string; mountPath?: string }, string | undefined, string]>([
    [
      'is missing with the file',
      { folder: 'dbt/models' },
      undefined,
      './dbt/models/dbt_project.yml is missing\nSet `dbt-project` to'
    ],
    ['is not read from a text that is no YAML', {}, 'name: [', './dbt/dbt_project.yml is not valid YAML\nFix it'],
    [
      'must be there',
      {},
      'version: 2\n',
      './dbt/dbt_project.yml has no name of letters, digits and underscores\nFix `name`, or set'
    ],
    ['must not be empty', {}, 'name: ""\n', './dbt/dbt_project.yml has no name of'],
    ['must not be a number', {}, 'name: 7\n', './dbt/dbt_project.yml has no name of'],
    ['leads nowhere else', {}, 'name: ../../dags\n', './dbt/dbt_project.yml has no name of'],
    ['gives the log no command', {}, 'name: "a\\n::error::b"\n', './dbt/dbt_project.yml has no name of'],
    [
      'must be there for the CLI, also with a mount path',
      { mountPath: '/opt/a' },
      '- 1\n',
      './dbt/dbt_project.yml has no name\nAdd `name`'
    ]
  ])('%s', async (_, options, text, expected) => {
    const checkout = aCheckout(text === undefined ? {} : { 'dbt/dbt_project.yml': text })
    expect(await obstacles(checkout, options)).toEqual([expect.stringContaining(expected)])
    expect((await read(checkout, options)).mountPath).toBe(options.mountPath)
  })

  it('may be filled in by dbt, where a mount path is given', async () => {
    const checkout = aCheckout({ 'dbt/dbt_project.yml': 'name: "{{ env_var(\'NAME\') }}"\n' })
    expect(await obstacles(checkout, { mountPath: '/opt/a' })).toEqual([])
  })
})

describe('an Astro project', () => {
  const CONFIG = { '.astro/config.yaml': 'project:\n  name: demo\n' }

  it.each([
    ['is the same folder', { 'dbt/.astro/config.yaml': '' }, './dbt'],
    ['is around it', CONFIG, '.']
  ])('that %s keeps the CLI from deploying', async (_, files, where) => {
    expect(await obstacles(aCheckout(files))).toEqual([
      `./dbt is in the Astro project ${where}, and there \`astro dbt deploy\` refuses to work\nMove the dbt project out of it. What stays in the Astro project is shipped with the image, by any other \`deploy-type\`.`
    ])
  })

  it('may be next to it', async () => {
    expect(await obstacles(aCheckout({ 'airflow/.astro/config.yaml': '' }))).toEqual([])
  })

  it("is not the CLI's own configuration in the home folder", async () => {
    const checkout = aCheckout(CONFIG)
    expect(await obstacles(checkout, { home: checkout.dir })).toEqual([])
  })
})

describe('what is not committed', () => {
  const SHIPPED = 'has files that are not committed, or not as they are, and `astro dbt deploy` ships every file in it'

  it.each<[string, Record<string, string>, Record<string, string>, string]>([
    ['a .env', {}, { 'dbt/.env': 'TOKEN=geheim' }, '.env'],
    ['a .env that git ignores', { '.gitignore': '.env\n' }, { 'dbt/.env': 'TOKEN=geheim' }, '.env'],
    ['credentials of an earlier step', {}, { 'dbt/gha-creds-1.json': '{}' }, 'gha-creds-1.json'],
    ['profiles in a folder', {}, { 'dbt/profiles/profiles.yml': '' }, 'profiles/'],
    ['what is new in a folder that is committed', {}, { 'dbt/models/b.sql': '' }, 'models/b.sql'],
    ['what has changed', {}, { 'dbt/models/a.sql': 'select 2' }, 'models/a.sql'],
    [
      'what only looks like the work of dbt',
      {},
      { 'dbt/models/target/k.pem': '', 'dbt/targets/a': '' },
      'models/target/, targets/'
    ]
  ])('is refused: %s', async (_, files, left, named) => {
    const checkout = aCheckout(files, left)
    expect(await obstacles(checkout)).toEqual([
      `./dbt ${SHIPPED}: ${named}\nCommit or remove them, or keep them outside that folder. To ship them, set \`force: true\`.`
    ])
    const forced = await read(checkout, { force: true })
    expect(forced.obstacles).toEqual([])
    expect(forced.remarks?.map(({ severity, message }) => [severity, message])).toEqual([['warning', `${SHIPPED}: ${named}`]])
  })

  it('is refused where it is staged, or in a submodule', async () => {
    const checkout = aCheckout({}, { 'dbt/new.sql': 'a', 'dbt/models/a.sql': 'select 2' })
    git(checkout, 'add', '--all')
    expect((await obstacles(checkout))[0]).toContain(`${SHIPPED}: models/a.sql, new.sql\n`)

    const whole = aCheckout()
    git(whole, '-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', aCheckout().dir, 'dbt/shared')
    git(whole, 'config', '--file', '.gitmodules', 'submodule.dbt/shared.ignore', 'all')
    git(whole, 'add', '--all')
    git(whole, 'commit', '--quiet', '--message', 'Share')
    expect(await obstacles(whole)).toEqual([])
    whole.write('dbt/shared/.env', 'TOKEN=geheim')
    expect((await obstacles(whole))[0]).toContain(`${SHIPPED}: shared\n`)
  })

  it('is shipped, and named, if dbt has written it', async () => {
    const left = ['target/manifest.json', 'dbt_packages/x/a.sql', 'logs/dbt.log', 'package-lock.yml', '.user.yml']
    const { obstacles, remarks } = await read(
      aCheckout({ '.gitignore': 'target/\nlogs/\n' }, Object.fromEntries(left.map(path => [`dbt/${path}`, ''])))
    )
    expect(obstacles).toEqual([])
    expect(remarks?.map(({ severity, message }) => [severity, message])).toEqual([
      ['note', 'is shipped with what dbt has written there: .user.yml, dbt_packages/, logs/, package-lock.yml, target/']
    ])
  })

  it('counts only in the dbt project', async () => {
    expect(await obstacles(aCheckout({}, { '.env': 'TOKEN=geheim', 'other/x': '' }))).toEqual([])
  })

  it('may be many files', async () => {
    const left = Object.fromEntries(Array.from({ length: 12 }, (_, index) => [`dbt/x${index + 10}`, '']))
    expect((await obstacles(aCheckout({}, left)))[0]).toContain(': x10, x11, x12, x13, x14, x15, x16, x17, x18, x19 and 2 more\n')
  })

  it('is all of it, where the whole folder is new or there is no repository', async () => {
    const files = { 'new/dbt_project.yml': 'name: shop\n' }
    expect(await obstacles(aCheckout({}, files), { folder: 'new' })).toEqual([
      expect.stringContaining('ships every file in it: ./\n')
    ])
    const none = aFolder(files)
    expect(await obstacles(none, { folder: 'new' })).toEqual([
      './new is not in a git repository, so nobody can say which of its files belong to it, and `astro dbt deploy` ships every file in it\nCheck it out with `actions/checkout`; or set `force: true` to ship whatever is in it.'
    ])
    expect((await read(none, { folder: 'new', force: true })).remarks?.map(({ severity }) => severity)).toEqual(['warning'])
  })
})

describe('a login that git keeps in a checkout inside it', () => {
  /** As actions/checkout leaves it, and as `dbt deps` does for a package by an address with a token. */
  const PERSISTED = '[http "https://github.com/"]\n\textraheader = AUTHORIZATION: basic eDpnaHM=\n'
  const ADDRESS = '[remote "origin"]\n\turl = https://x:ghs_1@github.com/example/utils\n'
  /** Who is warned of, and what to do, where it is shipped by force. */
  const warned = async (left: Record<string, string>, folder = 'dbt') => {
    const checkout = aCheckout({ 'dbt_project.yml': 'name: shop\n' }, left)
    const { remarks = [] } = await read(checkout, { folder, force: true })
    return remarks
      .filter(({ subject = '' }) => subject.endsWith('.git/config'))
      .map(({ severity, subject = '', hint }) => [severity, subject.replace(checkout.dir, '.'), hint])
  }
  const REMOVE = 'Remove that folder in a step before this one'

  it.each<[string, string, string]>([
    ['dbt/lib/.git/config', PERSISTED, `${REMOVE}, or check that repository out with \`persist-credentials: false\`.`],
    ['dbt/a/b/.git/config', ADDRESS, `${REMOVE}, or check that repository out with \`persist-credentials: false\`.`],
    ['dbt/dbt_packages/utils/.git/config', ADDRESS, `${REMOVE}.`]
  ])('is a warning with its path: %s', async (path, text, hint) => {
    expect(await warned({ [path]: text })).toEqual([['warning', `./${path}`, hint]])
  })

  it('is none where the CLI does not ship it, or git keeps none', async () => {
    expect(await warned({ '.git/config': PERSISTED, 'other/.git/config': PERSISTED })).toEqual([])
    expect(await warned({ '.git/config': PERSISTED }, '.')).toEqual([])
    expect(await warned({ 'dbt/lib/.git/config': '[core]\n', 'dbt/x/.git': 'gitdir: ../../.git/modules/x\n' })).toEqual([])
  })
})
