import type { Command } from '../command.ts'
import { carryOut } from '../run.ts'
import { JSON_OPTION, SELECTION } from './options.ts'

export const check: Command = {
  name: 'check',
  summary: 'check manifest, imports, DAGs and the provider, offline',
  about:
    'Checks what is in git: the manifest and its imports, the names that the DAGs ask for, and that the image gets the provider of Airflow. Reads no value, contacts nobody and changes nothing. Without a Deployment it checks what all share, and each that is isolated.',
  inputs: ['manifest', 'project-dir', 'image-name', ...SELECTION],
  own: [JSON_OPTION],
  examples: [
    ['check', 'in the folder of the project, for example before a commit'],
    ['check --deployment dev', 'as the Deployment dev of the manifest has it']
  ],
  run: call => carryOut('check', call)
}
