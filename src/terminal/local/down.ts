import { UserError } from '../../base/errors.ts'
import { down } from '../../local/down.ts'
import { stopServer } from '../../local/server.ts'
import type { LocalState } from '../../local/state.ts'
import type { ExitCode } from '../command.ts'
import { carryOutAs } from '../run.ts'
import { agree, knowing, type Scene, tokenOf } from './scene.ts'

const CLEAR = 'remove the two variables from .env'

export async function localDown(scene: Scene): Promise<ExitCode> {
  const { screen, place } = scene
  const state = place.state.read()
  if (state !== undefined) return await takeDown(scene, state)
  if (place.env.hasLines()) {
    await agree(scene, 'down', [CLEAR])
    place.env.clear()
    throw new UserError(
      'our lines are gone from .env, but nothing is known here of the `local up` that wrote them: what they let read may still be there',
      {
        hint: 'Run `local down` as the user and on the machine of that `local up`; of a copied project, where it was copied from.'
      }
    )
  }
  screen.info('Nothing is up.')
  return 0
}

async function takeDown(scene: Scene, state: LocalState): Promise<ExitCode> {
  const { call, screen, place } = scene
  const isOwn = state.way === 'server'
  const isForgotten = !isOwn && call.own.has('forget')
  await agree(scene, 'down', [CLEAR, lastOf(state, isForgotten)])
  let exitCode: ExitCode = 0
  if (!isOwn && !isForgotten) {
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
  if (exitCode !== 0) {
    screen.warning(
      `the variables are gone from .env, but what they let read may still be in ${state.url}. Run \`local down\` again; if that Vault is gone for good, run \`local down --forget\``
    )
    return exitCode
  }
  if (isOwn) await stopServer(tokenOf(state), place.state)
  place.state.remove()
  if (isForgotten) screen.warning(leftBehind(state))
  refuseLeft(scene)
  screen.info('✓ the variables are gone from .env; start Airflow again if it runs')
  return 0
}

/** What becomes of the Vault. */
function lastOf({ way, url }: LocalState, isForgotten: boolean): string {
  if (way === 'server') return `stop the development server at ${url}, and forget its secrets`
  return isForgotten ? `forget ${url}, without asking it` : `delete what lets this workstation read from ${url}`
}

/** The workstation is the same to that Vault, and with it the record that leads to what it got. */
function leftBehind({ url, namespace }: LocalState): string {
  const options = namespace === undefined ? '' : ` --vault-namespace ${namespace}`
  return `${url} was not asked, so what this workstation could read there can still be read with the secret-id that was in .env. If that Vault comes back, run \`local up --vault-url ${url}${options}\` and \`local down\`, which revoke it`
}

/** Lines that somebody has moved or changed are not known to be ours. */
function refuseLeft({ place }: Scene): void {
  const left = place.env.others()
  if (left.length === 0) return
  throw new UserError(
    left.map(({ name, line }) => ({
      severity: 'error',
      message: `.env still sets ${name}, in line ${line}, which is not as \`local up\` wrote it`,
      hint: 'Remove that line. Everything else is down.'
    }))
  )
}
