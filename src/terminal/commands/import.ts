import type { Command } from '../command.ts'
import { importFiles } from '../import.ts'

export const importing: Command = {
  name: 'import',
  summary: 'print a manifest with the connections and variables from files',
  about:
    'Prints a manifest with the connections and variables from files of Airflow or the astro CLI. What is left to do by hand is on stderr.',
  operand: { name: 'file', what: 'at least one file', isRepeated: true },
  inputs: [],
  own: [
    { name: 'name', value: 'NAME', about: 'Name of the manifest; default: airflow.' },
    {
      name: 'plain',
      value: 'NAME',
      isRepeated: true,
      about: 'Keeps a value that is not a secret, such as variables.greeting or connections.warehouse.login.'
    },
    { name: 'all-secret', about: 'Leaves no value in it: each variable and each connection becomes one secret.' }
  ],
  examples: [['import airflow_settings.yaml .env > airflow-secrets.yaml', 'reads both files']],
  run: importFiles
}
