import { Secret } from '../../src/base/secret.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { anAddress } from './address.ts'

/** The inputs of a deploy run on the Deployment of the fakes. */
export const someInputs = (difference: Partial<Inputs> = {}): Inputs => ({
  mode: 'deploy',
  manifest: 'airflow-secrets.yaml',
  vault: { ...anAddress(), login: { method: 'token', token: new Secret('token') } },
  astro: {
    token: new Secret('astro-token'),
    organization: 'org1',
    workspace: 'ws1',
    address: new URL('https://api.astronomer.io'),
    domain: 'astronomer.io',
    cli: {}
  },
  selection: { id: 'clx1' },
  maxParallel: 4,
  canary: '',
  projectDir: '.',
  deployType: 'infer',
  imageName: '',
  buildSecrets: [],
  force: false,
  adopt: false,
  check: 'full',
  prune: { mode: 'off', limit: 0.2 },
  now: new Date('2026-11-20T12:00:00Z'),
  failOnDrift: false,
  compareWith: '',
  undo: '',
  allowCommands: false,
  rotateNow: false,
  waitSeconds: 0.5,
  description: 'Fix the DAG',
  runSeconds: 600,
  ...difference
})
