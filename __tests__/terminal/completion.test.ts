import { execFileSync } from 'node:child_process'
import { expect, it } from '@jest/globals'
import { type } from '../fakes/workstation.ts'

/** What bash offers after these words, of which the last is not finished. */
async function offered(...words: string[]): Promise<string[]> {
  const { printed } = await type(['completion', 'bash'])
  const list = ['astro-vault-action', ...words].map(word => `'${word}'`).join(' ')
  const asking = `COMP_WORDS=(${list}); COMP_CWORD=${words.length}; _astro_vault_action; printf '%s\\n' "\${COMPREPLY[@]}"`
  return execFileSync('bash', ['-c', `${printed}\n${asking}`], { encoding: 'utf8' })
    .split('\n')
    .filter(word => word !== '')
}

it.each([
  [['pl'], ['plan']],
  [
    ['plan', '--vault-u'],
    ['--vault-url', '--vault-username']
  ],
  [['plan', '--ex'], ['--exit-code']],
  [['sync', '--y'], ['--yes']],
  [['check', '--vault'], []],
  [['import', '--pl'], ['--plain']],
  [['nowhere', '--'], []]
])('bash completes %j with %j', async (words, completed) => {
  expect(await offered(...words)).toEqual(completed)
})

it('zsh gets the same by its own completion of bash', async () => {
  const [bash, zsh] = [await type(['completion', 'bash']), await type(['completion', 'zsh'])]
  expect(zsh.printed).toMatch(/^autoload -U \+X compinit && compinit\nautoload -U \+X bashcompinit && bashcompinit\n_astro/)
  expect(zsh.printed.endsWith(bash.printed)).toBe(true)
})

it('other shells are refused', async () => {
  expect(await type(['completion', 'fish'])).toMatchObject({
    exitCode: 1,
    complained: expect.stringContaining('completion needs the name of a shell: bash or zsh')
  })
})
