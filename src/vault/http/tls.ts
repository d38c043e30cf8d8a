import { createPrivateKey, X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { UserError } from '../../base/errors.ts'
import type { Secret } from '../../base/secret.ts'

const formsOf = (what: string) => `Give the PEM text (-----BEGIN ${what}-----), its base64, or the path of a PEM file.`

/**
 * PEM of one or more certificates, given as PEM text, as base64 of it, or as the path of a file. Node takes anything for
 * a certificate without complaint and then trusts nobody, so it is checked here. `input` is named in the error.
 */
export function readCertificates(given: string, input: string): string {
  const pem = pemOf(given)
  const each = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g) ?? []
  try {
    for (const one of each) new X509Certificate(one)
  } catch {
    each.length = 0
  }
  if (each.length === 0) throw new UserError(`${input} is not a certificate`, { hint: formsOf('CERTIFICATE') })
  return pem
}

/** The certificate that this side shows, with its key; throws a `UserError` where the two do not belong together. */
export function readClient(certificate: string, key: Secret): { certificate: string; key: Secret } {
  const pem = readCertificates(certificate, 'vault-client-certificate')
  const keyPem = key.map(pemOf)
  const privateKey = readKey(keyPem)
  if (!new X509Certificate(pem).checkPrivateKey(privateKey))
    throw new UserError('vault-client-key is not the key of vault-client-certificate', {
      hint: 'Give the key that the certificate was made with; the first certificate of the file must be the client’s own.'
    })
  return { certificate: pem, key: keyPem }
}

function readKey(pem: Secret) {
  try {
    return createPrivateKey(pem.reveal())
  } catch {
    throw new UserError('vault-client-key is not a private key', {
      hint: `${formsOf('PRIVATE KEY')} A key with a passphrase cannot be used.`
    })
  }
}

function pemOf(given: string): string {
  if (given.includes('-----BEGIN')) return given
  return existsSync(given) ? readFileSync(given, 'utf8') : Buffer.from(given, 'base64').toString()
}
