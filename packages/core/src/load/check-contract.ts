// The three functions alone: the whole package takes twice as long to load.
import satisfies from 'semver/functions/satisfies.js'
import ltr from 'semver/ranges/ltr.js'
import validRange from 'semver/ranges/valid.js'
import { CONTRACT } from '../contract/version.ts'
import type { ProviderDetail } from '../errors/codes.ts'
import { ScmError } from '../errors/scm-error.ts'
import { invalidProvider, nameOf } from './about.ts'

/**
 * Checks the range of contract versions a provider works with against the host's. Pre-releases count by their number.
 * @throws ScmError `provider_invalid` for what is no range or has no upper end, `contract_mismatch` naming who is behind
 */
export function checkContract(range: unknown, about: ProviderDetail, contract: string = CONTRACT): void {
  if (typeof range !== 'string' || validRange(range) === null) {
    throw invalidProvider(about, 'contract', 'a semver range of contract versions, such as ^1.0.0')
  }
  if (satisfies('999999.0.0', range)) {
    throw invalidProvider(
      about,
      'contract',
      'a range with an upper end, such as ^1.0.0: no contract is promised for ever',
    )
  }
  if (satisfies(contract, range, { includePrerelease: true })) return
  const upgrade = ltr(contract, range, { includePrerelease: true }) ? 'host' : 'provider'
  const advice = upgrade === 'host' ? 'Upgrade @scm-host/core.' : `Upgrade ${about.package}.`
  throw new ScmError(
    'contract_mismatch',
    `${nameOf(about)} works with contract ${range}, and this host speaks ${contract}. ${advice}`,
    { ...about, wanted: range, contract, upgrade },
  )
}
