import { isDeepStrictEqual } from 'node:util'
import { isActive } from './hibernation.mjs'
import { checkUpdate, fieldsFrom } from './updates.mjs'
import { replaceVariables, viewVariable } from './variables.mjs'

/**
 * @typedef {import('./builders.mjs').DeploymentSpec} DeploymentSpec
 * @typedef {import('./variables.mjs').Variable} Variable
 * @typedef {import('./platform.mjs').Behaviour} Behaviour
 * @typedef {Omit<DeploymentSpec, 'status' | 'environmentVariables'>} Fields
 */

/** A Deployment as the platform knows it, raw secrets included. Tests may read and alter it at any time. */
export class Deployment {
  /** Updates that changed something, and deploys: each restarts the Airflow components. */
  restarts = 0
  #behaviour
  /** Every override so far, and undefined where one was removed. @type {(import('./hibernation.mjs').Override | undefined)[]} */
  overrides = []
  /** By mount path. @type {Map<string, import('./bundles.mjs').Bundle>} */
  bundles = new Map()
  #readsToCome = 0
  #wakesUp = false
  #isNew = false
  #previousDagVersion

  /**
   * @param {DeploymentSpec} spec
   * @param {Behaviour} behaviour
   */
  constructor({ status, environmentVariables, ...fields }, behaviour) {
    this.status = status
    /** @type {Fields} */
    this.fields = fields
    /** @type {Variable[]} */
    this.variables = environmentVariables.map(variable => ({ isSecret: false, updatedAt: fields.updatedAt, ...variable }))
    this.#behaviour = behaviour
    this.#previousDagVersion = fields.dagTarballVersion
  }

  get id() {
    return this.fields.id
  }

  get name() {
    return this.fields.name
  }

  get imageRepository() {
    return `localhost:5555/${this.fields.namespace}/airflow`
  }

  /**
   * The raw value of a variable, secret or not.
   *
   * @param {string} key
   */
  value(key) {
    return this.variables.find(variable => variable.key === key)?.value
  }

  /** All raw values by key. */
  values() {
    return Object.fromEntries(this.variables.map(({ key, value }) => [key, value]))
  }

  /**
   * Sets a variable by hand, as somebody would in the web page: one update of the Deployment.
   *
   * @param {string} key
   * @param {string} value
   * @param {{ isSecret?: boolean }} [kind]
   */
  setVariable(key, value, { isSecret = this.variables.find(variable => variable.key === key)?.isSecret ?? false } = {}) {
    this.#replace([...this.#others(key), { key, value, isSecret }], {})
  }

  /**
   * Removes a variable by hand.
   *
   * @param {string} key
   */
  deleteVariable(key) {
    this.#replace(this.#others(key), {})
  }

  /**
   * Overrides its schedule of hibernation, or lets that rule again. Waking takes as many reads as any change.
   *
   * @param {import('./hibernation.mjs').Override | undefined} override
   */
  override(override) {
    const slept = this.#resting() === 'HIBERNATING'
    this.overrides.push(override)
    this.#wakesUp = slept && this.#resting() === 'HEALTHY'
    if (this.#wakesUp) this.#readsToCome = this.#behaviour.deployingReads
  }

  /** It has just been created, and takes as many reads as any change. */
  begin() {
    this.#isNew = true
    this.#readsToCome = this.#behaviour.deployingReads
  }

  /** The override as the API shows it. */
  overrideShown() {
    const override = this.overrides.at(-1)
    return override && { ...override, isActive: isActive(override) }
  }

  /** Where it comes to rest. */
  #resting() {
    const override = this.overrides.at(-1)
    if (!isActive(override)) return this.status
    return override?.isHibernating ? 'HIBERNATING' : this.status === 'HIBERNATING' ? 'HEALTHY' : this.status
  }

  /** What the API shows of it. */
  view() {
    const settling = this.#readsToCome > 0
    const resting = this.#resting()
    const { dagTarballVersion, clusterId } = this.fields
    return {
      ...(clusterId && { clusterName: `cluster-${clusterId}` }),
      ...this.fields,
      astroRuntimeVersion: this.fields.runtimeVersion,
      dagTarballVersion: settling ? this.#previousDagVersion : dagTarballVersion,
      desiredDagTarballVersion: dagTarballVersion,
      status: this.#isStale() || !settling || resting !== 'HEALTHY' ? resting : this.#transition(),
      ...(this.overrides.length > 0 && { scalingSpec: { hibernationSpec: { override: this.overrideShown() ?? null } } }),
      environmentVariables: this.variables.map(viewVariable),
      imageRepository: this.imageRepository,
      webServerUrl: `acme.example.test/${this.fields.namespace}`,
      webServerAirflowApiUrl: `acme.example.test/${this.fields.namespace}/api/v2`
    }
  }

  #transition() {
    return this.#isNew ? 'CREATING' : this.#wakesUp ? 'HIBERNATING' : 'DEPLOYING'
  }

  /** Whether it has been changed, and its status is that of before. */
  #isStale() {
    return this.#readsToCome > this.#behaviour.deployingReads
  }

  /**
   * What one more read shows; after enough of them the Deployment has settled.
   *
   * @param {{ isAtOnce: boolean }} moment whether it follows a change at once, so that no time has passed
   */
  read({ isAtOnce } = { isAtOnce: false }) {
    const seen = this.view()
    if (isAtOnce) return seen
    this.#readsToCome = Math.max(0, this.#readsToCome - 1)
    if (this.#readsToCome === 0) this.#isNew = false
    return seen
  }

  /**
   * The update request of the API: the whole record at once, or a refusal that changes nothing.
   *
   * @param {unknown} body
   */
  update(body) {
    return this.#replace(checkUpdate(body, this.fields).environmentVariables, fieldsFrom(body, this.fields))
  }

  /**
   * What a finished deploy makes of the Deployment.
   *
   * @param {{ imageTag?: string, dagTarballVersion?: string }} deployed
   */
  finishDeploy({ imageTag = this.fields.imageTag, dagTarballVersion = this.fields.dagTarballVersion }) {
    const previous = this.fields.dagTarballVersion
    this.fields = { ...this.fields, imageTag, dagTarballVersion }
    this.#restart(this.#behaviour.clock(), previous)
  }

  /** @param {string} key */
  #others(key) {
    return this.variables.filter(variable => variable.key !== key).map(viewVariable)
  }

  /**
   * @param {unknown} sent
   * @param {Partial<Fields>} fields
   */
  #replace(sent, fields) {
    const at = this.#behaviour.clock()
    const { variables, ...difference } = replaceVariables(this.variables, sent, { at, updatedAt: this.#behaviour.updatedAt })
    const next = { ...this.fields, ...fields }
    const same = Object.values(difference).every(keys => keys.length === 0) && isDeepStrictEqual(next, this.fields)
    this.variables = variables
    this.fields = next
    if (!same) this.#restart(at)
    return difference
  }

  /** @param {string} at @param {string} [dagVersion] that runs until the Deployment has settled */
  #restart(at, dagVersion = this.fields.dagTarballVersion) {
    this.restarts += 1
    this.#wakesUp = false
    this.#previousDagVersion = dagVersion
    this.fields.updatedAt = at
    const { staleReads, deployingReads } = this.#behaviour
    this.#readsToCome = this.#readsToCome > 0 ? Math.max(this.#readsToCome, deployingReads) : staleReads + deployingReads
  }
}
