import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { JSON_OPTION, SELECTION, VAULT, YES } from './options.ts'

export const undo: Command = {
  name: 'undo',
  summary: 'reverse what an earlier run changed in Vault',
  about:
    'Reverses the changes to secrets of one run, by its id: the GITHUB_RUN_ID of a workflow, or the id that a command prints at its end. Shows the plan and asks.',
  operand: { name: 'run', what: 'the id of a run' },
  inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
  own: [YES, JSON_OPTION],
  examples: [['undo 1658821493', 'what the workflow run of that id has changed']],
  run: call => carryOut('undo', call, { undo: call.words[0]?.trim() ?? '' })
}
