import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { except, group, JSON_OPTION, YES } from './options.ts'

export const rotate: Command = {
  name: 'rotate',
  summary: "replace a Deployment's secret-id now",
  about:
    'Gives the Deployment a new secret-id, as `deploy --rotate now --deploy-type none` does. The old one works until destroy-after has passed. Shows the plan and asks.',
  inputs: except('undo', 'rotate', 'deploy-type', 'image-name', 'build-secrets', 'force', 'description', ...group('Previews')),
  own: [YES, JSON_OPTION],
  examples: [['rotate --deployment-name prod', 'shows the plan and asks']],
  run: call => carryOut('rotate', call)
}
