import { type DEPLOY_TYPES, partsOf } from '../astro/deploy-types.ts'
import { readDbt } from './dbt.ts'
import { type Project, type ProjectToRead, readProject } from './project.ts'

export interface ShipmentToRead extends Omit<ProjectToRead, 'parts'> {
  readonly deployType: (typeof DEPLOY_TYPES)[number]
  /** Present for deploy-type dbt. */
  readonly dbt?: { readonly dir: string; readonly mountPath: string }
}

/** The project that a deploy of this type ships; undefined if there is none. */
export async function readShipment({ deployType, dbt, ...from }: ShipmentToRead): Promise<Project | undefined> {
  if (dbt !== undefined) return await readDbt({ ...from, ...dbt, projectDir: dbt.dir })
  const parts = partsOf(deployType)
  return parts.length === 0 ? undefined : await readProject({ ...from, parts })
}
