import { bootstrap as print } from '../bootstrap.ts'
import type { Command } from '../command.ts'
import { RIGHTS } from './options.ts'

export const bootstrap: Command = {
  name: 'bootstrap',
  summary: "print what lets the pipeline into Vault, for Vault's administrator",
  about:
    "Prints a script that an administrator of Vault reads and runs once: it writes the least policy of the pipeline, and what it logs in with by --vault-auth-method (default: jwt, with GitHub's OIDC token). The step for the workflow is at its end. Contacts nobody, and runs nothing but git.",
  inputs: [
    ...RIGHTS,
    ...(['vault-namespace', 'vault-login-namespace', 'vault-auth-method', 'vault-auth-mount', 'vault-role'] as const),
    ...(['vault-jwt-audience', 'vault-username', 'vault-client-certificate'] as const)
  ],
  defaults: { 'vault-auth-method': 'jwt' },
  own: [
    {
      name: 'repository',
      value: 'OWNER/NAME',
      about: "For jwt: repository whose jobs may log in, as GitHub spells it; default: that of git's remote origin."
    },
    { name: 'branch', value: 'NAME', isRepeated: true, about: 'For jwt: only jobs that run on this branch.' },
    { name: 'environment', value: 'NAME', isRepeated: true, about: 'For jwt: only jobs with this environment.' },
    { name: 'pull-requests', about: 'For jwt: only jobs for pull requests of the repository itself.' },
    { name: 'issuer', value: 'URL', about: 'For jwt: who signs the tokens; default: github.com.' },
    { name: 'service-account', value: 'NAMESPACE/NAME', about: 'For kubernetes: the service account of the runner.' },
    { name: 'client', value: 'vault|bao', about: 'The program that the administrator has; default: vault.' }
  ],
  examples: [
    ['bootstrap --repository me/dags --branch main > setup.sh', 'for deploys of a branch; read setup.sh, then run it'],
    ['bootstrap --repository me/dags --environment prod', 'for jobs that an environment protects'],
    ['bootstrap --mode plan --repository me/dags --pull-requests', 'for plans of pull requests'],
    ['bootstrap --vault-auth-method approle', 'with a secret-id that GitHub keeps']
  ],
  run: print
}
