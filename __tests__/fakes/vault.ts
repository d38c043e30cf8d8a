import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import type { ServerVersion } from '../../src/vault/advisories.ts'
import { VaultError } from '../../src/vault/errors.ts'
import { explainLogin } from '../../src/vault/login/explain.ts'
import { parsePolicy } from '../../src/vault/policy.ts'
import type { RoleFields, Runtime, SecretIdFacts, Vault, Visible } from '../../src/vault/port.ts'
import { UNTOUCHED } from '../build/vault.ts'
import { answered, FakeKv, inTheWay, noRoute, refusal } from './kv.ts'

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

/** Vault in memory, with a clock that stands still until a test moves it. */
export class FakeVault extends FakeKv implements Vault {
  clock = new Date('2026-11-20T12:00:00Z')
  readonly authMethods = new Map<string, string>()
  readonly authConfigs = new Map<string, RoleFields>()
  readonly policies = new Map<string, string>()
  readonly roles = new Map<string, Role>()
  readonly issued = new Map<string, SecretId>()
  /** Whether the tokens of roles are good from other addresses alone. */
  boundTokens = false
  /** Roles that let only other addresses in. */
  readonly boundElsewhere = new Set<string>()
  /** Where logins come from. */
  client = '127.0.0.1'
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

  /** Names alone: `may` says what they allow. */
  ownPolicyNames: readonly string[] = ['astro-pipeline', 'default']

  async ownPolicies(): Promise<Visible<readonly string[]>> {
    return this.see('look at the own policies', this.ownPolicyNames)
  }

  async now(): Promise<Date> {
    return this.clock
  }

  version: ServerVersion = { product: 'Vault', version: '2.1.0' }

  async server(): Promise<ServerVersion> {
    return this.version
  }

  async authMethod(path: string): Promise<Visible<string>> {
    return this.see(`look at auth/${path}`, this.authMethods.get(path))
  }

  async enableAuth(path: string, type: string): Promise<boolean> {
    this.effect(`enable auth/${path}`)
    const user = inTheWay(this.authMethods, path)
    if (user !== undefined) throw new UserError(`no auth method can be enabled at auth/${path}/, since there is auth/${user}/`)
    const isNew = !this.authMethods.has(path)
    const there = this.authMethods.get(path) ?? type
    if (there !== type) throw new UserError(`another run has just enabled ${there} at auth/${path}/`)
    this.authMethods.set(path, type)
    return isNew
  }

  async authConfig(path: string): Promise<Visible<RoleFields>> {
    return this.see(`look at auth/${path}/config`, this.authConfigs.get(path))
  }

  async configureAuth(path: string, fields: RoleFields): Promise<void> {
    this.effect(`configure auth/${path}`)
    this.authConfigs.set(path, { ...this.authConfigs.get(path), ...fields })
  }

  async policy(name: string): Promise<Visible<string>> {
    return this.see(`look at policy ${name}`, this.policies.get(name))
  }

  async writePolicy(name: string, text: string): Promise<void> {
    this.effect(`policy ${name}`)
    this.policies.set(name, text)
  }

  async deletePolicy(name: string): Promise<void> {
    this.effect(`delete policy ${name}`)
    this.policies.delete(name)
  }

  async role(authMount: string, name: string): Promise<Visible<RoleFields>> {
    return this.see(`look at role ${authMount}/${name}`, this.roles.get(`${authMount}/${name}`)?.fields)
  }

  async roleId(authMount: string, name: string): Promise<Visible<string>> {
    return this.see(`look at role-id ${authMount}/${name}`, this.roles.get(`${authMount}/${name}`)?.roleId)
  }

  async writeRole(authMount: string, name: string, fields: RoleFields): Promise<void> {
    const key = `${authMount}/${name}`
    this.effect(`role ${key}`)
    if (!this.authMethods.has(authMount)) throw noRoute(`auth/${authMount}/role/${name}`)
    const there = this.roles.get(key) ?? { fields: UNTOUCHED, roleId: `role-id-${++this.#serial}` }
    this.roles.set(key, { ...there, fields: { ...there.fields, ...fields } })
  }

  async deleteRole(authMount: string, name: string): Promise<void> {
    const key = `${authMount}/${name}`
    this.effect(`delete role ${key}`)
    this.roles.delete(key)
    for (const [accessor, { role }] of this.issued) if (role === key) this.issued.delete(accessor)
  }

  async writeRoleId(authMount: string, name: string, roleId: string): Promise<void> {
    this.effect(`role-id ${authMount}/${name}`)
    const role = this.#role(authMount, name)
    const [holder] = [...this.roles].find(([key, other]) => key.startsWith(`${authMount}/`) && other.roleId === roleId) ?? []
    if (holder !== undefined && holder !== `${authMount}/${name}`)
      throw answered(500, `auth/${authMount}/role/${name}/role-id`, 'role_id already in use')
    role.roleId = roleId
  }

