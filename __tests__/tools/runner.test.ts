import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { parseFileCommands } from '../../tools/runner/files.mjs'
import { applyMasks, parseCommands, runAction } from '../../tools/runner/runner.mjs'
import { aFolder } from '../fakes/folder.ts'

type Run = Parameters<typeof runAction>[0]
type Result = Awaited<ReturnType<typeof runAction>>

describe('applyMasks', () => {
  it.each([
    ['hides a mask wherever it stands', 'a hunter2 b hunter2', ['hunter2'], 'a *** b ***'],
    ['hides each line of a mask', 'second', ['first\nsecond'], '***'],
    ['hides a mask of several lines as one', 'a\nb', ['a\nb'], '***'],
    ['joins masks that overlap', 'abcd', ['abc', 'bcd'], '***'],
    ['joins masks that touch', 'abcd', ['ab', 'cd'], '***'],
    ['hides a repetition that overlaps itself', 'xaaay', ['aa'], 'x***y'],
    ['looks at the text as it was, not at its own stars', 'pass', ['pass', '*'], '***'],
    ['prefers the longer mask', 'secret-long', ['secret', 'secret-long'], '***'],
    ['ignores an empty mask', 'text', [''], 'text'],
    ['does not look for other spellings', 'a\\"b', ['a"b'], 'a\\"b'],
    ['takes masks literally', 'a.c abc', ['a.c'], '*** abc']
  ])('%s', (_, text, masks, expected) => {
    expect(applyMasks(text, masks)).toBe(expected)
  })
})

describe('parseCommands', () => {
  it.each([
    ['a mask', '::add-mask::hunter2', 'add-mask', {}, 'hunter2'],
    ['an escaped message', '::error::50%25 of%0Atwo%0D%0Alines %3A', 'error', {}, '50% of\ntwo\r\nlines %3A'],
    ['an escape that was escaped', '::error::%250A', 'error', {}, '%0A'],
    [
      'properties',
      '::warning file=a.yaml,line=3,title=x%3Ay%2Cz%25::m',
      'warning',
      { file: 'a.yaml', line: '3', title: 'x:y,z%' },
      'm'
    ],
    ['a property with an equals sign', '::notice title=a=b::m', 'notice', { title: 'a=b' }, 'm'],
    ['an empty message', '::endgroup::', 'endgroup', {}, ''],
    ['colons in the message', '::group::a::b', 'group', {}, 'a::b'],
    ['leading space and any case', '  ::Error::m', 'error', {}, 'm'],
    ['the older form', '##[add-mask]hunter2', 'add-mask', {}, 'hunter2'],
    ['the older form anywhere in a line, in any case', 'dags/a.py: ##[Stop-Commands]x', 'stop-commands', {}, 'x'],
    [
      'properties of the older form',
      '##[warning file=a.yaml;line=3;title=x%3By%5D]m',
      'warning',
      { file: 'a.yaml', line: '3', title: 'x;y]' },
      'm'
    ],
    ['the older form behind an unknown one', '::shout::##[error]m', 'error', {}, 'm']
  ])('reads %s', (_, line, name, properties, message) => {
    expect(parseCommands(line)).toEqual([{ name, properties, message }])
  })

  it.each([
    ['text before the command', 'say ::error::m'],
    ['an unknown command', '::shout::m'],
    ['no second pair of colons', '::error m'],
    ['no command at all', 'plain'],
    ['an unknown command in the older form', '##[section]m'],
    ['an escaped older form', '##\\[error]m'],
    ['a stop without a token', '::stop-commands::'],
    ['a stop with the name of a command', '::stop-commands::Error']
  ])('sees none in %s', (_, line) => {
    expect(parseCommands(line)).toEqual([])
  })

  it('obeys nothing between stop-commands and its token', () => {
    const names = parseCommands('::stop-commands::t0ken\n::error::no\n::t0ken::\n::notice::yes').map(({ name }) => name)
    expect(names).toEqual(['stop-commands', 't0ken', 'notice'])
  })

  it.each(['::T0KEN::', '##[t0ken]', 'x ##[T0ken]'])('goes on at its token in any form and case: %s', token => {
    const names = parseCommands(`##[stop-commands]t0ken\n##[error]no\n${token}\n##[notice]yes`).map(({ name }) => name)
    expect(names).toEqual(['stop-commands', expect.stringMatching(/^t0ken$/i), 'notice'])
  })

  it('ends a line at a lone carriage return, as the runner does', () => {
    expect(parseCommands('progress\r::notice::seen')).toHaveLength(1)
  })
})

