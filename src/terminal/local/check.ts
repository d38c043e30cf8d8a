import { allOf } from '../../base/counted.ts'
import { UserError } from '../../base/errors.ts'
import { airflowProof } from '../../local/airflow.ts'
import { type Found, readBack } from '../../local/check.ts'
import type { LocalState } from '../../local/state.ts'
import type { ExitCode } from '../command.ts'
import { carryOutAs } from '../run.ts'
import type { Call } from '../workstation.ts'
import { knowing, optionsOf, type Scene } from './scene.ts'

export async function localCheck(scene: Scene): Promise<ExitCode> {
  const { call, screen, place } = scene
  const state = place.state.read()
  const kwargs = place.kwargs()
  if (state === undefined || kwargs === undefined) throw new UserError('nothing is up', { hint: 'Run `local up` first.' })
  const found: Found[] = []
  const given = place.secrets(message => screen.warning(message))
  const story = readBack({ ...place, airflowUrl: state.airflowUrl }, { given }, one => found.push(one))
  const exitCode = await carryOutAs({ story, inputs: { mode: 'plan' }, isLook: true }, 'local', loggingIn(call, state, kwargs))
  if (exitCode !== 0) return exitCode
  screen.info(`✓ the secret-id in .env reads ${allOf(found.length, 'secret')} of the manifest`)
  const proof = await airflowProof(found, { ...optionsOf(scene), env: place.env.variables(), url: state.url })
  screen.info(proof.said)
  return proof.isGood ? 0 : 1
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
