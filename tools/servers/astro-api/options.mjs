/** Runtime versions that the platform offers, with the Airflow inside. */
const releases = [
  ['12.9.0', '2.10.5'],
  ['13.1.0', '2.11.0'],
  ['3.0-4', '3.0.2'],
  ['3.0-5', '3.0.3'],
  ['3.1-2', '3.1.1']
]

/** @param {number} floor @param {number} normal @param {number} ceiling */
const range = (floor, normal, ceiling) => ({ floor, default: normal, ceiling })

/** @param {string} floor @param {string} normal @param {string} ceiling */
const sizes = (floor, normal, ceiling) => ({ floor, default: normal, ceiling })

/**
 * What a Deployment may be made of: image deploys look for their runtime here, `--deployment-file` for machines and ranges.
 *
 * @param {Iterable<readonly [string, string]>} inUse runtime and Airflow version of Deployments
 */
export function deploymentOptions(inUse) {
  const machine = (/** @type {string} */ name, /** @type {string} */ cpu, /** @type {string} */ memory) => ({
    name,
    spec: { cpu, memory, concurrency: 5 },
    concurrency: range(1, 5, 15)
  })
  return {
    executors: ['CELERY', 'KUBERNETES', 'ASTRO'],
    runtimeReleases: [...new Map([...releases.map(([a = '', b = '']) => /** @type {const} */ ([a, b])), ...inUse])].map(
      ([version, airflowVersion]) => ({
        version,
        airflowVersion,
        channel: 'stable',
        releaseDate: '2026-01-01T00:00:00Z',
        airflowDatabaseMigration: false,
        stellarDatabaseMigration: false
      })
    ),
    schedulerMachines: ['SMALL', 'MEDIUM', 'LARGE', 'EXTRA_LARGE'].map(name => ({ name, spec: { cpu: '1', memory: '2Gi' } })),
    workerMachines: [machine('A5', '1', '2Gi'), machine('A10', '2', '4Gi'), machine('A20', '4', '8Gi')],
    workerQueues: { minWorkers: range(0, 0, 100), maxWorkers: range(1, 10, 200), workerConcurrency: range(1, 5, 64) },
    resourceQuotas: {
      defaultPodSize: { cpu: sizes('0.25', '0.25', '8'), memory: sizes('0.5Gi', '0.5Gi', '16Gi') },
      resourceQuota: { cpu: sizes('1', '10', '1600'), memory: sizes('2Gi', '20Gi', '3200Gi') }
    },
    defaultValues: { workerMachineName: 'A5' }
  }
}
