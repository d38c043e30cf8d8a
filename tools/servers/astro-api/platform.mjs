import { aDeployment, ORGANIZATION, WORKSPACE } from './builders.mjs'
import { makeClock } from './clock.mjs'
import { Deployment } from './deployments.mjs'

/**
 * How Deployments behave. `updatedAt`: whose time an update moves, the changed variables' ('changed') or all of the
 * Deployment's ('all'). `staleReads`: how many reads of a changed Deployment still show its status from before; then
 * `deployingReads` say DEPLOYING. What the CLI reads follows its own change at once, and does not count.
 * As the API's reference describes it, `desiredDagTarballVersion` follows a deploy at once, and `dagTarballVersion` when the
 * Deployment is through with it.
 *
 * @typedef {{
 *   clock: import('./clock.mjs').Clock,
 *   updatedAt: import('./variables.mjs').UpdatedAt,
 *   staleReads: number,
 *   deployingReads: number
 * }} Behaviour
 */

/**
 * `onChange` is awaited after every change through the API (not by hand), before the client hears of it.
 *
 * @typedef {{
 *   organization?: string,
 *   workspace?: string,
 *   product?: string,
 *   deployments?: import('./builders.mjs').DeploymentSpec[],
 *   onChange?: (deployment: Deployment) => unknown
 * } & Partial<Omit<Behaviour, 'clock'>>} PlatformOptions
 */

/**
 * The state behind the API.
 *
 * @param {PlatformOptions} options
 */
export function makePlatform({
  organization = ORGANIZATION,
  workspace = WORKSPACE,
  product = 'HOSTED',
  deployments = [
    aDeployment({ workspaceId: workspace }),
    aDeployment({ id: 'cldep00000000000000000002', name: 'dev', namespace: 'solar-wind-5678', workspaceId: workspace })
  ],
  updatedAt = 'changed',
  staleReads = 1,
  deployingReads = 1,
  onChange = () => {}
}) {
  const clock = makeClock()
  /** @type {{ at: string, deployment: string, variables: Record<string, string> }[]} */
  const history = []
  const behaviour = { clock, updatedAt, staleReads, deployingReads }
  const known = (/** @type {import('./builders.mjs').DeploymentSpec} */ spec) =>
    new Deployment({ ...spec, organizationId: organization }, behaviour)

  return {
    clock,
    organization: { id: organization, name: 'Acme', product, status: 'ACTIVE', supportPlan: 'BASIC' },
    workspace,
    deployments: deployments.map(known),
    /** Those that were deleted. @type {Deployment[]} */
    deleted: [],
    /** @type {import('./deploys.mjs').Deploy[]} */
    deploys: [],
    /** @type {({ deployment: string } & import('./variables.mjs').Difference)[]} */
    updates: [],
    history,

    /** The Workspaces: the one of the options, and those that Deployments are in. */
    workspaces() {
      const names = new Map([[workspace, 'data']])
      for (const { fields } of this.deployments) names.set(fields.workspaceId, fields.workspaceName)
      return [...names].map(([id, name]) => ({ id, name, organizationId: organization, organizationName: 'Acme' }))
    },

    /** @param {import('./builders.mjs').DeploymentSpec} spec */
    create(spec) {
      const made = known(spec)
      made.begin()
      this.deployments.push(made)
      return made
    },

    /** @param {Deployment} deployment */
    remove(deployment) {
      this.deployments.splice(this.deployments.indexOf(deployment), 1)
      this.deleted.push(deployment)
    },

    /**
     * Writes down what a Deployment's variables are from now on, and lets the test look.
     *
     * @param {Deployment} deployment
     */
    async changed(deployment) {
      history.push({ at: clock(), deployment: deployment.id, variables: deployment.values() })
      await onChange(deployment)
    }
  }
}

/** @typedef {ReturnType<typeof makePlatform>} Platform */
