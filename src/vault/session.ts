import { UserError } from '../base/errors.ts'
import type { Secret } from '../base/secret.ts'

export interface SessionOptions {
  readonly token: Secret
  /** Gets another token by logging in again; absent for a token that was given. */
  readonly enter?: () => Promise<Secret>
  /** Whether Vault still knows a token. */
  readonly isAlive: (token: Secret) => Promise<boolean>
}

/** The token of one identity, replaced if it dies during the run. */
export class Session {
  readonly #options: SessionOptions
  readonly #issued: Secret[]
  #token: Secret
  #served = false
  /** A token that may not look itself up always seems dead. */
  #blind = false
  #review: Promise<Secret | undefined> | undefined
  /** Why there will be no other token: every later request fails with it, not with the 403 that follows from it. */
  #over: UserError | undefined

  constructor(options: SessionOptions) {
    this.#options = options
    this.#token = options.token
    this.#issued = options.enter === undefined ? [] : [options.token]
  }

  get token(): Secret {
    return this.#token
  }

  /** Every token that a login returned, to be revoked at the end; one that was given is left alone. */
  get issued(): readonly Secret[] {
    return this.#issued
  }

  /** A request with the current token worked. */
  served(): void {
    this.#served = true
  }

  /**
   * After a 403 to a request with `used`: a token to repeat it with, or undefined if the token is good (so it was a
   * policy) or a fresh one was refused too. However many requests ask, one login serves all of them. Throws a
   * `UserError` if the token has died and there is no other.
   */
  async replacement(used: Secret): Promise<Secret | undefined> {
    if (this.#over !== undefined) throw this.#over
    if (used !== this.#token) return this.#token
    this.#review ??= this.#renew(used).finally(() => {
      this.#review = undefined
    })
    return await this.#review
  }

  async #renew(dead: Secret): Promise<Secret | undefined> {
    const { enter, isAlive } = this.#options
    // A fresh token that is refused at once would be refused again and again.
    if (!this.#served || this.#blind || (await isAlive(dead))) return undefined
    if (enter === undefined)
      throw this.#end('vault-token was revoked, expired or used up during the run', {
        hint: 'Use a token that outlives the run, or another `vault-auth-method`, which can log in again.'
      })
    this.#served = false
    this.#token = await enter().catch(error => {
      if (!(error instanceof UserError)) throw error
      throw this.#end(`the token of this run expired or was revoked, and ${error.message}`, { hint: error.hint, cause: error })
    })
    this.#issued.push(this.#token)
    this.#blind = !(await isAlive(this.#token))
    return this.#token
  }

  #end(...reason: ConstructorParameters<typeof UserError>): UserError {
    this.#over = new UserError(...reason)
    return this.#over
  }
}
