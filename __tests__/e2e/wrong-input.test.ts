import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { openStage } from '../../tools/runner/stage.mjs'
import { attempt, refused, type Stage } from './attempt.ts'

/** Mistakes in the inputs of the step: each is found before anybody is asked over the network. */

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.stop())

const withInputs = (inputs: Record<string, string>) => attempt(stage, { inputs })
const DEFINE =
  'GitHub passes an undefined secret or variable as empty text: check its name, and that this repository or environment defines it.'

it.each<[string, Record<string, string>, string[]]>([
  ['an unknown input', { 'vualt-url': 'x' }, ['input vualt-url is not known; did you mean "vault-url"?']],
  ['no time to run', { 'run-timeout': '0' }, ['input run-timeout must be at least 1s']],
  [
    'ids that a command would take for options',
    { 'deployment-id': '--help', 'workspace-id': '-w' },
    ['input deployment-id must not begin with -', 'input workspace-id must not begin with -']
  ],
  [
    'a project outside the workspace',
    { 'project-dir': '../..' },
    ['input project-dir leads out of the workspace\nSet it to the folder of the Astro project in the checkout.']
  ],
  ['a choice that there is not', { mode: 'apply' }, ['input mode must be one of plan, sync, deploy, doctor']],
  [
    'several values that cannot be',
    { 'deploy-type': 'image', 'allow-commands': 'yes', 'wait-time': 'long' },
    [
      'input wait-time must be a duration such as 90s, 10m or 1h, at most 5d',
      'input deploy-type must be one of infer, image-and-dags, dags-only, image-only, dbt, none',
      'input allow-commands must be true or false'
    ]
  ],
  [
    'a url without scheme',
    { 'vault-url': 'vault.example.com' },
    ['input vault-url must be an http:// or https:// URL without user, query or fragment, such as https://vault.example.com:8200']
  ],
  [
    'nothing at all',
    { 'vault-url': '', 'vault-token': '', 'astro-api-token': '', 'deployment-id': '' },
    [
      'input vault-url is missing or empty; mode deploy needs the address of Vault, such as https://vault.example.com:8200',
      'input vault-token is missing or empty; vault-auth-method token needs it',
      'input astro-api-token is missing or empty; mode deploy needs it',
      'input deployment-id is missing or empty; mode deploy needs this input, deployment, deployment-name or deployments'
    ].map(sentence => `${sentence}\n${DEFINE}`)
  ],
  [
    'two ways to name the Deployment',
    { 'deployment-name': 'prod' },
    ['input deployment-id cannot be combined with deployment-name: each selects a Deployment\nSet only one of them.']
  ],
  [
    'an Astro API of somebody else',
    { 'astro-domain': 'astronomer.io' },
    ['input astro-api-url works only with `astro-domain: localhost`\nIt is meant for tests. Remove it to use Astro.']
  ],
  [
    'HCP Vault without its namespace',
    { 'vault-url': 'https://acme.vault.11eb.aws.hashicorp.cloud:8200' },
    [
      'https://acme.vault.11eb.aws.hashicorp.cloud:8200 is on HCP Vault, which requires a namespace; set vault-namespace (usually admin)'
    ]
  ]
])('%s', async (_, inputs, mistakes) => {
  const count = mistakes.length === 1 ? [] : [`${mistakes.length} mistakes found`]
  expect(await withInputs(inputs)).toMatchObject(refused(...mistakes, ...count))
})

describe('an address that a Deployment in the cloud cannot reach', () => {
  const inCloud = { 'astro-domain': 'astronomer.io', 'astro-api-url': '' }

  it('as vault-url', async () => {
    expect(await withInputs(inCloud)).toMatchObject(
      refused(
        `vault-url is ${stage.vault.url}, which a Deployment in the cloud cannot reach; set vault.airflow-url in the manifest to the address at which Airflow reaches Vault`
      )
    )
  })

  it.each(['http://localhost:8200', 'http://127.0.0.1:8200', 'http://host.docker.internal:8200'])(
    'as airflow-url %s',
    async url => {
      const text = `version: 1\nname: quickstart\nvault:\n  airflow-url: ${url}\n`
      await writeFile(join(stage.project, 'wrong.yaml'), text)
      expect(await withInputs({ ...inCloud, manifest: 'wrong.yaml' })).toMatchObject(
        refused(
          `wrong.yaml:4:3: vault.airflow-url is ${url}, which a Deployment in the cloud cannot reach; set it to the address at which Airflow reaches Vault`
        )
      )
    }
  )
})

it('a certificate that is none', async () => {
  expect(await withInputs({ 'vault-ca-certificate': 'ca.pem' })).toMatchObject(
    refused(
      'input vault-ca-certificate is neither PEM text nor a file: ca.pem does not exist\nSet it to PEM text (-----BEGIN CERTIFICATE-----), its base64, or the path of a PEM file.'
    )
  )
})

it('a Deployment that the manifest does not know', async () => {
  expect(await withInputs({ 'deployment-id': '', deployment: 'prod' })).toMatchObject(
    refused('deployment prod is not under `deployments:` in airflow-secrets.yaml')
  )
})

describe('an Astro token', () => {
  it('that has expired', async () => {
    const token = stage.astro.token({ expired: true })
    const { exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    expect(await withInputs({ 'astro-api-token': token })).toMatchObject(
      refused(
        `input astro-api-token expired on ${new Date(exp * 1000).toISOString()}\nCreate a new token in Astro and store it in the GitHub secret.`
      )
    )
  })

  it.each([
    ['that is something else', (_: string) => 'not-a-token'],
    ['with Bearer in front', (token: string) => `Bearer ${token}`],
    ['in quotes', (token: string) => `"${token}"`]
  ])('%s', async (_, spoil) => {
    expect(await withInputs({ 'astro-api-token': spoil(stage.astro.token()) })).toMatchObject(
      refused(
        'input astro-api-token is not an Astro API token (three parts separated by dots)\n' +
          'Copy it from Astro again, without quotes and without a leading "Bearer".'
      )
    )
  })

  it('of another Workspace than workspace-id', async () => {
    expect(await withInputs({ 'workspace-id': 'clws-other' })).toMatchObject(
      refused(
        'input workspace-id is clws-other, but astro-api-token belongs to Workspace clws000000000000000000001\n' +
          'Remove `workspace-id`, or use a token of that Workspace.'
      )
    )
  })

  it('of an Organization, without workspace-id', async () => {
    expect(await withInputs({ 'astro-api-token': stage.astro.token({ workspace: null }) })).toMatchObject(
      refused(
        'input workspace-id is missing or empty; astro-api-token belongs to an Organization and names no Workspace\n' +
          'Set it to the id of the Workspace that the Deployment is in.'
      )
    )
  })

  it('with a line break at its end works', async () => {
    expect(await withInputs({ 'astro-api-token': `${stage.astro.token()}\n` })).toMatchObject({ exitCode: 0, errors: [] })
  })
})
