import { type BackendKwargs, backendKwargs } from '../airflow/kwargs.ts'
import { knowsJwt } from '../airflow/provider.ts'
import { identityKind } from '../identity/identities.ts'
import type { LoginFacts } from '../identity/identity.ts'
import type { Inputs } from '../inputs/inputs.ts'
import type { Manifest } from '../manifest/manifest.ts'
import type { Scope } from '../manifest/scope.ts'
import { imageFacts } from '../project/project.ts'

/**
 * All kwargs that Airflow needs to read the secrets of this scope, except the credential. `anyProvider`: in the form that every
 * provider knows, also if the project asks for one that knows a better one.
 */
export function kwargsFor(
  inputs: Inputs,
  manifest: Manifest,
  scope: Scope,
  login: LoginFacts,
  anyProvider = false
): BackendKwargs {
  const { vault, projectDir, imageName } = inputs
  const { airflowUrl, airflowCa, airflowTimeout } = manifest.vault
  const settings = {
    mountPoint: scope.mount,
    connectionsPath: scope.connectionsPath,
    variablesPath: scope.variablesPath,
    url: airflowUrl ?? vault?.url ?? '',
    timeout: airflowTimeout,
    ...(vault?.namespace === undefined ? {} : { namespace: vault.namespace }),
    ...(airflowCa === undefined ? {} : { verify: airflowCa })
  }
  // By the files, whatever is shipped of them: two runs in one folder must not disagree.
  const { providerVersions = [] } = imageName === '' && !anyProvider ? imageFacts(projectDir) : {}
  return backendKwargs(settings, identityKind(scope).kwargs(manifest.identity, scope, login, knowsJwt(providerVersions)))
}
