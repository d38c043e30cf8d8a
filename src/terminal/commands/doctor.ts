import type { Command } from '../command.ts'
import { doctor as examine } from '../doctor.ts'
import { group, SELECTION, VAULT } from './options.ts'

export const doctor: Command = {
  name: 'doctor',
  summary: 'find what is wrong between here and a DAG, and how to fix it',
  about:
    "Looks at everything between here and a DAG, from top to bottom: the project, the network, Vault and the login, mount, policy, role, records and secrets, and the Deployment if one is chosen. Each line is ok, a warning or an error with its hint; what depends on an error is not looked at. Changes nothing: a credential of Airflow's role that lives a minute at most proves that Airflow can read. Exits with 1 if there is an error.",
  inputs: [
    ...(['manifest', 'project-dir', 'image-name', 'allow-commands', 'run-timeout', 'astro-api-token', 'workspace-id'] as const),
    ...SELECTION,
    ...VAULT,
    ...group('For tests')
  ],
  own: [{ name: 'json', about: 'Print the lines as JSON on stdout (docs/doctor.md), and for people on stderr.' }],
  examples: [
    ['doctor', 'with VAULT_ADDR set, after vault login'],
    ['doctor --deployment-name prod', 'the Deployment too, with ASTRO_API_TOKEN set'],
    ["doctor --json | jq -r '.lines[].hint // empty'", 'for programs: the hints alone']
  ],
  run: examine
}
