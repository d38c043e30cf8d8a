import { GROUPS, INPUT_NAMES, type InputName } from '../inputs/schema.ts'
import type { Command, OwnOption } from './command.ts'
import { completionFor } from './completion.ts'
import { importFiles } from './import.ts'
import { policy, show } from './offline.ts'
import { carryOut } from './run.ts'

const JSON_OPTION: OwnOption = {
  name: 'json',
  about: 'Print the plan file (docs/plan-file.md) on stdout, and everything else on stderr.'
}
const YES: OwnOption = { name: 'yes', about: 'Do not ask before something is changed.' }

const group = (...titles: readonly (keyof typeof GROUPS)[]): InputName[] =>
  titles.flatMap(title => Object.keys(GROUPS[title]) as InputName[])

const VAULT = ['vault-url', 'vault-auth-method', ...group('Vault: address', 'Vault: TLS', 'Vault: login')] as const
const SELECTION = INPUT_NAMES.filter(name => name.startsWith('deployment'))
/** What a command says by its name, and what only a workflow has. */
const NOT_HERE: readonly InputName[] = ['mode', 'github-token', 'github-environment', 'drift']
const except = (...names: readonly InputName[]) => INPUT_NAMES.filter(name => ![...NOT_HERE, ...names].includes(name))

const RUNS_AND_MORE: readonly Command[] = [
  {
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
  },
  {
    name: 'plan',
    summary: 'show what would change',
    about:
      'Compares the manifest with Vault, and with the Deployment if one is chosen. Changes nothing. Without credentials it says what can be said without them.',
    inputs: except(),
    own: [{ name: 'exit-code', about: 'Exit with 2 if there is something to change.' }, JSON_OPTION],
    examples: [
      ['plan', 'with VAULT_ADDR set, after vault login'],
      ['plan --deployment-name prod --exit-code', 'the Deployment too; exit code 2 if something would change'],
      ['plan --json | jq .chapters', 'for programs']
    ],
    run: call => carryOut('plan', call)
  },
  {
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
  },
  {
    name: 'deploy',
    summary: 'update Vault and a Deployment, and deploy what changed',
    about:
      'Shows the plan, asks, and then updates Vault and the Deployment, and deploys the project if it has changed. The astro CLI is found or installed for the run.',
    inputs: except('undo'),
    own: [YES, JSON_OPTION],
    examples: [
      ['deploy --deployment-name prod', 'shows the plan and asks'],
      ['deploy --deployment prod --deploy-type none --yes', 'credential and variables alone, without a question']
    ],
    run: call => carryOut('deploy', call)
  },
  {
    name: 'verify',
    summary: 'prove that Airflow can read every secret',
    about:
      "Logs in with a credential of Airflow's role that lives a minute at most, and reads every secret of the manifest with it. Changes nothing else, and prints no value.",
    inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
    own: [JSON_OPTION],
    examples: [
      ['verify', 'what all Deployments share'],
      ['verify --deployment dev', 'what the isolated Deployment dev reads']
    ],
    run: call => carryOut('verify', call)
  },
  {
    name: 'undo',
    summary: 'reverse what an earlier run changed in Vault',
    about:
      'Reverses the changes to secrets of one run, by its id: the GITHUB_RUN_ID of a workflow, or the id that a command prints at its end. Shows the plan and asks.',
    operand: { name: 'run', what: 'the id of a run' },
    inputs: ['manifest', ...SELECTION, 'run-timeout', ...VAULT],
    own: [YES, JSON_OPTION],
    examples: [['undo 1658821493', 'what the workflow run of that id has changed']],
    run: call => carryOut('undo', call)
  },
  {
    name: 'rotate',
    summary: "replace a Deployment's secret-id now",
    about:
      'Gives the Deployment a new credential, as deploy with rotate now and deploy-type none does. The old one works until destroy-after has passed. Shows the plan and asks.',
    inputs: except('undo', 'rotate', 'deploy-type', 'image-name', 'build-secrets', 'force', 'description', ...group('Previews')),
    own: [YES, JSON_OPTION],
    examples: [['rotate --deployment-name prod', 'shows the plan and asks']],
    run: call => carryOut('rotate', call)
  },
  {
    name: 'policy',
    summary: 'print the least policy that the pipeline needs in Vault',
    about: 'Prints the least policy that the pipeline itself needs in Vault, for a mode and this manifest. Contacts nobody.',
    inputs: INPUT_NAMES,
    own: [],
    examples: [
      ['policy > pipeline-policy.hcl', 'for mode deploy'],
      ['policy --mode plan', 'for pull requests']
    ],
    run: policy
  },
  {
    name: 'show',
    summary: 'print what a Deployment reads from Vault',
    about: 'Prints paths, places in the manifest, constants, and sources by name. Contacts nobody, and prints no secret.',
    inputs: INPUT_NAMES,
    own: [],
    examples: [['show --deployment dev', 'as the Deployment dev of the manifest has it']],
    run: show
  },
  {
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
]

export const COMMANDS: readonly Command[] = [
  ...RUNS_AND_MORE,
  {
    name: 'completion',
    summary: 'print what completes commands and options in bash or zsh',
    about: 'Prints what your shell evaluates to complete the names of commands and options.',
    operand: { name: 'shell', what: 'the name of a shell: bash or zsh' },
    inputs: [],
    own: [],
    examples: [['completion bash >> ~/.bashrc', 'for every new shell']],
    run({ words, print }) {
      print(completionFor(words[0] ?? '', RUNS_AND_MORE))
      return 0
    }
  }
]
