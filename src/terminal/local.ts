import { UserError } from '../base/errors.ts'
import { Masks } from '../base/masks.ts'
import { airflowProof } from '../local/airflow.ts'
import { type Found, readBack } from '../local/check.ts'
import { down } from '../local/down.ts'
import { carryOut, editsFor } from '../local/project.ts'
import { newServer, serverProgram, startServer, stopServer } from '../local/server.ts'
import type { LocalState } from '../local/state.ts'
import { statusOf } from '../local/status.ts'
import { up } from '../local/up.ts'
import { type Workplace, workplace } from '../local/workplace.ts'
import type { ExitCode } from './command.ts'
import { withDefaults } from './defaults.ts'
import { carryOutAs } from './run.ts'
import { type Screen, screenOf } from './screen.ts'
import type { Call } from './workstation.ts'

export const ACTIONS = ['up', 'check', 'down', 'status'] as const

/** What a command works with beside what was typed. */
interface Scene {
  readonly call: Call
  readonly screen: Screen
  readonly place: Workplace
  readonly signal: AbortSignal
}

/** The guide's local half. */
export async function local(call: Call): Promise<ExitCode> {
  const screen = screenOf(call, new Masks(), { apart: false })
  const scene = {
    call,
    screen,
    place: workplace(call.source.get('project-dir') || '.', call),
    signal: new AbortController().signal
  }
  switch (call.words[0]) {
    case 'up':
      return await localUp(scene)
    case 'check':
      return await localCheck(scene)
    case 'down':
      return await localDown(scene)
    default:
      for (const line of await statusOf(scene.place, optionsOf(scene))) screen.info(line)
      return 0
  }
}

async function localUp(scene: Scene): Promise<ExitCode> {
  const { call, screen, place, signal } = scene
  const before = place.state.read()
  const state = await stateFor(scene, before)
  const around = { ...place.state, environment: call.environment, signal }
  const program = state.way === 'server' ? await serverProgram(around) : undefined
  const edits = await editsFor(optionsOf(scene))
  const isNew = program !== undefined && before === undefined
  await agree(scene, 'up', [
    ...edits.map(({ said }) => said),
    ...(isNew ? [`start ${program} in development mode at ${state.url}`] : [])
  ])
  await carryOut(edits, optionsOf(scene))
  place.state.write(state)
  if (program !== undefined) await startServer(program, tokenOf(state), around)

  const { askHidden } = call
  const given = place.secrets(message => screen.warning(message))
  const values = {
    given,
    isFake: call.own.has('fake'),
    ...(askHidden === undefined ? {} : { askFor: (name: string) => askHidden(`${name}: `) })
  }
  const story = up({ ...place, airflowUrl: state.airflowUrl }, values)
  const end = `${state.url} is up; \`local check\` proves that Airflow reads from it. Start Airflow again if it runs`
  return await carryOutAs({ story, inputs: { mode: 'sync' }, end }, 'local', knowing(call, state))
}

/** Where the run is about to lead. A server that was chosen before stays, until `local down`. */
async function stateFor({ call, place }: Scene, before: LocalState | undefined): Promise<LocalState> {
  const typed = call.source.get('vault-url')
  const isHeld = before !== undefined && (before.way === 'server' || place.env.variables().size > 0)
  if (typed !== '' && isHeld && before.url !== typed)
    throw new UserError(`${before.url} is up for this project`, { hint: 'Run `local down` first.' })
  const url = typed || (before?.url ?? '')
  const isOwn = typed === '' && (before === undefined || before.way === 'server')
  const server = isOwn ? (before?.token === undefined ? await newServer() : { url, token: before.token }) : { url }
  const namespace = isOwn ? '' : withDefaults(call.source, call).get('vault-namespace')
  const given = call.own.get('airflow-url')?.at(-1)
  const isStandalone = call.own.has('standalone')
  const isSame = before?.url === server.url && given === undefined && !isStandalone
  return {
    way: isOwn ? 'server' : 'url',
    ...server,
    airflowUrl: isSame ? before.airflowUrl : place.airflowUrl(server.url, { isStandalone, given }),
    ...(namespace === '' ? {} : { namespace })
  }
}

