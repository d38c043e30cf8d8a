import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { JSON_OPTION, SELECTION, VAULT } from './options.ts'

export const verify: Command = {
  name: 'verify',
  summary: 'prove that Airflow can read every secret',
  about:
    "Logs in with a secret-id of Airflow's role that lives a minute at most, and reads every secret of the manifest with it. Changes nothing else, and prints no value.",
  inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
  own: [JSON_OPTION],
  examples: [
    ['verify', 'what all Deployments share'],
    ['verify --deployment dev', 'what the isolated Deployment dev reads']
  ],
  run: call => carryOut('verify', call)
}
