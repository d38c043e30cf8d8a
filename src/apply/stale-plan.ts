import { UserError } from '../base/errors.ts'

/** The world is no longer what the plan was made from: nothing was overwritten, and the plan has to be made again. */
export class StalePlan extends UserError {}

/** How often a plan is made. Each time somebody else has got further, so this ends. */
const ATTEMPTS = 10

/** Does it again, from what is there now, while the plan is stale. */
export async function replanWhileStale(act: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await act()
    } catch (error) {
      if (!(error instanceof StalePlan) || attempt === ATTEMPTS) throw error
    }
  }
}
