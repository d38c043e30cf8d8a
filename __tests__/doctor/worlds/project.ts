import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { edit } from '../acts.ts'
import { MANIFEST, type Ward } from '../ward.ts'
import { quotedIn, typing, type World } from '../world.ts'

/** What is wrong in git, or with what was typed. */

const addMissing = async (ward: Ward) => {
  ward.edit('airflow-secrets.yaml', text => text.replace('variables:', 'variables:\n  colour: blue'))
  await ward.must('sync')
}

const asksForColour = (ward: Ward) => {
  ward.later(() => ward.write('dags/other.py', ''))
  ward.later(() => ward.write('airflow-secrets.yaml', MANIFEST))
  ward.write('dags/other.py', 'from airflow.models import Variable\nVariable.get("colour")\n')
}

/** An `astro` on PATH that prints this. */
const cliSaying = (text: string) => (ward: Ward) => {
  const folder = join(ward.stage.folder, `cli-${text.replaceAll(/\W/g, '')}`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'astro'), `#!/bin/sh\necho '${text}'\n`, { mode: 0o755 })
  return typing({}, { PATH: `${folder}:${ward.stage.path}` })
}

const requirements = (text: string) => (ward: Ward) => {
  ward.later(() => ward.write('requirements.txt', 'apache-airflow-providers-hashicorp>=4.7.2\n'))
  ward.write('requirements.txt', text)
}

export const PROJECT: readonly World[] = [
  {
    name: 'there is no manifest where it should be',
    break: () => typing({ manifest: 'nowhere.yaml' }),
    first: ['manifest', 'error', /nowhere\.yaml cannot be read: .*no such file/],
    hint: /Set --manifest to its path/,
    follow: () => undefined
  },
  {
    name: 'a key of the manifest is misspelt',
    break: edit('variables:', 'variabels:'),
    first: ['manifest', 'error', /variabels is not a known key; did you mean "variables"/],
    hint: /^$/,
    follow: edit('variabels:', 'variables:')
  },
  {
    name: 'a DAG asks for a name that nobody defines',
    break: asksForColour,
    first: ['DAGs', 'warning', /colour/],
    hint: /^Add it to .*airflow-secrets\.yaml and run `sync`/,
    follow: addMissing
  },
  {
    name: 'a DAG asks for such a name, and the manifest says that this must fail',
    break(ward) {
      asksForColour(ward)
      ward.edit('airflow-secrets.yaml', text => `${text}coverage: fail\n`)
    },
    first: ['DAGs', 'error', /colour/],
    hint: /^Add it to .*airflow-secrets\.yaml and run `sync`/,
    follow: addMissing
  },
  {
    name: 'the image lacks the provider',
    break: requirements('pandas\n'),
    first: ['image', 'error', /does not install Airflow's hashicorp provider/],
    hint: /Add the line `/,
    follow: (ward, first) => ward.write('requirements.txt', `${quotedIn(first)}\n`)
  },
  {
    name: 'the provider does not work with the Airflow of the image',
    break(ward) {
      ward.later(() => ward.write('Dockerfile', 'FROM astro-runtime:3.0-4\n'))
      ward.write('Dockerfile', 'FROM quay.io/astronomer/astro-runtime:12.9.0\n')
      requirements('apache-airflow-providers-hashicorp>=4.9,<5\n')(ward)
    },
    first: ['image', 'error', /asks for apache-airflow-providers-hashicorp>=4\.9,<5, which requires an Airflow newer than 2\.10/],
    hint: /Write `.*` instead/,
    follow: (ward, first) => ward.write('requirements.txt', `${quotedIn(first)}\n`)
  },
  {
    name: 'the provider is too old for the Airflow of the image',
    break: requirements('apache-airflow-providers-hashicorp==3.0.0\n'),
    first: ['image', 'warning', /is not the best fit for Airflow 3\.0/],
    hint: /Write `.*` instead/,
    follow: (ward, first) => ward.write('requirements.txt', `${quotedIn(first)}\n`)
  },
  {
    name: 'the astro CLI is too old',
    break: cliSaying('Astro CLI Version: 1.30.0'),
    first: ['CLI', 'error', /on PATH is 1\.30\.0, and this action needs 1\.41\.0/],
    hint: /Install version 1\.41\.0 or newer/,
    follow: cliSaying('Astro CLI Version: 1.41.0')
  },
  {
    name: 'the astro CLI is something else',
    break: cliSaying('astro: a star'),
    first: ['CLI', 'error', /does not say its version/],
    hint: /Install it again, or remove it from PATH/,
    follow: () => undefined
  },
  {
    name: 'the address of Vault is no address',
    break: () => typing({ 'vault-url': 'vault.example.com' }),
    first: ['doctor', 'error', /input vault-url must be an http:\/\/ or https:\/\/ URL/],
    hint: /^$/,
    follow: () => undefined
  },
  {
    name: 'the Astro token has expired',
    break: ward => typing({ 'astro-api-token': ward.stage.astro.token({ expired: true }) }),
    first: ['doctor', 'error', /input astro-api-token expired on/],
    hint: /Create a new token in Astro/,
    follow: ward => typing({ 'astro-api-token': ward.stage.astro.token() })
  },
  {
    name: 'a value in the environment cannot be what it should be',
    break(ward) {
      edit('connections:', 'connections:\n  legacy: { conn_uri: { env: LEGACY } }')(ward)
      return typing({}, { LEGACY: 'no uri at all' })
    },
    first: ['values', 'error', /connections\.legacy/],
    hint: /^/,
    follow: ward => ward.write('airflow-secrets.yaml', MANIFEST)
  }
]
