import * as z from 'zod/mini'
import { DEPLOY_TYPES } from '../astro/deploy-types.ts'
import { METHODS, type Method } from '../vault/login/login.ts'
import {
  authMount,
  branch,
  cliVersion,
  count,
  duration,
  environment,
  FORMS,
  flag,
  lifetime,
  line,
  mountPath,
  name,
  names,
  oneOf,
  pathOr,
  pem,
  percent,
  secret,
  sha256,
  text,
  textOr,
  url,
  vaultUrl
} from './fields.ts'

/**
 * Every input by its name, in the groups and the order that action.yml and docs/inputs.md show. An input that is not given is
 * empty text.
 */
export const GROUPS = {
  Essentials: {
    mode: oneOf(['plan', 'sync', 'deploy', 'doctor'], 'deploy'),
    manifest: pathOr('airflow-secrets.yaml'),
    'vault-url': vaultUrl(),
    'vault-auth-method': oneOf(Object.keys(METHODS) as Method[], 'token'),
    'deployment-id': name(),
    'astro-api-token': secret(text())
  },
  Run: {
    rotate: oneOf(['auto', 'now'], 'auto'),
    undo: text(),
    'github-token': secret(line()),
    'github-environment': environment(),
    drift: oneOf(['report', 'fail', 'issue'], 'report'),
    'compare-with': name(),
    'wait-time': duration('10m'),
    'run-timeout': duration('30m', 1)
  },
  'Vault: address': {
    'vault-namespace': line(),
    'vault-login-namespace': line(),
    'vault-extra-headers': text()
  },
  'Vault: TLS': {
    'vault-ca-certificate': pem(),
    'vault-client-certificate': pem(),
    'vault-client-key': secret(pem()),
    'vault-tls-server-name': text(),
    'vault-tls-skip-verify': flag(false)
  },
  'Vault: login': {
    'vault-auth-mount': authMount(),
    'vault-token': secret(line()),
    'vault-role-id': text(),
    'vault-secret-id': secret(text()),
    'vault-wrapped-secret-id': secret(line()),
    'vault-role': text(),
    'vault-jwt': secret(text()),
    'vault-jwt-audience': text(),
    'vault-kubernetes-token-path': pathOr('/var/run/secrets/kubernetes.io/serviceaccount/token'),
    'vault-username': text(),
    'vault-password': secret(text()),
    'vault-github-token': secret(text())
  },
  Astro: {
    deployment: name(),
    'deployment-name': name(),
    deployments: names(),
    'max-parallel': count(4, 50),
    canary: name(),
    'workspace-id': name(),
    'project-dir': pathOr('.'),
    'deploy-type': oneOf(DEPLOY_TYPES, 'infer'),
    'dbt-project': pathOr(''),
    'mount-path': mountPath(),
    'image-name': name(),
    'build-secrets': text(),
    force: flag(false),
    description: text()
  },
  Previews: {
    preview: oneOf(['off', 'deploy', 'delete'], 'off'),
    'preview-for': branch(),
    'preview-ttl': lifetime('14d'),
    'preview-isolate': flag(false)
  },
  'Astro CLI': {
    'astro-version': cliVersion(),
    'astro-checksum': sha256(),
    'astro-mirror': url()
  },
  Safety: {
    'on-conflict': oneOf(['fail', 'adopt'], 'fail'),
    check: oneOf(['full', 'ledger'], 'full'),
    prune: oneOf(['off', 'plan', 'apply'], 'off'),
    'prune-limit': percent(20),
    'allow-commands': flag(false)
  },
  'For tests': {
    'astro-domain': textOr('astronomer.io'),
    'astro-api-url': url()
  }
}

export const SCHEMA = z.object({
  ...GROUPS.Essentials,
  ...GROUPS.Run,
  ...GROUPS['Vault: address'],
  ...GROUPS['Vault: TLS'],
  ...GROUPS['Vault: login'],
  ...GROUPS.Astro,
  ...GROUPS.Previews,
  ...GROUPS['Astro CLI'],
  ...GROUPS.Safety,
  ...GROUPS['For tests']
})

export type RawInputs = z.output<typeof SCHEMA>
export type InputName = keyof RawInputs

export const INPUT_NAMES = Object.keys(SCHEMA.shape) as InputName[]

export const SECRET_INPUTS: readonly InputName[] = INPUT_NAMES.filter(name => FORMS.get(SCHEMA.shape[name])?.secret === true)
