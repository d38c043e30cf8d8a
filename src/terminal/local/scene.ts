import type { LocalState } from '../../local/state.ts'
import type { Workplace } from '../../local/workplace.ts'
import { isYes, NotAgreed, nobodyAnswers, QUESTION } from '../agreement.ts'
import type { Screen } from '../screen.ts'
import type { Call } from '../workstation.ts'

/** What a command works with beside what was typed. */
export interface Scene {
  readonly call: Call
  readonly screen: Screen
  readonly place: Workplace
  readonly signal: AbortSignal
}

export const optionsOf = ({ call, place, signal }: Scene) => ({
  projectDir: place.projectDir,
  environment: call.environment,
  signal
})

export const tokenOf = ({ url, token = '' }: LocalState) => ({ url, token })

/** The same command, typed with the address that is known, and the token of our own server. */
export function knowing(call: Call, { way, url, token = '', namespace = '' }: LocalState): Call {
  const own: Record<string, string> =
    way === 'url'
      ? { 'vault-url': url, 'vault-namespace': namespace }
      : { 'vault-url': url, 'vault-token': token, 'vault-auth-method': 'token' }
  const environment = way === 'url' ? call.environment : withoutVault(call.environment)
  return { ...call, environment, source: { ...call.source, get: name => own[name] ?? call.source.get(name) } }
}

/** What is set for another Vault is not for ours. */
const withoutVault = (environment: Call['environment']) =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(VAULT|BAO)_(ADDR|TOKEN|NAMESPACE|CACERT|CLIENT|TLS|SKIP)/.test(name))
  )

/** Shows what is going to be changed here, and asks. */
export async function agree({ call, screen, signal }: Scene, action: string, changes: readonly string[]): Promise<void> {
  if (changes.length === 0) return
  screen.group('On this machine', changes)
  if (call.own.has('yes')) return
  if (call.ask === undefined) throw nobodyAnswers(`local ${action}`)
  if (!isYes(await call.ask(QUESTION, signal))) throw new NotAgreed('not agreed to; nothing was changed')
}
