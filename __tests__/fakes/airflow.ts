import { BACKEND_KWARGS } from '../../src/airflow/kwargs.ts'
import type { FakeAstro } from './astro.ts'
import type { FakeVault } from './vault.ts'

interface Kwargs {
  readonly mount_point: string
  readonly variables_path: string
  readonly connections_path: string
  readonly auth_mount_point?: string
  readonly role_id: string
  readonly secret_id: string
}

/** Reads with these kwargs what Airflow would; throws where it cannot. */
export async function readAsAirflow(vault: FakeVault, kwargs: string): Promise<void> {
  const { mount_point, variables_path, connections_path, auth_mount_point, role_id, secret_id } = JSON.parse(kwargs) as Kwargs
  const runtime = vault.logIn(auth_mount_point ?? 'approle', role_id, secret_id)
  for (const path of [`${variables_path}/greeting`, `${connections_path}/web`]) {
    const found = await runtime.read(mount_point, path)
    if (found.state !== 'present') throw new Error(`Airflow cannot read ${path}: ${found.state}`)
  }
}

/** Whether Airflow reads its secrets at every moment: with what the Deployment holds, and what its workers held a day ago. */
export class Watch {
  readonly #lastSeen = new Map<string, Date>()
  readonly #dayOld: boolean

  constructor({ workersStayADay = true }: { workersStayADay?: boolean } = {}) {
    this.#dayOld = workersStayADay
  }

  on({ vault, astro }: { vault: FakeVault; astro: FakeAstro }): () => Promise<void> {
    return () => this.#look(vault, astro)
  }

  async #look(vault: FakeVault, astro: FakeAstro): Promise<void> {
    const current = astro.variables.get(BACKEND_KWARGS)?.value
    if (current !== undefined) this.#lastSeen.set(current, vault.clock)
    for (const [kwargs, seen] of this.#lastSeen) {
      const stillUsed = this.#dayOld && vault.clock.getTime() - seen.getTime() <= 24 * 3_600_000
      if (kwargs === current || stillUsed) await readAsAirflow(vault, kwargs)
    }
  }
}
