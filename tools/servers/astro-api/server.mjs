import { createServer } from 'node:http'
import { pathToFileURL } from 'node:url'
import { asAnswer } from './answers.mjs'
import { answer } from './exchange.mjs'
import { makeFaults } from './faults.mjs'
import { makePlatform } from './platform.mjs'
import { makeToken } from './tokens.mjs'

export { aDeployment, ORGANIZATION, WORKSPACE } from './builders.mjs'

/**
 * Starts a stand-in for Astro's cloud API on loopback, strict as the platform is, with faults on request.
 *
 * @param {{ port?: number, host?: string } & import('./platform.mjs').PlatformOptions} [options]
 */
export async function startAstroApi({ port = 0, host = '127.0.0.1', ...options } = {}) {
  const platform = makePlatform(options)
  const faults = makeFaults()
  /** @type {import('./exchange.mjs').RecordEntry[]} */
  const record = []
  /** @type {import('./exchange.mjs').RequestHook[]} */
  const hooks = []
  const state = { platform, faults, record, hooks, url: '' }
  let tokens = 0

  const server = createServer((request, response) => {
    answer(request, state)
      .catch(asAnswer)
      .then(result => {
        if (result === 'cut') request.socket.destroy()
        else if (result !== 'hang') response.writeHead(result.status, result.headers).end(result.body)
      })
  })
  await new Promise((resolve, reject) => server.once('error', reject).listen(port, host, () => resolve(undefined)))
  const address = server.address()
  state.url = `http://${host}:${typeof address === 'object' ? address?.port : port}`

  return {
    url: state.url,
    /** Every request, in the order of arrival. */
    record,
    faults,
    deployments: platform.deployments,
    /** Those that were deleted. */
    deleted: platform.deleted,
    /** Every deploy, also one that was begun only. */
    deploys: platform.deploys,
    /** Every accepted update. */
    updates: platform.updates,
    /** The raw variables of the Deployment after each update and deploy. */
    history: platform.history,

    /**
     * The Deployment with this id or name.
     *
     * @param {string} idOrName
     */
    deployment(idOrName) {
      const one = platform.deployments.find(({ id, name }) => id === idOrName || name === idOrName)
      if (!one) throw new Error(`No Deployment ${idOrName}`)
      return one
    },

    /**
     * A token that this API accepts. `workspace: null` makes an Organization token.
     *
     * @param {{ id?: string, organization?: string, workspace?: string | null, deployment?: string, expired?: boolean }} [claims]
     */
    token({ id = `token-${++tokens}`, organization = platform.organization.id, workspace = platform.workspace, ...rest } = {}) {
      return makeToken({ id, organization, ...(workspace !== null && { workspace }), ...rest })
    },

    /**
     * Awaited before each request's work and after it, before the answer is sent; the function returned takes it away.
     *
     * @param {import('./exchange.mjs').RequestHook} hook
     */
    onRequest(hook) {
      hooks.push(hook)
      return () => {
        hooks.splice(hooks.indexOf(hook), 1)
      }
    },

    /** Ends all connections, also those of requests that hang. */
    stop: () =>
      new Promise(resolve => {
        server.close(resolve)
        server.closeAllConnections()
      })
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const api = await startAstroApi({ port: Number(process.argv[2] ?? 0) })
  console.log(`url    ${api.url}\ntoken  ${api.token()}`)
  for (const { id, name } of api.deployments) console.log(`deployment  ${id}  ${name}`)
}
