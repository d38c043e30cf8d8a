import { UserError } from '../../base/errors.ts'
import type { Story } from '../../launch/launch.ts'
import { carryOut, type Edit, editsFor } from '../../local/project.ts'
import { newServer, serverProgram, serves, startServer, stopServer } from '../../local/server.ts'
import type { LocalState } from '../../local/state.ts'
import { up } from '../../local/up.ts'
import { NotAgreed } from '../agreement.ts'
import type { ExitCode } from '../command.ts'
import { withDefaults } from '../defaults.ts'
import { carryOutAs } from '../run.ts'
import { agree, knowing, optionsOf, type Scene, tokenOf } from './scene.ts'

export async function localUp(scene: Scene): Promise<ExitCode> {
  const { call, screen, place, signal } = scene
  const before = place.state.read()
  const state = await stateFor(scene, before)
  const around = { ...place.state, environment: call.environment, signal }
  const program = state.way === 'server' ? await serverProgram(around) : undefined
  const project = { ...optionsOf(scene), isStandalone: place.isStandalone || call.own.has('standalone') }
  const edits = await editsFor(project)
  const isStarting = program !== undefined && !(await serves(tokenOf(state)))
  await agree(scene, 'up', [
    ...edits.map(({ said }) => said),
    ...(isStarting ? [`start ${program} in development mode at ${state.url}`] : [])
  ])
  const begin = async () => {
    await carryOut(edits, project)
    place.state.write(state)
    if (isStarting) await startServer(program, tokenOf(state), around)
  }
  const undo = async () => {
    if (isStarting) await stopServer(tokenOf(state), around)
    if (before === undefined) place.state.remove()
    else place.state.write(before)
  }

  const { askHidden } = call
  const given = place.secrets(message => screen.warning(message))
  const values = {
    given,
    isFake: call.own.has('fake'),
    ...(askHidden === undefined ? {} : { askFor: (name: string, ending: AbortSignal) => askHidden(`${name}: `, ending) })
  }
  const filling = up({ ...place, airflowUrl: state.airflowUrl }, values, begin)
  const story: Story = (inputs, ports) => filling(inputs, ports).catch(async error => await refused(error, edits, undo))
  const end = `${state.url} is up; \`local check\` proves that Airflow reads from it. Start Airflow again if it runs`
  return await carryOutAs({ story, inputs: { mode: 'sync' }, end }, 'local', knowing(call, state))
}

/** Takes back what can be, if the plan for Vault was not agreed to, and says what stays. */
async function refused(error: unknown, edits: readonly Edit[], undo: () => Promise<void>): Promise<never> {
  if (!(error instanceof NotAgreed)) throw error
  await undo()
  if (edits.length === 0) throw error
  const files = edits.map(({ file }) => file).join(' and ')
  throw new UserError(`not agreed to; nothing was changed in Vault, and what was added to ${files} stays`)
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
    projectDir: place.realDir,
    way: isOwn ? 'server' : 'url',
    ...server,
    airflowUrl: isSame ? before.airflowUrl : place.airflowUrl(server.url, { isStandalone, given }),
    ...(namespace === '' ? {} : { namespace })
  }
}
