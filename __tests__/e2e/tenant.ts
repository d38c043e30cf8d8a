import { join } from 'node:path'
import { Secret } from '../../src/base/secret.ts'
import type { Transport } from '../../src/http/transport.ts'
import type { Inputs } from '../../src/inputs/inputs.ts'
import { entriesFor, sourcesOf } from '../../src/manifest/entries.ts'
import type { Managed } from '../../src/manifest/manifest.ts'
import { readManifest } from '../../src/manifest/read.ts'
import { scopeOf } from '../../src/manifest/scope.ts'
import type { Event } from '../../src/plan/event.ts'
import { Journal } from '../../src/report/journal.ts'
import { main } from '../../src/run/main.ts'
import { fixed, vaultFor } from '../../src/vault/open.ts'
import { grantsFor, policyText } from '../../src/vault/policy.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import type { VaultServer } from '../../tools/servers/vault-server.mjs'
import { anAddress, someAgents } from '../build/address.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { FakeAstro } from '../fakes/astro.ts'
import { hastyClock } from '../fakes/clock.ts'
import { aFolder } from '../fakes/folder.ts'
import { FakeLog } from '../fakes/log.ts'
import { ask, type Json, readSecret, remove } from './vault-over-http.ts'

const PROJECT = {
  '.astro/config.yaml': 'project:\n  name: demo\n',
  'dags/hello.py': 'print("hello")\n',
  'requirements.txt': 'apache-airflow-providers-hashicorp\n'
}
/** Of all tenants, who come one after the other. */
const FOLDER = aFolder(PROJECT)
const DEPLOYMENT = 'clx1'
const ROLE = 'auth/approle/role/astro_role'

interface Run {
  readonly inputs?: Partial<Inputs>
  /** The answers to POSTs at paths with this end get lost: the transport asks again, as it does then. */
  readonly losing?: string
}

/** A manifest, a real server that is empty again when the tenant has left, a fake Deployment, and whole runs of the action. */
export class Tenant {
  readonly server: VaultServer
  /** Of the last run of the pipeline. */
  journal = new Journal('plan')
  said = new FakeLog()
  /** Why a run of the pipeline failed. */
  failure: unknown
  readonly #inputs: Partial<Inputs>
  readonly #astro = new FakeAstro()
  #token = ''
  #manifest: Json
  #runs = 0

  constructor(server: VaultServer, inputs: Partial<Inputs>, manifest: Json = {}) {
    this.server = server
    this.#inputs = inputs
    const usual = { astro: { 'skip-unchanged': true }, coverage: 'off' }
    this.#manifest = { ...usual, vault: { 'airflow-url': 'https://vault.example.com' }, ...manifest }
    this.change({})
  }

