/**
 * An object whose members are built when first read, once: a handle uses one or two areas of eighteen. An area that the
 * vendor has not is left out of the builders, and so of the object.
 */
export function lazily<T extends object>(builders: { readonly [K in keyof T]?: () => NonNullable<T[K]> }): T {
  const areas = {} as T
  for (const name of Object.keys(builders) as (keyof T)[]) {
    Object.defineProperty(areas, name, {
      enumerable: true,
      configurable: true,
      get() {
        const area = builders[name]?.()
        Object.defineProperty(areas, name, { value: area, enumerable: true })
        return area
      },
    })
  }
  return areas
}
