import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { load } from 'js-yaml'
import { bannedIn } from '../../tools/messages/banned.mjs'
import { sentencesOf } from '../../tools/messages/sentences.mjs'

describe('the list of messages', () => {
  it('has every text of at least two words, also in private methods', () => {
    const source = "class A { #end() { throw new UserError('no such file', { hint: 'Check it.', code: 'ENOENT' }) } }"
    expect(sentencesOf(source)).toEqual(['no such file', 'Check it.'])
  })

  it('names what is put in', () => {
    const source = `
      say(\`Deployment \${deployment.name} is \${seen?.status}\`)
      say(\`which \${many ? 'are' : 'is'} gone\`)
      say(\`\${failures.length} of \${counted(all.length, 'secret')} failed\`)`
    expect(sentencesOf(source)).toEqual([
      'Deployment <name> is <status>',
      'which <are|is> gone',
      '<n failures> of <n secrets> failed'
    ])
  })

  it('leaves out types, imports, the words of other programs, and keys of tables', () => {
    const source = `
      import { a } from './a b.ts'
      type Outcome = 'not executed' | 'left alone'
      const hints = [['invalid role name', 'There is no such role.']]
      const row = { says: 'namespace not found', hint: 'Check the name.' }
      if (error.says('permission denied') || error.message.includes('not there')) stop()`
    expect(sentencesOf(source)).toEqual(['There is no such role.', 'Check the name.'])
  })
})

describe('the phrases that docs/style.md bans', () => {
  const banned = bannedIn(
    [
      'Before.',
      '<!-- banned -->',
      '| Not | But |',
      '| - | - |',
      '| `lies in`, `lie in` | is stored in |',
      '<!-- /banned -->'
    ].join('\n')
  )

  it('are found as whole words, in any case', () => {
    expect(banned('They Lie in a folder').map(({ not, but }) => [not, but])).toEqual([['lie in', 'is stored in']])
    expect(banned('a lie inside')).toEqual([])
  })

  it('cannot get lost with their table', () => {
    expect(() => bannedIn('# Style')).toThrow('docs/style.md has no table of banned phrases')
  })
})

it('the list has what action.yml says of an input and of an output of one name', () => {
  const listed = execFileSync(process.execPath, ['tools/messages.mjs'], { encoding: 'utf8' })
  const { inputs, outputs } = load(readFileSync('action.yml', 'utf8')) as Record<string, Record<string, { description: string }>>
  const shared = Object.keys(inputs ?? {}).filter(name => name in (outputs ?? {}))
  expect(shared).toContain('deployment-id')
  for (const name of shared)
    for (const one of [inputs?.[name], outputs?.[name]]) expect(listed).toContain(one?.description.replaceAll(/\s+/g, ' ').trim())
})