  get subject() {
    const manifest = readManifest(manifestText(this.#manifest), 'manifest.yaml')
    const scope = scopeOf(manifest)
    const entries = entriesFor(manifest, scope)
    return { manifest, scope, entries, places: sourcesOf(scope, entries) }
  }

  change({ approle, ...difference }: Json): void {
    this.#manifest = { ...this.#manifest, ...difference, approle: { ...this.#manifest['approle'], ...approle } }
    FOLDER.write('airflow-secrets.yaml', manifestText(this.#manifest))
  }

  /** From now on the pipeline holds a token with exactly this policy. */
  async hold(policy: string, { defaultPolicy }: { defaultPolicy: boolean }): Promise<void> {
    await ask(this.server, 'sys/policies/acl/pipeline', { policy })
    const made = await ask(this.server, 'auth/token/create', { policies: ['pipeline'], no_default_policy: !defaultPolicy })
    this.#token = made?.['auth'].client_token
  }

  /** A run of the pipeline; throws what it fails with. */
  async run(run: Run = {}): Promise<void> {
    try {
      await this.#run(this.#token, { ...run, inputs: { ...this.#inputs, ...run.inputs } })
    } catch (error) {
      this.failure = error
      throw error
    }
  }

  /** A run of somebody who may do everything, as `run-1`, `run-2` and so on. */
  async runAsRoot(inputs: Partial<Inputs> = {}): Promise<void> {
    await this.#run(this.server.rootToken, { inputs })
  }

  /** What `manage` leaves to others, as they make it. */
  async prepareByHand(): Promise<void> {
    const { scope, manifest } = this.subject
    const make = async (what: Managed, path: string, body: object) => {
      if (!manifest.manage.has(what)) await ask(this.server, path, body)
    }
    await make('mount', `sys/mounts/${scope.mount}`, { type: 'kv', options: { version: '2' } })
    await make('auth-method', `sys/auth/${scope.authMount}`, { type: 'approle' })
    await make('policy', `sys/policies/acl/${scope.policy}`, { policy: policyText('others', grantsFor([scope])) })
    await make('role', ROLE, { token_policies: [scope.policy] })
  }

  /** What is not of this action. */
  async store(mount: string, path: string, data: Json): Promise<void> {
    await ask(this.server, `${mount}/data/${path}`, { data })
  }

  /** The status of a request with the pipeline's token, at a path as it is written. */
  async post(path: string, body: Json): Promise<number> {
    const headers = { 'X-Vault-Token': this.#token }
    return (await fetch(`${this.server.url}/v1/${path}`, { method: 'POST', headers, body: JSON.stringify(body) })).status
  }

  /** As a run leaves it that was killed with a secret-id issued that it had not written down, and found by another that died. */
  async leaveAsKilled(): Promise<void> {
    const { kind, authMount, role, mount, variablesPath, connectionsPath } = this.subject.scope
    const metadata = JSON.stringify({ deployment: DEPLOYMENT })
    await ask(this.server, `${ROLE}/secret-id`, { metadata })
    const target = { kind, authMount, role, mount, variablesPath, connectionsPath }
    const lock = {
      run: 'killed',
      attempt: 1,
      holder: 'gone',
      expires: '2020-01-01T00:00:00.000Z',
      targets: [target],
      unsettled: true
    }
    const path = `_astro-vault-action/consumers/${DEPLOYMENT}`
    const record = JSON.parse((await readSecret(this.server, mount, path))?.data['value'])
    await ask(this.server, `${mount}/data/${path}`, { data: { value: JSON.stringify({ ...record, lock }) } })
  }

  /** As if the Deployment had never been. */
  async forgetDeployment(): Promise<void> {
    await this.#delete(`airflow/metadata/_astro-vault-action/consumers/${DEPLOYMENT}`)
  }

  async leave(): Promise<void> {
    for (const path of ['sys/mounts/airflow', 'sys/auth/approle', 'sys/policies/acl/astro_policy']) await this.#delete(path)
  }

  async #delete(path: string): Promise<void> {
    await remove(this.server, path)
  }

  async #run(token: string, { inputs, losing }: Run): Promise<void> {
    const address = anAddress({ url: this.server.url })
    const { signal } = new AbortController()
    const transport = forgetful(vaultTransport({ agents: someAgents(), signal }), losing)
    const vault = vaultFor(address, fixed(new Secret(token)), transport)
    const login = { method: 'token', token: new Secret(token) } as const
    const files = { manifest: join(FOLDER.dir, 'airflow-secrets.yaml'), projectDir: FOLDER.dir }
    const given = someInputs({ vault: { ...address, login }, ...files, ...inputs })
    this.journal = new Journal(given.mode)
    this.said = new FakeLog()
    const ports = {
      environment: { PATH: '' },
      tell: (event: Event) => {
        this.said.tell(event)
        this.journal.hear(event)
      },
      mask: this.said.mask,
      run: { id: `run-${++this.#runs}`, attempt: 1 },
      workspace: '.',
      repository: 'acme/dags',
      signal,
      clock: hastyClock(),
      openVault: async () => ({ vault, lastWords: vault }),
      openAstro: () => this.#astro
    }
    await main(given, ports).finally(() => transport.close())
  }
}

function forgetful(transport: Transport, losing: string | undefined): Transport {
  if (losing === undefined) return transport
  return {
    ...transport,
    async send(request) {
      const answer = await transport.send(request)
      return request.method !== 'GET' && request.path.endsWith(losing) ? await transport.send(request) : answer
    }
  }
}
