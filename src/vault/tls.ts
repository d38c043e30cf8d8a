import { createPrivateKey, X509Certificate } from 'node:crypto'
import { Mistakes } from '../base/errors.ts'
import { readIfThere } from '../base/files.ts'
import type { Secret } from '../base/secret.ts'

const formsOf = (what: string) => `Set it to PEM text (-----BEGIN ${what}-----), its base64, or the path of a PEM file.`

/**
 * PEM of one or more certificates, given as PEM text, as base64 of it, or as the path of a file. Node accepts anything as a
 * certificate and then trusts nobody, so it is checked here. `input` is named in the error.
 */
export function readCertificates(given: string, input: string): string {
  const pem = pemOf(given)
  const [, ...begun] = pem.split('-----BEGIN CERTIFICATE-----')
  const each = begun.map(text => `-----BEGIN CERTIFICATE-----${text}`).filter(text => text.includes('-----END CERTIFICATE-----'))
  try {
    for (const one of each) new X509Certificate(one)
  } catch {
    each.length = 0
  }
  if (each.length === 0) throw wrong(input, why(given, pem, 'is not a certificate'), formsOf('CERTIFICATE'))
  return pem
}

/** The client certificate with its key; throws `Mistakes` if the two do not match. */
export function readClient(certificate: string, key: Secret): { certificate: string; key: Secret } {
  const pem = readCertificates(certificate, 'vault-client-certificate')
  const keyPem = key.map(pemOf)
  const privateKey = readKey(key, keyPem)
  if (!new X509Certificate(pem).checkPrivateKey(privateKey))
    throw wrong(
      'vault-client-key',
      'does not match vault-client-certificate',
      "Use the key that the certificate was issued for. The client's own certificate must be the first in its file."
    )
  return { certificate: pem, key: keyPem }
}

function readKey(given: Secret, pem: Secret) {
  try {
    return createPrivateKey(pem.reveal())
  } catch {
    const message = pem.reveal().includes(BEGIN) || isThere(given.reveal()) ? 'is not a private key' : NEITHER
    throw wrong('vault-client-key', message, `${formsOf('PRIVATE KEY')} A key with a passphrase cannot be used.`)
  }
}

const wrong = (input: string, message: string, hint: string) =>
  new Mistakes([{ severity: 'error', subject: `input ${input}`, message, hint }])

const BEGIN = '-----BEGIN'
const NEITHER = 'is neither PEM text nor a file'
/** What is longer was hardly meant as a path. */
const LONGEST_PATH = 256

/** A certificate is no secret: what looks like the path of a file that is not there is named. */
function why(given: string, pem: string, otherwise: string): string {
  if (pem.includes(BEGIN) || isThere(given)) return otherwise
  return given.length > LONGEST_PATH || given.includes('\n') ? NEITHER : `${NEITHER}: ${given} does not exist`
}

const isThere = (path: string): boolean => readIfThere(path) !== undefined

function pemOf(given: string): string {
  if (given.includes(BEGIN)) return given
  return readIfThere(given) ?? Buffer.from(given, 'base64').toString()
}
