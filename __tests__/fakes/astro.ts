import type {
  Addresses,
  Astro,
  Deployment,
  DeploymentRef,
  DeployRequest,
  HibernationOverride,
  Shipped
} from '../../src/astro/port.ts'
import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'

interface Variable {
  readonly value: string
  readonly secret: boolean
  readonly updatedAt: string
}

/** One Deployment in memory. `moves`: whose `updated_at` a change moves, the changed variable's or all of them. */
export class FakeAstro implements Astro {
  readonly moves: 'changed' | 'all'
  readonly id: string
  readonly name: string
  description: string | undefined
  status = 'HEALTHY'
  /** What `find` says next, before it goes on with `status`. */
  readonly nextStatuses: string[] = []
  /** What a healthy one shows after the last change: first what it showed before. */
  #changing: string[] = []
  readonly variables = new Map<string, Variable>()
  /** What overrides its schedule of hibernation. */
  override: HibernationOverride | undefined
  addresses: Addresses = { cidrs: ['192.0.2.1/32'] }
  /** Where its pods run. */
  cluster: Pick<Deployment, 'issuer' | 'namespace'> = {}
  readonly deploys: DeployRequest[] = []
  /** Every call that changes something, in order. */
  readonly effects: string[] = []
  readonly #arrived = new Map<string, Shipped>()
  #serial = 0

  constructor(moves: 'changed' | 'all' = 'changed', { id, name }: { id: string; name: string } = { id: 'clx1', name: 'prod' }) {
    this.moves = moves
    this.id = id
    this.name = name
    this.setByHand('OTHER', '1')
  }

  /** Somebody changes a variable in Astro's own pages. */
  setByHand(key: string, value: string, secret = false): void {
    const updatedAt = new Date(Date.UTC(2026, 0, 1, 0, 0, ++this.#serial)).toISOString()
    this.variables.set(key, { value, secret, updatedAt })
    if (this.moves === 'all') for (const [name, variable] of this.variables) this.variables.set(name, { ...variable, updatedAt })
  }

  /** It does not get healthy any more. */
  sicken(): void {
    this.status = 'UNHEALTHY'
  }

  async ready(): Promise<void> {}

  async find(ref: DeploymentRef): Promise<Deployment> {
    if ('id' in ref ? ref.id !== this.id : ref.name !== this.name)
      throw new UserError(`Deployment ${Object.values(ref)[0]} was not found`)
    return this.#view(
      this.nextStatuses.shift() ?? (this.status === 'HEALTHY' ? this.#changing.shift() : undefined) ?? this.status
    )
  }

  async named(): Promise<never> {
    throw new Error('there is one Deployment only')
  }

  withId = this.named
  copy = this.named
  remove = this.named

  findAll(refs: readonly DeploymentRef[]): Promise<readonly PromiseSettledResult<Deployment>[]> {
    return Promise.allSettled(refs.map(ref => this.find(ref)))
  }

  async setVariable(_: Deployment, key: string, value: Secret, { secret }: { secret: boolean }): Promise<Deployment> {
    this.effects.push(`set ${key}`)
    const there = this.variables.get(key)
    if (there?.value === value.reveal() && there.secret === secret) throw new UserError(`variable ${key} was not set`)
    this.setByHand(key, value.reveal(), secret)
    this.#change()
    return this.#view(this.status)
  }

  async setOverride(_: Deployment, override: HibernationOverride | undefined): Promise<Deployment> {
    this.effects.push(`override ${override === undefined ? 'nothing' : override.hibernates ? 'asleep' : 'awake'}`)
    this.override = override
    return this.#view(this.status)
  }

  async test(): Promise<void> {}

  async deploy(_: Deployment, request: DeployRequest, mark: string): Promise<Shipped> {
    this.effects.push(`deploy ${request.type}`)
    this.deploys.push(request)
    this.#change()
    const shipped = this.#versions()
    this.#arrived.set(mark, shipped)
    return shipped
  }

  async arrived(_: Deployment, mark: string): Promise<Shipped | undefined> {
    return this.#arrived.get(mark)
  }

  #change(): void {
    this.#changing = ['HEALTHY', 'DEPLOYING']
  }

  #versions(): Shipped {
    const version = this.deploys.length
    return version === 0 ? {} : { image: `image-${version}`, dags: `dags-${version}` }
  }

  #view(status: string): Deployment {
    return {
      id: this.id,
      name: this.name,
      ...(this.description === undefined ? {} : { description: this.description }),
      workspaceId: 'ws1',
      status: this.override === undefined ? status : this.override.hibernates ? 'HIBERNATING' : 'HEALTHY',
      airflowVersion: '3.1.0',
      dagDeploys: true,
      ...this.cluster,
      ...(this.override === undefined ? {} : { override: this.override }),
      variables: new Map(
        [...this.variables].map(([key, { value, secret, updatedAt }]) => [
          key,
          { secret, updatedAt, ...(secret ? {} : { value: new Secret(value) }) }
        ])
      ),
      shipped: this.#versions(),
      ...(this.deploys.length === 0 ? {} : { runningDags: `dags-${this.deploys.length}` }),
      addresses: this.addresses
    }
  }
}
