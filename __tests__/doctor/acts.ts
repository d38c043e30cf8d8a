import { MANIFEST, type Ward } from './ward.ts'

/** What breaks several worlds, or mends them. */

export const sync = (ward: Ward) => ward.must('sync')
export const deploy = (ward: Ward) => ward.must('deploy')

/** Hints that say so. */
export const RUN = /^Run `sync` or `deploy`: it will /
export const RUN_DEPLOY = /^Run `deploy`: it will /

/** Changes the manifest until the world is over. */
export const edit = (from: string, to: string) => (ward: Ward) => {
  ward.later(async () => {
    ward.write('airflow-secrets.yaml', MANIFEST)
    await ward.must('sync')
  })
  ward.edit('airflow-secrets.yaml', text => text.replace(from, to))
}

/** A variable of the Deployment that somebody sets or removes by hand. */
export const setting =
  (key: string, value: string, isSecret = false) =>
  ({ deployment }: Ward) =>
    deployment.setVariable(key, value, { isSecret })
export const dropping =
  (key: string) =>
  ({ deployment }: Ward) =>
    deployment.deleteVariable(key)
