import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { VaultError, VersionConflict } from '../../src/vault/errors.ts'
import { includes, parsePolicy } from '../../src/vault/policy.ts'
import type { KvData, KvRead, Mount, RoleFields, Runtime, SecretIdFacts, Vault, Visible } from '../../src/vault/port.ts'

interface Role {
  fields: RoleFields
  roleId: string
}

interface SecretId {
  readonly secretId: string
  readonly accessor: string
  /** `<auth mount>/<role>`. */
  readonly role: string
  readonly facts: SecretIdFacts
  uses: number
}

const FRESH: RoleFields = {
  token_policies: [],
  token_ttl: 0,
  token_max_ttl: 0,
  token_num_uses: 0,
  secret_id_ttl: 0,
  secret_id_num_uses: 0
}

/** Vault in memory, with a clock that stands still until a test moves it. */
export class FakeVault implements Vault {
  clock = new Date('2026-11-20T12:00:00Z')
  readonly authMethods = new Map<string, string>()
  readonly mounts = new Map<string, Mount>()
  readonly policies = new Map<string, string>()
  readonly roles = new Map<string, Role>()
  /** `<mount>/<path>` → every version that was ever written, the first first. */
  readonly secrets = new Map<string, KvData[]>()
  /** `<mount>/<path>@<version>`, soft-deleted. */
  readonly deleted = new Set<string>()
  /** Likewise; undeleting changes nothing then, and is no error. */
  readonly destroyed = new Set<string>()
  /** OpenBao does, HashiCorp Vault does not. */
  listsVersions = true
  readonly issued = new Map<string, SecretId>()
  /** Every call that changes something or logs in, in order. */
  readonly effects: string[] = []
  /** What this token may not do: told `read airflow/variables/x` and the like. */
  forbids: (call: string) => boolean = () => false
  /** Whether the tokens of roles are good from other addresses alone. */
  boundTokens = false
  /** Roles that let only other addresses in. */
  readonly boundElsewhere = new Set<string>()
  #serial = 0

  passHours(hours: number): void {
    this.clock = new Date(this.clock.getTime() + hours * 3_600_000)
  }

  /** Everything, unless a test says otherwise. */
  may: (path: string) => readonly string[] = () => ['root']

  async capabilities(paths: readonly string[]): Promise<ReadonlyMap<string, readonly string[]> | undefined> {
    if (this.forbids('ask for capabilities')) return undefined
    return new Map(paths.map(path => [path, this.may(path)]))
  }

  async now(): Promise<Date> {
    return this.clock
  }

  async authMethod(path: string): Promise<Visible<string>> {
    return this.#see(`look at auth/${path}`, this.authMethods.get(path))
  }

  async enableAuth(path: string, type: string): Promise<void> {
    this.#effect(`enable auth/${path}`)
    if (!this.authMethods.has(path)) this.authMethods.set(path, type)
  }

  async mount(path: string): Promise<Visible<Mount>> {
    return this.#see(`look at ${path}/`, this.mounts.get(path))
  }

  async enableKv2(path: string): Promise<void> {
    this.#effect(`mount ${path}`)
    if (!this.mounts.has(path)) this.mounts.set(path, { type: 'kv', version: '2' })
  }

  async policy(name: string): Promise<Visible<string>> {
    return this.#see(`look at policy ${name}`, this.policies.get(name))
  }

  async writePolicy(name: string, text: string): Promise<void> {
    this.#effect(`policy ${name}`)
    this.policies.set(name, text)
  }

  async role(authMount: string, name: string): Promise<Visible<RoleFields>> {
    return this.#see(`look at role ${authMount}/${name}`, this.roles.get(`${authMount}/${name}`)?.fields)
  }

  async roleId(authMount: string, name: string): Promise<Visible<string>> {
    return this.#see(`look at role-id ${authMount}/${name}`, this.roles.get(`${authMount}/${name}`)?.roleId)
  }

  async writeRole(authMount: string, name: string, fields: RoleFields): Promise<void> {
    const key = `${authMount}/${name}`
    this.#effect(`role ${key}`)
    if (!this.authMethods.has(authMount)) throw this.#noRoute(`auth/${authMount}/role/${name}`)
    const there = this.roles.get(key) ?? { fields: FRESH, roleId: `role-id-${++this.#serial}` }
    this.roles.set(key, { ...there, fields: { ...there.fields, ...fields } })
  }

