import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { except, JSON_OPTION } from './options.ts'

export const plan: Command = {
  name: 'plan',
  summary: 'show what would change',
  about:
    'Compares the manifest with Vault, and with the Deployment if one is chosen. Changes nothing. Without a login to Vault it says what can be said without one.',
  inputs: except(),
  own: [{ name: 'exit-code', about: 'Exit with 2 if there is something to change.' }, JSON_OPTION],
  examples: [
    ['plan', 'with VAULT_ADDR set, after vault login'],
    ['plan --deployment-name prod --exit-code', 'the Deployment too; exit code 2 if something would change'],
    ['plan --json | jq .chapters', 'for programs']
  ],
  run: call => carryOut('plan', call)
}
