import { expect } from '@jest/globals'
import { UserError } from '../../src/base/errors.ts'
import { Secret } from '../../src/base/secret.ts'
import { openAgents } from '../../src/http/agents.ts'
import type { Address } from '../../src/vault/address.ts'
import type { Login } from '../../src/vault/login/login.ts'
import { openSession } from '../../src/vault/open.ts'
import { vaultTransport } from '../../src/vault/service.ts'
import { anAddress } from '../build/address.ts'

export const secret = (text: string): Secret => new Secret(text)

type Place = Partial<Address> & { readonly url: string; readonly proxy?: URL }

/** Logs in as the action does. Gives the token, and what was masked on the way. */
export async function enter(login: Login, { proxy, ...place }: Place, idToken?: (audience?: string) => string) {
  const address = anAddress(place)
  const agents = openAgents(address.tls, { proxy })
  const transport = vaultTransport({ agents, signal: new AbortController().signal, patienceMs: 0 })
  const hidden: string[] = []
  const surroundings = {
    idToken: async (audience?: string) => secret(idToken?.(audience) ?? ''),
    hide: (found: Secret) => void hidden.push(found.reveal())
  }
  try {
    const session = await openSession(address, login, transport, surroundings, () => {})
    return { token: session.token.reveal(), hidden }
  } finally {
    transport.close()
  }
}

/** The sentence and the hint of a login that fails. Nothing of the credential may be in it. */
export async function refusal(login: Login, place: Place, idToken?: (audience?: string) => string): Promise<[string, string?]> {
  const error = await enter(login, place, idToken).then(
    () => new Error('it logged in'),
    (failure: Error) => failure
  )
  if (!(error instanceof UserError)) throw error
  const told = `${error.stack} ${JSON.stringify(error)} ${JSON.stringify(error.cause)}`
  for (const value of Object.values(login)) if (value instanceof Secret) expect(told).not.toContain(value.reveal())
  return error.hint === undefined ? [error.message] : [error.message, error.hint]
}
