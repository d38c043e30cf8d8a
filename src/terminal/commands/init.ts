import type { Command } from '../command.ts'
import { init } from '../init.ts'
import { YES } from './options.ts'

export const initializing: Command = {
  name: 'init',
  summary: 'write manifest, provider line and workflows for a project',
  about:
    'Reads what an Astro project has: DAGs, airflow_settings.yaml, .env, exports of Airflow, requirements.txt and the Dockerfile. Writes what is missing: airflow-secrets.yaml, the line of the provider, two workflows for GitHub, and .env.secrets with the values for `gh secret set -f`, which git ignores and only you can read. Shows it all, without a value, and asks. Files that are there keep every line. What looks like development, such as localhost or dev, is used for production only if you say so; --yes does not.',
  operand: { name: 'file', what: 'a file', isRepeated: true, isOptional: true },
  inputs: ['project-dir'],
  own: [{ name: 'name', value: 'NAME', about: 'Name of a new manifest; default: that of the folder.' }, YES],
  examples: [
    ['init', 'in the folder of the project; shows what it would write, and asks'],
    ['init exports/connections.json', 'with a file that it would not find by itself'],
    ['init --project-dir airflow --yes', 'for a project in a folder, without a question']
  ],
  run: init
}
