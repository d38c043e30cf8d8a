import type { Command } from '../command.ts'
import { show as print } from '../offline.ts'
import { PATHS } from './options.ts'

export const show: Command = {
  name: 'show',
  summary: 'print what a Deployment reads from Vault',
  about: 'Prints paths, places in the manifest, constants, and sources by name. Contacts nobody, and prints no secret.',
  inputs: PATHS,
  own: [],
  examples: [['show --deployment dev', 'as the Deployment dev of the manifest has it']],
  run: print
}
