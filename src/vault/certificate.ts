import { X509Certificate } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { UserError } from '../errors.ts'

/**
 * PEM of the authority that signed the server's certificate, given as PEM text, as base64 of it, or as the path of a file.
 * Node takes anything for a certificate without complaint and then trusts nobody, so it is checked here.
 */
export function readCertificate(given: string): string {
  const pem = pemOf(given)
  try {
    new X509Certificate(pem)
    return pem
  } catch {
    throw new UserError('vault-ca-certificate is not a certificate', {
      hint: 'Give the PEM text (-----BEGIN CERTIFICATE-----), its base64, or the path of a PEM file.'
    })
  }
}

function pemOf(given: string): string {
  if (given.includes('-----BEGIN')) return given
  return existsSync(given) ? readFileSync(given, 'utf8') : Buffer.from(given, 'base64').toString()
}