  async issueSecretId(authMount: string, role: string, request: Parameters<Vault['issueSecretId']>[2]) {
    this.effect(`issue ${authMount}/${role}`)
    const serial = ++this.#serial
    const [secretId, accessor] = [`secret-id-${serial}`, `accessor-${serial}`]
    request.hide(new Secret(secretId))
    const { fields } = this.#role(authMount, role)
    const longest = Number(fields['secret_id_ttl'])
    const ttl = request.ttl ?? longest
    if (longest > 0 && ttl > longest)
      throw answered(400, `auth/${authMount}/role/${role}/custom-secret-id`, "ttl cannot be longer than the role's secret_id_ttl")
    const uses = Number(fields['secret_id_num_uses'])
    const expires = ttl === 0 ? {} : { expires: new Date(this.clock.getTime() + ttl * 1000) }
    const facts = {
      created: this.clock,
      metadata: request.metadata,
      ...expires,
      ...(request.boundCidrs && { boundCidrs: request.boundCidrs })
    }
    this.issued.set(accessor, { secretId, accessor, role: `${authMount}/${role}`, facts, uses: uses || Number.POSITIVE_INFINITY })
    return { secretId: new Secret(secretId), accessor }
  }

  async secretIds(authMount: string, role: string): Promise<readonly string[]> {
    const call = `list secret-ids ${authMount}/${role}`
    if (this.forbids(call)) throw refusal(call)
    return this.#alive(`${authMount}/${role}`).map(({ accessor }) => accessor)
  }

  async secretId(authMount: string, role: string, accessor: string): Promise<Visible<SecretIdFacts>> {
    const found = this.#alive(`${authMount}/${role}`).find(secretId => secretId.accessor === accessor)
    return this.see(`look at secret-id ${accessor}`, found?.facts)
  }

  async destroySecretId(authMount: string, role: string, accessor: string): Promise<void> {
    this.effect(`destroy ${accessor}`)
    const key = `${authMount}/${role}`
    if ((this.issued.get(accessor)?.role ?? key) !== key)
      throw answered(403, `auth/${key}/secret-id-accessor/destroy`, 'invalid secret id accessor')
    this.issued.delete(accessor)
  }

  async runtime(authMount: string, roleId: string, secretId: Secret): Promise<Runtime> {
    this.effect(`log in at ${authMount}`)
    return this.logIn(authMount, roleId, secretId.reveal())
  }

  /** As Airflow does it: not one of this project's calls, so nothing counts it. */
  logIn(authMount: string, roleId: string, secretId: string): Runtime {
    const [name, role] = [...this.roles].find(([key, { roleId: id }]) => key.startsWith(`${authMount}/`) && id === roleId) ?? []
    const found = this.#alive(name ?? '').find(candidate => candidate.secretId === secretId)
    const refused = (why: string, status = 400) =>
      explainLogin(answered(status, `auth/${authMount}/login`, why), { method: 'approle', mount: authMount, whose: 'Airflow' })
    if (!this.authMethods.has(authMount)) throw refused('permission denied', 403)
    if (found === undefined || role === undefined) throw refused('invalid role or secret ID')
    if (this.boundElsewhere.has(name ?? '')) throw refused('source address "192.0.2.1" unauthorized through CIDR restrictions')
    if (found.facts.boundCidrs?.includes(`${this.client}/32`) === false)
      throw refused(`source address "${this.client}" unauthorized through CIDR restrictions on the secret ID`)
    if (--found.uses === 0) this.issued.delete(found.accessor)
    let left = false
    const may = (path: string) => (left ? ['deny'] : this.#granted(list(role.fields['token_policies']), path))
    return {
      capabilities: async paths => {
        if (this.boundTokens || left) throw refusal('sys/capabilities-self')
        return new Map(paths.map(path => [path, may(path)]))
      },
      read: async (mount, path) =>
        may(`${mount}/data/${path}`).includes('read') ? this.content(mount, path) : this.hidden(`${mount}/data/${path}`),
      leave: async () => {
        if (this.forbids('leave')) throw refusal('auth/token/revoke-self')
        left = true
      }
    }
  }

  /** Of the rules that fit a path, the most specific one decides: an exact one, or the longest before a `*`. */
  #granted(policies: readonly string[], path: string): readonly string[] {
    const rules = policies.flatMap(name => [...(parsePolicy(this.policies.get(name) ?? '')?.grants ?? [])])
    const reach = (rule: string) => {
      if (rule === path) return Number.POSITIVE_INFINITY
      return rule.endsWith('*') && path.startsWith(rule.slice(0, -1)) ? rule.length : 0
    }
    const furthest = Math.max(0, ...rules.map(([rule]) => reach(rule)))
    const granted = rules.filter(([rule]) => furthest > 0 && reach(rule) === furthest).flatMap(([, given]) => [...given])
    return granted.length === 0 ? ['deny'] : [...new Set(granted)]
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
}

const list = (field: RoleFields[string] | undefined): readonly string[] => (Array.isArray(field) ? field : [])
