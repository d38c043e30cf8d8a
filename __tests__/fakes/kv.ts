import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { VaultError, VersionConflict } from '../../src/vault/errors.ts'
import type { KvData, KvRead, Mount, Vault, Visible } from '../../src/vault/port.ts'

type Kv = Pick<
  Vault,
  | 'mount'
  | 'enableKv2'
  | 'read'
  | 'write'
  | 'readVersion'
  | 'authors'
  | 'deleteVersions'
  | 'undeleteVersions'
  | 'forget'
  | 'versions'
  | 'list'
>

/** The part of Vault that keeps secrets, in memory. Tests look into it, and change it behind the action's back. */
export class FakeKv implements Kv {
  readonly mounts = new Map<string, Mount>()
  /** `<mount>/<path>` → every version that was ever written, the first first. */
  readonly secrets = new Map<string, KvData[]>()
  /** `<mount>/<path>@<version>`, soft-deleted. */
  readonly deleted = new Set<string>()
  /** Likewise; undeleting changes nothing then, and is no error. */
  readonly destroyed = new Set<string>()
  /** `<mount>/<path>` → when its current version will be deleted by itself; the next one stays. */
  readonly fleeting = new Map<string, string>()
  /** OpenBao does, HashiCorp Vault does not. */
  listsVersions = true
  /** `<mount>/<path>` → who wrote its current version, or deleted it, on a server that tells. */
  readonly actors = new Map<string, string>()
  /** Every call that changes something or logs in, in order. */
  readonly effects: string[] = []
  /** What this token may not do: told `read airflow/variables/x` and the like. */
  forbids: (call: string) => boolean = () => false

  async mount(path: string): Promise<Visible<Mount>> {
    const outer = [...this.mounts.keys()].find(other => path.startsWith(`${other}/`))
    if (outer !== undefined && !this.forbids(`look at ${path}/`))
      throw new UserError(`${path}/ is not a mount: it is inside the mount ${outer}/`, {
        hint: `Name the mount ${outer} instead.`
      })
    return this.see(`look at ${path}/`, this.mounts.get(path))
  }

  async enableKv2(path: string): Promise<boolean> {
    this.effect(`mount ${path}`)
    const user = inTheWay(this.mounts, path)
    if (user !== undefined) throw new UserError(`nothing can be mounted at ${path}/, because ${user}/ is a mount`)
    const isNew = !this.mounts.has(path)
    const { type, version } = this.mounts.get(path) ?? { type: 'kv', version: '2' }
    if (type !== 'kv' || version !== '2')
      throw new UserError(`another run has just mounted ${type} version ${version} at ${path}/`)
    this.mounts.set(path, { type, version })
    return isNew
  }

  async read(mount: string, path: string): Promise<KvRead> {
    return this.readVersion(mount, path, this.#versions(mount, path).length)
  }

  async readVersion(mount: string, path: string, version: number): Promise<KvRead> {
    if (this.forbids(`read ${mount}/${path}`)) return this.hidden(`${mount}/data/${path}`)
    return this.content(mount, path, version)
  }

  async authors(mount: string, path: string) {
    const who = this.forbids(`look at who wrote ${mount}/${path}`) ? undefined : this.actors.get(`${mount}/${path}`)
    return who === undefined ? undefined : { wrote: who, deleted: who }
  }

  async write(mount: string, path: string, wanted: Secret<KvData>, expected: number): Promise<number> {
    this.effect(`write ${mount}/${path}`)
    this.#served(mount, `data/${path}`)
    const versions = this.#versions(mount, path)
    if (versions.length !== expected) {
      const there = this.content(mount, path)
      if (there.state === 'present' && there.version === expected + 1 && there.data.equals(wanted)) return there.version
      throw new VersionConflict(`${mount}/${path} was changed by somebody else`)
    }
    this.secrets.set(`${mount}/${path}`, [...versions, copyOf(wanted.reveal())])
    this.fleeting.delete(`${mount}/${path}`)
    return expected + 1
  }

  async deleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void> {
    this.effect(`delete ${mount}/${path}`)
    this.#served(mount, `delete/${path}`)
    for (const version of versions)
      if (version <= this.#versions(mount, path).length) this.deleted.add(`${mount}/${path}@${version}`)
  }

  async undeleteVersions(mount: string, path: string, versions: readonly number[]): Promise<void> {
    this.effect(`undelete ${mount}/${path}`)
    this.#served(mount, `undelete/${path}`)
    for (const version of versions.map(version => `${mount}/${path}@${version}`))
      if (!this.destroyed.has(version)) this.deleted.delete(version)
  }

  async forget(mount: string, path: string): Promise<void> {
    this.effect(`forget ${mount}/${path}`)
    this.secrets.delete(`${mount}/${path}`)
  }

  async versions(mount: string, folder: string) {
    if (!this.listsVersions || this.forbids(`list versions ${mount}/${folder}`)) return undefined
    const inside = [...this.secrets].flatMap(([key, { length: version }]) => {
      const name = key.startsWith(`${mount}/${folder}/`) ? key.slice(`${mount}/${folder}/`.length) : '/'
      return name.includes('/')
        ? []
        : [[name, { version, deleted: this.#isGone(`${key}@${version}`), ...this.#end(key) }] as const]
    })
    return new Map(inside)
  }

  async list(mount: string, folder: string): Promise<ReadonlySet<string> | undefined> {
    if (this.forbids(`list ${mount}/${folder}`)) return undefined
    const below = [...this.secrets.keys()].filter(path => path.startsWith(`${mount}/${folder}/`))
    return new Set(below.map(path => /^[^/]+\/?/.exec(path.slice(`${mount}/${folder}/`.length))?.[0] ?? ''))
  }

  /** Whoever looks. */
  protected content(mount: string, path: string, version = this.#versions(mount, path).length): KvRead {
    const data = this.#versions(mount, path)[version - 1]
    if (data === undefined) return { state: 'absent', version: 0 }
    if (this.#isGone(`${mount}/${path}@${version}`)) return { state: 'absent', version }
    return { state: 'present', data: new Secret(copyOf(data)), version, ...this.#end(`${mount}/${path}`) }
  }

  protected effect(call: string): void {
    if (this.forbids(call)) throw refusal(call)
    this.effects.push(call)
  }

  protected see<T>(call: string, value: T | undefined): Visible<T> {
    if (this.forbids(call)) return this.hidden(call)
    return value === undefined ? { state: 'absent' } : { state: 'present', value }
  }

  protected hidden = (path: string) => ({ state: 'not-visible', because: refusal(path).message }) as const

  #served(mount: string, rest: string): void {
    if (!this.mounts.has(mount)) throw noRoute(`${mount}/${rest}`)
  }

  #end(key: string): { readonly until?: string } {
    const until = this.fleeting.get(key)
    return until === undefined ? {} : { until }
  }

  #versions = (mount: string, path: string) => this.secrets.get(`${mount}/${path}`) ?? []
  #isGone = (version: string) => this.deleted.has(version) || this.destroyed.has(version)
}

/** A path can be neither above nor below another one. */
export const inTheWay = (there: ReadonlyMap<string, unknown>, path: string): string | undefined =>
  [...there.keys()].find(other => path.startsWith(`${other}/`) || other.startsWith(`${path}/`))

export const answered = (status: number, path: string, error: string) => new VaultError({ method: 'POST', path }, status, [error])
export const refusal = (path: string) => answered(403, path, 'permission denied')
export const noRoute = (path: string) => answered(404, path, `no handler for route "${path}"`)

/** Through JSON, as on the way to the server. */
const copyOf = (data: KvData): KvData => JSON.parse(JSON.stringify(data))
