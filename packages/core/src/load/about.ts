import type { ProviderDetail } from '../errors/codes.ts'
import { ScmError } from '../errors/scm-error.ts'

/** `scm-provider-acme@1.2.0`, or only the name where the version is not known. */
export function nameOf(about: ProviderDetail): string {
  return about.version === undefined ? about.package : `${about.package}@${about.version}`
}

/** The error of a provider that loads and is wrong: `member` is the path of what is wrong, `rule` what it must be. */
export function invalidProvider(about: ProviderDetail, member: string, rule: string): ScmError<'provider_invalid'> {
  return new ScmError('provider_invalid', `${nameOf(about)}: \`${member}\` must be ${rule}.`, { ...about, member })
}

/** The error of a provider that is installed and does not load. */
export function brokenProvider(about: ProviderDetail, how: string, cause?: unknown): ScmError<'provider_broken'> {
  return new ScmError('provider_broken', `${nameOf(about)} ${how}`, about, cause === undefined ? {} : { cause })
}
