import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { group, JSON_OPTION, SELECTION, VAULT, YES } from './options.ts'

export const sync: Command = {
  name: 'sync',
  summary: 'update Vault',
  about: 'Shows the plan, asks, and then updates Vault. Never touches a Deployment.',
  inputs: ['manifest', ...SELECTION, 'wait-time', 'run-timeout', ...VAULT, ...group('Safety')],
  own: [YES, JSON_OPTION],
  examples: [
    ['sync', 'shows the plan and asks'],
    ['sync --prune apply --yes', 'without a question, and without what the manifest no longer names']
  ],
  run: call => carryOut('sync', call)
}