async function localDown(scene: Scene): Promise<ExitCode> {
  const { call, screen, place } = scene
  const state = place.state.read()
  if (state === undefined) {
    if (place.env.variables().size > 0) await agree(scene, 'down', ['remove the two variables from .env'])
    place.env.clear()
    screen.info('Nothing is up.')
    return 0
  }
  const isOwn = state.way === 'server'
  await agree(scene, 'down', [
    'remove the two variables from .env',
    isOwn
      ? `stop the development server at ${state.url}, and forget its secrets`
      : `delete what lets this workstation read from ${state.url}`
  ])
  let exitCode: ExitCode = 0
  if (!isOwn) {
    const story = down({ ...place, airflowUrl: state.airflowUrl })
    const agreed = new Map([...call.own, ['yes', ['']] as const])
    exitCode = await carryOutAs(
      { story, inputs: { mode: 'sync' }, isLook: true },
      'local',
      knowing({ ...call, own: agreed }, state)
    )
  }
  // Also where Vault is gone for good.
  place.env.clear()
  if (exitCode !== 0) return exitCode
  if (isOwn) await stopServer(tokenOf(state), place.state)
  place.state.remove()
  screen.info('✓ the variables are gone from .env; start Airflow again if it runs')
  return 0
}

async function localCheck(scene: Scene): Promise<ExitCode> {
  const { call, screen, place } = scene
  const state = place.state.read()
  const kwargs = place.kwargs()
  if (state === undefined || kwargs === undefined) throw new UserError('nothing is up', { hint: 'Run `local up` first.' })
  const found: Found[] = []
  const story = readBack({ ...place, airflowUrl: state.airflowUrl }, one => found.push(one))
  const exitCode = await carryOutAs({ story, inputs: { mode: 'plan' }, isLook: true }, 'local', loggingIn(call, state, kwargs))
  if (exitCode !== 0) return exitCode
  screen.info(
    `✓ the credential in .env reads ${found.length === 1 ? 'the one secret' : `all ${found.length} secrets`} of the manifest`
  )
  const proof = await airflowProof(found, { ...optionsOf(scene), env: place.env.variables(), url: state.url })
  screen.info(proof.said)
  return proof.isGood ? 0 : 1
}

const optionsOf = ({ call, place, signal }: Scene) => ({ projectDir: place.projectDir, environment: call.environment, signal })

const tokenOf = ({ url, token = '' }: LocalState) => ({ url, token })

/** The same command, typed with the address that is known, and the token of our own server. */
function knowing(call: Call, { way, url, token = '', namespace = '' }: LocalState): Call {
  const own: Record<string, string> =
    way === 'url'
      ? { 'vault-url': url, 'vault-namespace': namespace }
      : { 'vault-url': url, 'vault-token': token, 'vault-auth-method': 'token' }
  const environment = way === 'url' ? call.environment : withoutVault(call.environment)
  return { ...call, environment, source: { ...call.source, get: name => own[name] ?? call.source.get(name) } }
}

/** The same command, which logs in as Airflow does. */
function loggingIn(call: Call, state: LocalState, kwargs: Readonly<Record<string, string>>): Call {
  const known = knowing(call, state)
  const own: Record<string, string> = {
    'vault-auth-method': 'approle',
    'vault-auth-mount': kwargs['auth_mount_point'] ?? '',
    'vault-role-id': kwargs['role_id'] ?? '',
    'vault-secret-id': kwargs['secret_id'] ?? '',
    'vault-token': ''
  }
  return { ...known, source: { ...known.source, get: name => own[name] ?? known.source.get(name) } }
}

/** What is set for another Vault is not for ours. */
const withoutVault = (environment: Call['environment']) =>
  Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^(VAULT|BAO)_(ADDR|TOKEN|NAMESPACE|CACERT|CLIENT|TLS|SKIP)/.test(name))
  )

/** Shows what is going to be changed here, and asks. */
async function agree({ call, screen, signal }: Scene, action: string, changes: readonly string[]): Promise<void> {
  if (changes.length === 0) return
  screen.group('On this machine', changes)
  if (call.own.has('yes')) return
  if (call.ask === undefined)
    throw new UserError(`local ${action} asks before it changes anything, and stdin is no terminal; nothing was changed`, {
      hint: 'Read the list, and run it again with `--yes`.'
    })
  if (!/^y(es)?$/i.test((await call.ask('Carry this out? [y/N] ', signal)).trim()))
    throw new UserError('not agreed to; nothing was changed')
}
