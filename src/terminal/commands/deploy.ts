import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { except, JSON_OPTION, YES } from './options.ts'

export const deploy: Command = {
  name: 'deploy',
  summary: 'update Vault and a Deployment, and deploy what changed',
  about:
    'Shows the plan, asks, and then updates Vault and the Deployment, and deploys the project if it has changed. The astro CLI is found or installed for the run.',
  inputs: except('undo'),
  own: [YES, JSON_OPTION],
  examples: [
    ['deploy --deployment-name prod', 'shows the plan and asks'],
    ['deploy --deployment prod --deploy-type none --yes', 'secret-id and variables alone, without a question']
  ],
  run: call => carryOut('deploy', call)
}