describe('parseFileCommands', () => {
  it.each([
    ['name=value', 'a=1\nb=x=y\n', { a: '1', b: 'x=y' }],
    ['heredoc', 'a<<EOF\none\n\ntwo=2\nEOF\nb=3\n', { a: 'one\n\ntwo=2', b: '3' }],
    ['an empty heredoc', 'a<<E\nE\n', { a: '' }],
    ['an equals sign before the arrows', 'a=b<<c\n', { a: 'b<<c' }],
    ['the last of two', 'a=1\na=2\n', { a: '2' }],
    ['nothing', '', {}]
  ])('reads %s', (_, text, expected) => {
    expect(parseFileCommands(text)).toEqual(expected)
  })

  it.each([
    ['a line without a value', 'just text\n'],
    ['a heredoc without end', 'a<<EOF\nvalue\n'],
    ['no name', '=1\n']
  ])('refuses %s', (_, text) => {
    expect(() => parseFileCommands(text)).toThrow(/^Invalid/)
  })
})

describe('runAction', () => {
  let folder: string
  const results: Result[] = []

  beforeEach(() => {
    folder = aFolder({ 'dist/package.json': '{ "type": "module" }' }).dir
  })

  afterEach(async () => {
    for (const result of results.splice(0)) await result.remove()
  })

  async function run(source: string, options: Partial<Run> = {}): Promise<Result> {
    const bundle = join(folder, 'dist', 'index.js')
    await writeFile(bundle, `import { appendFileSync as append } from 'node:fs'\nconst { env } = process\n${source}`)
    const result = await runAction({ bundle, ...options })
    results.push(result)
    return result
  }

  const printEnvironment = 'console.log(JSON.stringify(env))'

  it('gives a job on GitHub, and nothing of our own environment', async () => {
    process.env['LEAKED_INTO_STEP'] = 'yes'
    const { stdout, exitCode, postExitCode } = await run(printEnvironment, {
      post: false,
      env: { GITHUB_ACTOR: 'mona', API_TOKEN: 't' }
    })
    delete process.env['LEAKED_INTO_STEP']
    const seen = JSON.parse(stdout)
    expect(seen).toMatchObject({ CI: 'true', GITHUB_REPOSITORY: 'example/pipelines', GITHUB_ACTOR: 'mona', API_TOKEN: 't' })
    expect(seen).not.toHaveProperty('LEAKED_INTO_STEP')
    expect(seen.PATH).not.toContain('node_modules')
    expect([exitCode, postExitCode]).toEqual([0, null])
  })

  it('sets every input of action.yml, by the names that GitHub gives them', async () => {
    await writeFile(
      join(folder, 'action.yml'),
      `inputs:
  vault-url: { description: d }
  wait-time: { description: d, default: 1.0 }
  two words: { description: d, default: true }
  repository: { description: d, default: '\${{ github.repository }}' }
  no-description:
`
    )
    const { stdout } = await run(printEnvironment, { post: false, inputs: { 'vault-url': 'u', Extra: 'e' } })
    const seen = Object.entries(JSON.parse(stdout)).filter(([name]) => name.startsWith('INPUT_'))
    expect(Object.fromEntries(seen)).toEqual({
      'INPUT_VAULT-URL': 'u',
      'INPUT_WAIT-TIME': '1.0',
      INPUT_TWO_WORDS: 'true',
      INPUT_REPOSITORY: 'example/pipelines',
      'INPUT_NO-DESCRIPTION': '',
      INPUT_EXTRA: 'e'
    })
  })

  it('masks from the moment a mask is known, also in annotations', async () => {
    const { log, stdout, annotations, masks } = await run(
      `console.log('early hunter2')
       console.log('::add-mask::hunter2%0Aline two')
       console.log('late hunter2, line two')
       console.log('::error file=a.yaml,line=4,title=No hunter2::bad hunter2')
       process.stdout.write('::notice::no line end')`,
      { post: false }
    )
    expect(log).toBe('early hunter2\nlate ***, ***\nError: bad ***\nNotice: no line end\n')
    expect(stdout).toContain('bad hunter2')
    expect(masks).toEqual(['hunter2\nline two'])
    expect(annotations).toEqual([
      { level: 'error', message: 'bad ***', title: 'No ***', file: 'a.yaml', line: 4 },
      { level: 'notice', message: 'no line end' }
    ])
  })

  it('reads stderr as it reads stdout', async () => {
    const { log, stderr, stdout } = await run("console.error('::add-mask::hunter2\\npassword hunter2')", { post: false })
    expect({ log, stderr, stdout }).toEqual({
      log: 'password ***\n',
      stderr: '::add-mask::hunter2\npassword hunter2\n',
      stdout: ''
    })
  })

  it('keeps groups as headings and hides debug lines, unless they are asked for', async () => {
    const source = "console.log('::group::Plan\\n1 step\\n::endgroup::\\n::debug::deep')"
    expect((await run(source, { post: false })).log).toBe('Plan\n1 step\n')
    expect((await run(source, { post: false, env: { RUNNER_DEBUG: '1' } })).log).toBe('Plan\n1 step\nDebug: deep\n')
  })

  it('reads outputs, state and summary, and runs the post step after main failed', async () => {
    const { outputs, summary, state, log, exitCode, postExitCode } = await run(`
      if (env.STATE_lease) console.log('post', env.STATE_lease, env.EXPORTED, env.PATH.split(':')[0])
      else {
        append(env.GITHUB_OUTPUT, 'changed=true\\nlist<<E\\na\\nb\\nE\\n')
        append(env.GITHUB_STATE, 'lease=abc\\n')
        append(env.GITHUB_ENV, 'EXPORTED=later\\n')
        append(env.GITHUB_PATH, '/first\\n')
        append(env.GITHUB_STEP_SUMMARY, '# Done\\n')
        process.exitCode = 3
      }`)
    expect({ outputs, summary, state }).toEqual({
      outputs: { changed: 'true', list: 'a\nb' },
      summary: '# Done\n',
      state: { lease: 'abc' }
    })
    expect(log).toBe('post abc later /first\n')
    expect([exitCode, postExitCode]).toEqual([3, 0])
  })

  it('shows what was left in RUNNER_TEMP, and removes it', async () => {
    const result = await run("append(env.RUNNER_TEMP + '/left', '')", { post: false })
    expect(await readdir(result.temp)).toEqual(['left'])
    await result.remove()
    await expect(readdir(result.temp)).rejects.toThrow('ENOENT')
  })

  it('cancels with SIGINT, and still runs the post step', async () => {
    const cancel = new AbortController()
    const { exitCode, postExitCode } = await run(
      `if (!env.STATE_ready) {
         append(env.GITHUB_STATE, 'ready=1\\n')
         process.on('SIGINT', () => process.exit(7))
         console.log('ready')
         setTimeout(() => {}, 60_000)
       }`,
      { signal: cancel.signal, onSpawn: child => child.stdout?.once('data', () => cancel.abort()) }
    )
    expect([exitCode, postExitCode]).toEqual([7, 0])
  })

  it('tells a kill from an exit', async () => {
    const { exitCode } = await run('setTimeout(() => {}, 60_000)', { post: false, onSpawn: child => child.kill('SIGKILL') })
    expect(exitCode).toBe(137)
  })
})
