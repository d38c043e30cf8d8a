import { readdirSync } from 'node:fs'
import { describe, expect, it } from '@jest/globals'
import { requirementLine } from '../../src/airflow/provider.ts'
import { aFolder } from '../fakes/folder.ts'
import { type } from '../fakes/workstation.ts'
import { pages, read, root } from './pages.ts'

const blocksIn = (text: string) => [...text.matchAll(/```yaml\n(.*?)```/gs)].map(([, block = '']) => block)
const [manifest = '', workflow = ''] = blocksIn(read('README.md'))

describe('the README', () => {
  it('has at most 200 lines', () => expect(read('README.md').trimEnd().split('\n').length).toBeLessThanOrEqual(200))

  it('prints a manifest whose least policy is the example', async () => {
    const { dir } = aFolder({ 'airflow-secrets.yaml': manifest })
    const { exitCode, printed } = await type(['policy', '--manifest', `${dir}/airflow-secrets.yaml`])
    expect([exitCode, printed]).toEqual([0, read('examples/pipeline-policy.hcl').replace('quickstart', 'analytics')])
  })

  it.each([
    ['its workflow', workflow],
    ...readdirSync(`${root}/examples/workflows`).map(name => [name, read(`examples/workflows/${name}`)] as const)
  ])('promises that nothing is deployed twice, so %s lets the action infer what to deploy', (_, text) => {
    expect([...text.matchAll(/deploy-type: *(\S+)/g)].map(([, type]) => type).filter(type => type !== 'none')).toEqual([])
  })

  it('lists in step 4 what its workflow and its manifest need', () => {
    const [, step = ''] = read('README.md').split('### 4.')
    const needed = [...workflow.matchAll(/(?:vars|secrets)\.(\w+)/g)].map(([, name]) => `\`${name}\``)
    expect(needed.filter(name => !step.split('```')[0]?.includes(name))).toEqual([])
    expect(workflow).toContain('WAREHOUSE_PASSWORD')
  })

  it.each(['2.10.5', '3.0.1', '3.1.0', '3.2.0', '3.3.2'])('has the release of the provider for Airflow %s', version => {
    expect(read('README.md')).toContain(`\`${requirementLine(version).replace(/^[a-z-]+/, '')}\``)
  })
})

describe('the login of an example', () => {
  const commands = readdirSync(`${root}/examples/workflows`).flatMap(name => {
    const text = read(`examples/workflows/${name}`).replaceAll(/\\\n#\s+/g, '')
    return [...text.matchAll(/astro-vault-action#v1 (bootstrap .*)/g)].map(([, command = '']) => [name, command] as const)
  })

  it('is said where one is needed', () => {
    const needing = readdirSync(`${root}/examples/workflows`).filter(name =>
      /vault-role(-id)?:/.test(read(`examples/workflows/${name}`))
    )
    expect(needing.filter(name => !commands.some(([one]) => one === name))).toEqual(['rotate.yml'])
    expect(read('examples/workflows/rotate.yml')).toContain('Before the first run: as in oidc.yml.')
  })

  it.each(commands)('%s: %s prints a script', async (name, command) => {
    const manifest = `${root}/examples/${/fan-out|matrix/.test(name) ? 'matrix' : 'quickstart'}/airflow-secrets.yaml`
    const { exitCode, printed } = await type([...command.split(' '), '--manifest', manifest])
    const method = command.includes('approle') ? 'approle' : 'jwt'
    expect([exitCode, printed]).toEqual([0, expect.stringContaining(`vault-auth-method: ${method}\n`)])
  })
})

describe('all pages and examples', () => {
  const workflows = readdirSync(`${root}/examples/workflows`).map(name => read(`examples/workflows/${name}`))
  const texts = [...pages.map(read), ...workflows].join('\n')

  it('name a permission alone only as a line to add: a block that has nothing else takes the checkout away', () => {
    const all = [texts, read('action.yml'), read('comment/action.yml')].join('\n')
    expect([...all.matchAll(/permissions: ([\w-]+: \w+|\{(?!.*contents: read).*?\})/g)].map(([found]) => found)).toEqual([])
  })

  it.each([
    ['actions/checkout', /uses: (actions\/checkout@\S+)/g],
    ['the variable with the id of the Deployment', /deployment-id: (\$\{\{.*)/g],
    ['the variable with the address of Vault', /vault-url: (\$\{\{.*|https.*)/g],
    ["the pipeline's role", /vault-role: (.*?)(?:-plan|-preview)?$/gm]
  ])('call %s by one name', (_, form) => {
    expect([...new Set([...texts.matchAll(form)].map(([, name]) => name))]).toHaveLength(1)
  })
})
