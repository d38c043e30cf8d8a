import type { Command } from '../command.ts'
import { ACTIONS, local as carryOut } from '../local.ts'
import { VAULT, YES } from './options.ts'

export const local: Command = {
  name: 'local',
  summary: 'let the Airflow on this machine read from a Vault for development',
  about:
    'up starts a Vault for development, or takes that of --vault-url; writes the secrets of the manifest into folders of their own, and the two variables into .env. check proves that Airflow reads them. down takes all of it away again, but for the secrets in a Vault that goes on. status tells what is there.',
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
      about: 'For up: Vault as Airflow reaches it; default: what suits where Airflow runs.'
    },
    { name: 'fake', only: 'up', about: 'For up: make up the values that are missing.' },
    { name: 'forget', only: 'down', about: 'For down: a Vault that is gone for good is not asked.' },
    YES
  ],
  examples: [
    ['local up --standalone', 'starts vault or bao in development mode'],
    ['local up --vault-url https://vault.example.com:8200', 'a Vault that is there'],
    ['local check', 'reads as Airflow does'],
    ['local down', 'as it was before']
  ],
  run: carryOut
}
