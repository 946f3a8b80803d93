import { registerHooks } from 'node:module'

/**
 * Lets scripts run from sources alone: a workspace package is its `src`, built or not. Import it before anything that
 * imports a package by name.
 */
registerHooks({
  resolve(specifier, context, next) {
    const [, entrance = 'index'] = /^@scm-host\/core(?:\/(contract|provider|testing))?$/.exec(specifier) ?? []
    if (!specifier.startsWith('@scm-host/core')) return next(specifier, context)
    return next(new URL(`../../packages/core/src/${entrance}.ts`, import.meta.url).href, context)
  },
})
