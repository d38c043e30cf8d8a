import { Unreachable } from '../http/errors.ts'
import { isLoopback } from '../run/addresses.ts'
import { globsOf } from '../vault/advisories.ts'
import { anonymous, type Health } from '../vault/anonymous.ts'
import { VaultError } from '../vault/errors.ts'
import { hintFor } from '../vault/hints.ts'
import { check, failed, ok, unknown, warned } from './check.ts'
import type { Knocked } from './facts.ts'

/** From here to a server that serves: each look takes what it can from one answer to sys/health. */

const IN_TLS = /CERT|UNABLE_TO_|^EPROTO$|^ERR_TLS|^ERR_SSL/
/** Something has answered, but not as Vault does. */
const IN_ANSWER = new Set(['NOT_JSON', 'TOO_LARGE', 'CUT_SHORT', 'NO_ANSWER'])

function stageOf(error: unknown): 'network' | 'TLS' | 'server' {
  if (error instanceof VaultError) return error.says('HTTP request to an HTTPS server') ? 'TLS' : 'server'
  if (!(error instanceof Unreachable)) return 'server'
  const { code = '' } = error
  if (IN_TLS.test(code)) return 'TLS'
  return IN_ANSWER.has(code) || code.startsWith('HPE_') ? 'server' : 'network'
}

/** Rethrows what went wrong at this stage. */
function pass(knocked: Knocked, stage: ReturnType<typeof stageOf>): void {
  if ('error' in knocked && stageOf(knocked.error) === stage) throw knocked.error
}

const network = check('network', ['address', 'ports'], async ({ address, ports }) => {
  const door = anonymous(address, { signal: ports.signal, hide: ports.mask })
  const knocked: Knocked = await door.health().then(
    health => ({ health }),
    (error: unknown) => ({ error })
  )
  door.close()
  pass(knocked, 'network')
  return ok(`${address.url} was reached${door.proxy === undefined ? '' : ` through the proxy ${door.proxy.origin}`}`, knocked)
})

const tls = check('TLS', ['network', 'address'], ({ network, address: { url, tls } }) => {
  pass(network, 'TLS')
  if (url.startsWith('http:') && isLoopback(new URL(url).hostname)) return ok('is not used, on this machine alone', network)
  if (url.startsWith('http:'))
    return warned(network, 'is not used: anybody on the network path can read what is sent', 'Use an address with https://.')
  if (tls.skipVerify)
    return warned(
      network,
      `checks nothing: anybody between here and ${url} can pose as Vault`,
      'Remove `vault-tls-skip-verify`, and set `vault-ca-certificate`.'
    )
  return ok('the certificate is trusted', network)
})

const server = check('server', ['TLS'], ({ TLS }) => {
  pass(TLS, 'server')
  if ('error' in TLS) throw TLS.error
  const { health } = TLS
  return ok(`${nameOf(health)} answers`, health)
})

const seal = check('seal', ['server', 'address'], ({ server, address: { url } }) => {
  const who = `${server.product} at ${url}`
  if (!server.isInitialized) return failed(`${who} is not initialized`, 'Ask its operators to initialize it.')
  if (server.isSealed) return failed(`${who} is sealed`, hintFor(503, [], 'sealed'))
  if (server.isRecoverySecondary) return failed(`${who} serves nobody`, hintFor(472, [], ''))
  return ok('initialized and unsealed', server)
})

const version = check('version', ['server'], ({ server }) => {
  const name = nameOf(server)
  const globs = globsOf(server)
  if (globs.are === 'tight') return ok(`${server.version} has no known flaw that concerns this action`, true)
  const flaw = 'lets `..` through rules that end in `*` (CVE-2026-3605)'
  if (globs.are === 'unknown') return unknown(`nobody knows whether ${name} ${flaw}`)
  // No version without it is known. What it comes to depends on the rules of the token.
  if (globs.update === undefined)
    return ok(`${name}, which has CVE-2026-3605: \`permissions\` warns if that concerns the token`, true)
  return warned<true>(true, `${name} ${flaw}`, `Update ${globs.update}.`)
})

/** A server may hide its version. */
const nameOf = ({ product, version = '(of a hidden version)' }: Health): string => `${product} ${version}`

const WARN_SECONDS = 30
const ERROR_SECONDS = 300

/** The clock of the server is one of seconds. */
const clock = check('clock', ['server'], ({ server }) => {
  const { ahead: skew } = server
  if (Math.abs(skew) <= WARN_SECONDS) return ok('the same here and there', true)
  const message = `the clock of ${server.product} is ${Math.abs(skew)} s ${skew > 0 ? 'ahead of' : 'behind'} the one here: signed tokens and times to live count by it`
  const hint = 'Set the wrong one of the two right, with NTP.'
  return Math.abs(skew) > ERROR_SECONDS ? failed(message, hint) : warned<true>(true, message, hint)
})

const namespace = check('namespace', ['seal', 'address', 'ports'], async ({ address, ports }) => {
  const { namespace, loginNamespace } = address
  const names = [...new Set([namespace, loginNamespace])].filter(name => name !== undefined)
  if (names.length === 0) return ok('none is set', true)
  const door = anonymous(address, { signal: ports.signal, hide: ports.mask })
  try {
    await door.enter(names)
  } catch (error) {
    if (!(error instanceof VaultError)) throw error
    if (!error.says('namespace not found')) return unknown(error.message)
    return failed(`there is no namespace ${names.join(', or no ')}`, 'Check `vault-namespace` and `vault-login-namespace`.')
  } finally {
    door.close()
  }
  return ok(names.join(', '), true)
})

export const NETWORK = [network, tls, server, seal, version, clock, namespace]
