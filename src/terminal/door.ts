import { UserError } from '../base/errors.ts'
import type { Masks } from '../base/masks.ts'
import type { InputSource } from '../inputs/inputs.ts'
import type { InputName } from '../inputs/schema.ts'
import { trustedIn } from '../launch/github-event.ts'
import type { Door } from '../launch/launch.ts'
import type { Tell } from '../plan/event.ts'
import type { Screen } from './screen.ts'
import type { Call } from './workstation.ts'

/** What a terminal gives a run. */
export function doorOf(
  call: Call,
  masks: Masks,
  screen: Screen,
  { run, tell }: { readonly run: Door['ports']['run']; readonly tell: Tell }
): Door {
  return {
    ports: {
      environment: call.environment,
      tell,
      mask: secret => void masks.add(secret),
      run,
      workspace: '.',
      repository: call.environment['GITHUB_REPOSITORY'] ?? ''
    },
    temp: call.temp,
    warn: message => screen.warning(message),
    taken: () => {},
    onFolder: () => {},
    onToken: () => {},
    idToken: noIdToken
  }
}

const noIdToken = async () => {
  throw new UserError('nobody offers an OIDC token on a terminal', { hint: 'Set VAULT_JWT, or use another method.' })
}

/** What was typed, and what the name of the command says. */
export const sayingAlso = ({ source }: Call, said: Readonly<Partial<Record<InputName, string>>>): InputSource => ({
  ...source,
  get: name => said[name as InputName] ?? source.get(name),
  whenEmpty:
    'It is the option of that name. VAULT_ADDR, VAULT_TOKEN or `vault login`, a login such as VAULT_ROLE_ID, and ASTRO_API_TOKEN count too.'
})

/** A workflow that has the rights of this repository may have checked out somebody else's project. */
export function refuseStranger(command: string, { environment }: Call): void {
  const { GITHUB_EVENT_NAME: name = '' } = environment
  if (trustedIn(environment).trusted === undefined) return
  throw new UserError(`${command} does not run for the event ${name} of another repository: the project may be a stranger's`, {
    hint: 'Use the action itself, which finds out whose project it is; or the event `pull_request`.'
  })
}