  async writeRoleId(authMount: string, name: string, roleId: string): Promise<void> {
    this.#effect(`role-id ${authMount}/${name}`)
    this.#role(authMount, name).roleId = roleId
  }

  async read(mount: string, path: string): Promise<KvRead> {
    if (this.forbids(`read ${mount}/${path}`))
      return { state: 'not-visible', because: this.#refusal(`${mount}/data/${path}`).message }
    return this.#content(mount, path)
  }

  async write(mount: string, path: string, wanted: Secret<KvData>, expected: number): Promise<number> {
    this.#effect(`write ${mount}/${path}`)
    if (!this.mounts.has(mount)) throw this.#noRoute(`${mount}/data/${path}`)
    const versions = this.secrets.get(`${mount}/${path}`) ?? []
    if (versions.length !== expected) {
      const there = this.#content(mount, path)
      if (there.state === 'present' && there.version === expected + 1 && there.data.equals(wanted)) return there.version
      throw new VersionConflict(`${mount}/${path} was changed by somebody else`)
    }
    this.secrets.set(`${mount}/${path}`, [...versions, copyOf(wanted.reveal())])
    return expected + 1
  }

  async readVersion(mount: string, path: string, version: number): Promise<KvRead> {
    const data = this.secrets.get(`${mount}/${path}`)?.[version - 1]
    if (data === undefined) return { state: 'absent', version: 0 }
    if (this.deleted.has(`${mount}/${path}@${version}`)) return { state: 'absent', version }
    return { state: 'present', data: new Secret(copyOf(data)), version }
  }

  async deleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void> {
    this.#effect(`delete ${mount}/${path}`)
    for (const version of versions) this.deleted.add(`${mount}/${path}@${version}`)
  }

  async undeleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void> {
    this.#effect(`undelete ${mount}/${path}`)
    for (const version of versions.map(version => `${mount}/${path}@${version}`))
      if (!this.destroyed.has(version)) this.deleted.delete(version)
  }

  async versions(mount: string, folder: string) {
    if (!this.listsVersions || this.forbids(`list versions ${mount}/${folder}`)) return undefined
    const inside = [...this.secrets].flatMap(([key, { length: version }]) => {
      const name = key.startsWith(`${mount}/${folder}/`) ? key.slice(`${mount}/${folder}/`.length) : '/'
      return name.includes('/') ? [] : [[name, { version, deleted: this.deleted.has(`${key}@${version}`) }] as const]
    })
    return new Map(inside)
  }

  async list(mount: string, folder: string): Promise<ReadonlySet<string> | undefined> {
    if (this.forbids(`list ${mount}/${folder}`)) return undefined
    const below = [...this.secrets.keys()].filter(path => path.startsWith(`${mount}/${folder}/`))
    return new Set(below.map(path => /^[^/]+\/?/.exec(path.slice(`${mount}/${folder}/`.length))?.[0] ?? ''))
  }

  async issueSecretId(authMount: string, role: string, request: Parameters<Vault['issueSecretId']>[2]) {
    this.#effect(`issue ${authMount}/${role}`)
    const { fields } = this.#role(authMount, role)
    const serial = ++this.#serial
    const [secretId, accessor] = [`secret-id-${serial}`, `accessor-${serial}`]
    request.hide(new Secret(secretId))
    const ttl = request.ttl ?? Number(fields['secret_id_ttl'])
    const uses = Number(fields['secret_id_num_uses'])
    const expires = ttl === 0 ? {} : { expires: new Date(this.clock.getTime() + ttl * 1000) }
    const facts = { created: this.clock, metadata: request.metadata, ...expires }
    this.issued.set(accessor, { secretId, accessor, role: `${authMount}/${role}`, facts, uses: uses || Number.POSITIVE_INFINITY })
    return { secretId: new Secret(secretId), accessor }
  }

  async secretIds(authMount: string, role: string): Promise<readonly string[]> {
    return this.#alive(`${authMount}/${role}`).map(({ accessor }) => accessor)
  }

  async secretId(authMount: string, role: string, accessor: string): Promise<Visible<SecretIdFacts>> {
    const found = this.#alive(`${authMount}/${role}`).find(secretId => secretId.accessor === accessor)
    return this.#see(`look at secret-id ${accessor}`, found?.facts)
  }

  async destroySecretId(_authMount: string, _role: string, accessor: string): Promise<void> {
    this.#effect(`destroy ${accessor}`)
    this.issued.delete(accessor)
  }

  async runtime(authMount: string, roleId: string, secretId: Secret): Promise<Runtime> {
    this.#effect(`log in at ${authMount}`)
    return this.logIn(authMount, roleId, secretId.reveal())
  }

  /** As Airflow does it: not one of this project's calls, so nothing counts it. */
  logIn(authMount: string, roleId: string, secretId: string): Runtime {
    const [name, role] = [...this.roles].find(([key, { roleId: id }]) => key.startsWith(`${authMount}/`) && id === roleId) ?? []
    const found = this.#alive(name ?? '').find(candidate => candidate.secretId === secretId)
    const refused = (why: string) => new UserError(`AppRole login at ${authMount} failed: Vault answered 400: ${why}`)
    if (found === undefined || role === undefined) throw refused('invalid role or secret ID')
    if (this.boundElsewhere.has(name ?? '')) throw refused('source address "192.0.2.1" unauthorized through CIDR restrictions')
    if (--found.uses === 0) this.issued.delete(found.accessor)
    const may = (path: string, capability: string) =>
      list(role.fields['token_policies']).some(policy => {
        const grants = parsePolicy(this.policies.get(policy) ?? '')?.grants ?? new Map()
        const glob = path.replace(/\/[^/]*$/, '/*')
        return includes(grants, new Map([[glob, new Set([capability])]]))
      })
    return {
      capabilities: async paths => {
        if (this.boundTokens) throw new VaultError({ method: 'POST', path: 'sys/capabilities-self' }, 403, ['permission denied'])
        return new Map(paths.map(path => [path, may(path, 'read') ? ['read'] : ['deny']]))
      },
      read: async (mount, path) =>
        may(`${mount}/data/${path}`, 'read')
          ? this.#content(mount, path)
          : { state: 'not-visible', because: this.#refusal(`${mount}/data/${path}`).message },
      leave: async () => {
        if (this.forbids('leave')) throw this.#refusal('auth/token/revoke-self')
      }
    }
  }

  #content(mount: string, path: string): KvRead {
    const versions = this.secrets.get(`${mount}/${path}`) ?? []
    const last = versions.at(-1)
    if (last === undefined || this.deleted.has(`${mount}/${path}@${versions.length}`))
      return { state: 'absent', version: versions.length }
    return { state: 'present', data: new Secret(copyOf(last)), version: versions.length }
  }

  #alive(role: string): SecretId[] {
    return [...this.issued.values()].filter(
      secretId => secretId.role === role && (secretId.facts.expires === undefined || secretId.facts.expires > this.clock)
    )
  }

  #role(authMount: string, name: string): Role {
    const role = this.roles.get(`${authMount}/${name}`)
    if (role === undefined) throw new VaultError({ method: 'POST', path: `auth/${authMount}/role/${name}` }, 404, [])
    return role
  }

  #effect(call: string): void {
    if (this.forbids(call)) throw this.#refusal(call)
    this.effects.push(call)
  }

  #see<T>(call: string, value: T | undefined): Visible<T> {
    if (this.forbids(call)) return { state: 'not-visible', because: this.#refusal(call).message }
    return value === undefined ? { state: 'absent' } : { state: 'present', value }
  }

  #refusal = (path: string) => new VaultError({ method: 'POST', path }, 403, ['permission denied'])
  #noRoute = (path: string) => new VaultError({ method: 'POST', path }, 404, [`no handler for route "${path}"`])
}

const list = (field: RoleFields[string] | undefined): readonly string[] => (Array.isArray(field) ? field : [])

/** Through JSON, as on the way to the server. */
const copyOf = (data: KvData): KvData => JSON.parse(JSON.stringify(data))
