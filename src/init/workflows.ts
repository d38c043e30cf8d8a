/** What the workflows of a project differ by. */
export interface WorkflowFacts {
  /** Where pushes deploy from. */
  readonly branch: string
  /** On GitHub, such as `example/pipelines`, if it is known. */
  readonly repository?: string
  /** The account on GitHub that hosts the action, if it is known. */
  readonly owner?: string
  /** The project from the root of the repository, such as `airflow/`; empty if they are the same. */
  readonly prefix: string
  /** Names of the secrets that the manifest takes from the environment. */
  readonly secrets: readonly string[]
  /** Of the manifest, such as `AIRFLOW_CONN_*`: more of the environment, whatever that is. */
  readonly patterns: readonly string[]
}

/** How the name of the workflow begins that deploys. */
export const DEPLOY_WORKFLOW = 'astro-vault-deploy'

/** What the account is called that hosts the action, where nobody knows it. */
export const OWNER = 'OWNER'

/** Texts by the names of the files, which are ours, so that no workflow of the team or of another project is in the way. */
export function workflowsFor(facts: WorkflowFacts): Readonly<Record<string, string>> {
  const suffix = suffixOf(facts.prefix)
  return {
    [`${DEPLOY_WORKFLOW}${suffix}.yml`]: deployWorkflow(facts),
    [`astro-vault-plan${suffix}.yml`]: planWorkflow(facts)
  }
}

function suffixOf(prefix: string): string {
  const project = prefix.replaceAll(/[^A-Za-z0-9]+/g, '-').replace(/-$/, '')
  return project === '' ? '' : `-${project}`
}

/** What somebody who knows has to do for a pattern. */
export const toBring = (pattern: string): string => {
  const name = pattern.replace('*', 'NAME')
  return `For ${pattern}, list each secret that it is to bring under \`env:\`, such as ${envLine(name)}`
}

export const envLine = (name: string): string => `${name}: \${{ secrets.${name} }}`

/** On merge. It logs in with GitHub's OIDC token, so that no credential for Vault is stored. */
export const deployWorkflow = ({
  branch,
  repository = 'ORGANIZATION/REPOSITORY',
  owner = OWNER,
  prefix,
  secrets,
  patterns
}: WorkflowFacts): string =>
  `# On merge: writes the secrets of the manifest to Vault, lets the Deployment read them, and deploys the project.
#
# Before the first run:
${owner === OWNER ? '# - Replace OWNER with the account that hosts astro-vault-action.\n' : ''}# - Let the pipeline into Vault: an administrator reads and runs what this prints, in the folder of the project,
#   astro-vault-action bootstrap --repository ${repository} --branch ${branch}
# - Under Settings > Secrets and variables > Actions, create
#   variables  VAULT_URL, ASTRO_DEPLOYMENT_ID
#   secrets    ASTRO_API_TOKEN${secrets.length + patterns.length === 0 ? '' : ', and those under `env:`'}
name: Deploy to Astro with Vault
on:
  push:
    branches: [${branch}]
permissions:
  contents: read
# One run for each Deployment at a time. The newest waits and cancels none that has started.
concurrency:
  group: astro-\${{ vars.ASTRO_DEPLOYMENT_ID }}
  cancel-in-progress: false
jobs:
  deploy:
    runs-on: ubuntu-latest
    timeout-minutes: 40
    permissions:
      contents: read
      id-token: write
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
      - uses: ${owner}/astro-vault-action@v1
        with:
${placeOf(prefix)}          vault-url: \${{ vars.VAULT_URL }}
          vault-auth-method: jwt
          vault-role: astro-pipeline
          deployment-id: \${{ vars.ASTRO_DEPLOYMENT_ID }}
          astro-api-token: \${{ secrets.ASTRO_API_TOKEN }}
${patterns.map(text => `        # ${toBring(text)}\n`).join('')}${secrets.length === 0 ? '' : `        env: # every name that the manifest uses\n${secrets.map(name => `          ${envLine(name)}\n`).join('')}`}`

/** On a pull request, without any credential. */
export const planWorkflow = ({ prefix, owner = OWNER }: WorkflowFacts): string =>
  `# On a pull request: checks the manifest without any secrets, compares it with that of the base branch, and comments.
${owner === OWNER ? '#\n# Before the first run: replace OWNER with the account that hosts astro-vault-action.\n' : ''}name: Plan for Vault
on: pull_request
permissions:
  contents: read
# A later push makes an earlier plan worthless.
concurrency:
  group: astro-vault-plan${suffixOf(prefix)}-\${{ github.event.pull_request.number }}
  cancel-in-progress: true
jobs:
  plan:
    runs-on: ubuntu-latest
    timeout-minutes: 10
    permissions:
      contents: read
      pull-requests: write
    steps:
      - uses: actions/checkout@v6
        with:
          persist-credentials: false
          fetch-depth: 2
      - uses: ${owner}/astro-vault-action@v1
        with:
${placeOf(prefix)}          mode: plan
`

function placeOf(prefix: string): string {
  if (prefix === '') return ''
  // JSON is YAML, whatever a folder is called; GitHub would take these for an expression.
  const scalar = (text: string) => (/^[A-Za-z0-9_][\w./-]*$/.test(text) ? text : JSON.stringify(text.replaceAll('${{', '$ {{')))
  return `          project-dir: ${scalar(prefix.replace(/\/$/, ''))}\n          manifest: ${scalar(`${prefix}airflow-secrets.yaml`)}\n`
}
