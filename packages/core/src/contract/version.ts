/**
 * The version of the contract between host and providers. It moves on its own: a new operation, optional field or event
 * kind is a minor, anything removed or narrowed a major. Packages have versions of their own.
 */
export const CONTRACT = '1.0.0'
