export const ORGANIZATION = 'clorg00000000000000000001'
export const WORKSPACE = 'clws000000000000000000001'

const defaults = {
  id: 'cldep00000000000000000001',
  name: 'prod',
  description: '',
  type: 'STANDARD',
  organizationId: ORGANIZATION,
  workspaceId: WORKSPACE,
  workspaceName: 'data',
  namespace: 'cosmic-dust-1234',
  oidcIssuerUrl: 'https://oidc.eks.us-east-1.example.com/id/0123456789ABCDEF',
  cloudProvider: 'AWS',
  region: 'us-east-1',
  executor: 'CELERY',
  runtimeVersion: '3.0-4',
  airflowVersion: '3.0.2',
  isDagDeployEnabled: true,
  isCicdEnforced: false,
  isHighAvailability: false,
  isDevelopmentMode: false,
  schedulerSize: 'SMALL',
  schedulerCpu: '1',
  schedulerMemory: '2Gi',
  schedulerReplicas: 1,
  defaultTaskPodCpu: '0.25',
  defaultTaskPodMemory: '0.5Gi',
  resourceQuotaCpu: '10',
  resourceQuotaMemory: '20Gi',
  imageTag: 'deploy-2026-01-01T00-00',
  dagTarballVersion: '2026-01-01T00:00:00.0000000Z',
  externalIPs: ['192.0.2.1', '192.0.2.2'],
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z'
}

const defaultQueue = {
  id: 'clwq000000000000000000001',
  name: 'default',
  isDefault: true,
  astroMachine: 'A5',
  minWorkerCount: 0,
  maxWorkerCount: 5,
  workerConcurrency: 5,
  podCpu: '1',
  podMemory: '2Gi'
}

/**
 * What is written down about a Deployment. `status` is where it comes to rest: HEALTHY after some reads of DEPLOYING, any
 * other status at once and for good.
 *
 * @typedef {typeof defaults & {
 *   status: string,
 *   workerQueues: (Partial<typeof defaultQueue> & { name: string })[],
 *   environmentVariables: { key: string, value: string, isSecret?: boolean, updatedAt?: string }[],
 *   clusterId?: string,
 *   remoteExecution?: { enabled: boolean, allowedIpAddressRanges: string[], remoteApiUrl: string },
 *   contactEmails?: string[],
 *   scalingSpec?: object,
 *   workloadIdentity?: string,
 *   drExternalIPs?: string[]
 * }} DeploymentSpec
 */

/**
 * A complete Deployment: standard, Celery, Airflow 3, healthy, without variables, but for what is said otherwise.
 *
 * @param {Partial<DeploymentSpec>} [overrides]
 * @returns {DeploymentSpec}
 */
export function aDeployment(overrides = {}) {
  return { ...defaults, status: 'HEALTHY', workerQueues: [{ ...defaultQueue }], environmentVariables: [], ...overrides }
}
