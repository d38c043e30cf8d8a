import { execFileSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { aFolder } from '../fakes/folder.ts'

export interface Certificate {
  readonly certFile: string
  readonly keyFile: string
}

/** A certificate authority in a folder of its own, made by openssl for one test. */
export class Authority {
  readonly #folder = aFolder().dir

  constructor() {
    const { keyFile, certFile } = this.#files('ca')
    this.#openssl('req', '-x509', ...NEW_KEY, '-keyout', keyFile, '-out', certFile, '-subj', '/CN=Test authority')
    for (const file of ['index', 'index.attr']) writeFileSync(join(this.#folder, file), '')
    writeFileSync(join(this.#folder, 'ca.cnf'), SETTINGS)
  }

  /** PEM. */
  get pem(): string {
    return readFileSync(this.#files('ca').certFile, 'utf8')
  }

  /** `names`: as openssl writes them, `IP:127.0.0.1,DNS:localhost`. `from` and `to`: `20200101000000Z`. */
  issue(name: string, { names = 'IP:127.0.0.1', from = '20200101000000Z', to = '20991231000000Z' } = {}): Certificate {
    const files = this.#files(name)
    const request = join(this.#folder, `${name}.csr`)
    const extensions = join(this.#folder, `${name}.ext`)
    writeFileSync(extensions, `subjectAltName = ${names}\n`)
    this.#openssl('req', '-new', ...NEW_KEY, '-keyout', files.keyFile, '-out', request, '-subj', '/CN=Test server')
    const ca = this.#files('ca')
    const dates = ['-startdate', from, '-enddate', to]
    const by = ['-config', 'ca.cnf', '-cert', ca.certFile, '-keyfile', ca.keyFile, '-extfile', extensions]
    this.#openssl('ca', '-batch', '-notext', ...by, ...dates, '-in', request, '-out', files.certFile)
    return files
  }

  #files(name: string): Certificate {
    return { certFile: join(this.#folder, `${name}.pem`), keyFile: join(this.#folder, `${name}.key`) }
  }

  #openssl(...args: string[]): void {
    execFileSync('openssl', args, { cwd: this.#folder, stdio: 'pipe' })
  }
}

const NEW_KEY = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** `openssl ca` alone can set the first day; it wants to keep books. */
const SETTINGS = `[ca]
default_ca = tests
[tests]
database = index
new_certs_dir = .
rand_serial = yes
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
`
