import type { Command } from '../command.ts'
import { importing as run } from '../import.ts'

export const importing: Command = {
  name: 'import',
  summary: 'print a manifest made from files or a running Airflow',
  about:
    'Prints a manifest with the connections and variables from files of Airflow or the astro CLI, or from the REST API of a running Airflow 2 or 3. What is left to do by hand is on stderr.',
  operand: { name: 'file', what: 'a file', isRepeated: true, isOptional: true },
  inputs: ['run-timeout'],
  own: [
    {
      name: 'from-airflow',
      value: 'URL',
      about:
        'Read a running Airflow instead of files: its address in the browser, without /home. The login is AIRFLOW_API_TOKEN, or AIRFLOW_USERNAME and AIRFLOW_PASSWORD. What Airflow masks gets no value yet.'
    },
    { name: 'name', value: 'NAME', about: 'Name of the manifest; default: airflow.' },
    {
      name: 'plain',
      value: 'NAME',
      isRepeated: true,
      about: 'Keep a value that is not a secret, such as variables.greeting or connections.warehouse.login.'
    },
    { name: 'all-secret', about: 'Leave no value in the manifest: each variable and each connection becomes one secret.' }
  ],
  examples: [
    ['import airflow_settings.yaml .env > airflow-secrets.yaml', 'reads both files'],
    ['import --from-airflow http://localhost:8080 > manifest.yaml', 'asks the Airflow on this machine']
  ],
  run
}
