import { describe, expect, it } from '@jest/globals'
import * as workflow from '../../src/init/workflow-env.ts'
import { deployWorkflow, planWorkflow } from '../../src/init/workflows.ts'

const withSecrets = (text: string, names: readonly string[]) => workflow.withSecrets(text, names, '.')
const isOurs = (text: string) => workflow.isOurs(text, '.')

const facts = { branch: 'main', prefix: '', secrets: ['A'], patterns: [] }
const line = (name: string) => `${name}: \${{ secrets.${name} }}`

const STEP = `jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v6
      - name: Deploy # as ever
        uses: ours/astro-vault-action@v1 # v1
        with:
          vault-url: x
`

describe('a workflow that is there', () => {
  it('gets what it lacks, and keeps the rest byte for byte', () => {
    expect(withSecrets(deployWorkflow(facts), ['A', 'B'])).toBe(
      deployWorkflow(facts).replace(/( +)A: .*\n/, `$1${line('B')}\n$&`)
    )
  })

  it.each([
    ['has no env', STEP, STEP.replace('# v1\n', `# v1\n        env:\n          ${line('A')}\n`)],
    [
      'has an env below',
      `${STEP}        env:\n            X: 1\n`,
      `${STEP}        env:\n            ${line('A')}\n            X: 1\n`
    ],
    [
      'begins with the action',
      STEP.replace('- name: Deploy # as ever\n        uses', '- uses'),
      STEP.replace('- name: Deploy # as ever\n        uses', '- uses').replace(
        '# v1\n',
        `# v1\n        env:\n          ${line('A')}\n`
      )
    ],
    [
      'begins with env',
      STEP.replace('- name: Deploy # as ever', '- env:\n          X: 1'),
      STEP.replace('- name: Deploy # as ever', `- env:\n          ${line('A')}\n          X: 1`)
    ],
    [
      'has an env for all',
      `env:\n  Y: 1\n${STEP}`,
      `env:\n  Y: 1\n${STEP.replace('# v1\n', `# v1\n        env:\n          ${line('A')}\n`)}`
    ]
  ])('where the step %s', (_, before, after) => {
    expect(withSecrets(before, ['A'])).toBe(after)
    const windows = (text: string) => text.replaceAll('\n', '\r\n')
    expect(withSecrets(windows(before), ['A'])).toBe(windows(after))
  })

  it('gets nothing twice, and nothing where a step needs no value', () => {
    for (const text of [deployWorkflow(facts), planWorkflow(facts), STEP.replace('vault-url', 'mode')])
      expect(withSecrets(text, ['A'])).toBe(text)
  })

  it('is left to its owner where lines cannot be added', () => {
    expect(withSecrets(`${STEP}        env: { X: 1 }\n`, ['A'])).toBeUndefined()
    expect(
      withSecrets(STEP.replace(/ {6}- name[\s\S]*/, '      - { uses: ours/astro-vault-action@v1, with: { vault-url: x } }\n'), [
        'A'
      ])
    ).toBeUndefined()
  })
})

it('tells workflows of the action from others', () => {
  expect([deployWorkflow(facts), planWorkflow(facts), STEP].map(isOurs)).toEqual([true, true, true])
  expect(
    ['', 'a: [', 'jobs:', STEP.replace('astro-vault-action', 'deploy-action'), '# OWNER/astro-vault-action@v1'].map(isOurs)
  ).toEqual(Array(5).fill(false))
})

it('leaves the steps of another project alone', () => {
  const other = deployWorkflow({ ...facts, prefix: 'teams/b/' })
  expect(['.', 'teams/a', 'teams/b'].map(project => workflow.isOurs(other, project))).toEqual([false, false, true])
  expect(withSecrets(other, ['A', 'B'])).toBe(other)
  expect(workflow.withSecrets(other, ['B'], 'teams/b')).toContain(line('B'))
  expect(workflow.isOurs(other.replace('teams/b', './teams/b/'), 'teams/b')).toBe(true)
})
