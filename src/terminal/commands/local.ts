import type { Command } from '../command.ts'
import { ACTIONS, local as carryOut } from '../local.ts'
import { VAULT, YES } from './options.ts'

export const local: Command = {
  name: 'local',
  summary: 'let the Airflow on this machine read from a Vault for development',
  about:
    'up starts a Vault for development, or uses the one at --vault-url. It writes the secrets of the manifest into folders of their own, and the two variables into .env. check proves that Airflow reads them. down removes all of that, except the secrets in a Vault that up did not start. status says what is there.',
  operand: { name: 'action', what: `one of ${ACTIONS.join(', ')}`, choices: ACTIONS },
  inputs: ['manifest', 'project-dir', 'on-conflict', 'allow-commands', 'wait-time', 'run-timeout', ...VAULT],
  own: [
    {
      name: 'standalone',
      only: 'up',
      about: 'For up: Airflow runs on this machine and not in containers (astro dev start --standalone).'
    },
    {
      name: 'airflow-url',
      value: 'URL',
      only: 'up',
      about: 'For up: Vault as Airflow reaches it; default: what fits where Airflow runs.'
    },
    { name: 'fake', only: 'up', about: 'For up: make up the values that are missing.' },
    { name: 'forget', only: 'down', about: 'For down: do not ask a Vault that is gone for good.' },
    YES
  ],
  examples: [
    ['local up --standalone', 'starts vault or bao in development mode'],
    ['local up --vault-url https://vault.example.com:8200', 'uses a Vault that is running already'],
    ['local check', 'reads as Airflow does'],
    ['local down', 'removes what up has added']
  ],
  run: carryOut
}
