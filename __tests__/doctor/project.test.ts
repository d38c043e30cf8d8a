import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { PROJECT } from '../../src/doctor/project.ts'
import { someInputs } from '../build/inputs.ts'
import { manifestText } from '../build/manifest.ts'
import { aFolder } from '../fakes/folder.ts'

/** What the doctor says of a manifest with a pattern, where the environment is this one. */
async function said(environment: Record<string, string>) {
  const { dir } = aFolder({ 'airflow-secrets.yaml': manifestText({ imports: [{ env: 'AIRFLOW_CONN_*' }] }) })
  const inputs = someInputs({ mode: 'plan', manifest: join(dir, 'airflow-secrets.yaml'), projectDir: dir })
  const [manifest] = PROJECT
  const seen = await manifest?.look({ inputs, ports: { environment, repository: '' } } as never)
  return seen?.lines.map(({ state, message }) => [state, message.replace(`${dir}/`, '')])
}

it('what a pattern has brought is not looked at where nothing matches it', async () => {
  expect(await said({})).toEqual([
    ['ok', 'airflow-secrets.yaml names 2 secrets'],
    ['not looked at', 'no variable here matches AIRFLOW_CONN_*, so nobody knows what that has brought']
  ])
  expect(await said({ AIRFLOW_CONN_CRM: 'http://crm' })).toEqual([['ok', 'airflow-secrets.yaml names 3 secrets']])
})
