import { read, valuesOf } from '../client.ts'
import type { VendorAnswer } from '../endpoints.ts'
import { nextCursor, placeOf, type VendorPage } from '../page.ts'

/**
 * Items of a list, page after page, until there are `most` of them; `truncated` tells that there are more.
 * @throws ScmError `pagination_refused` for a next link that leads nowhere
 */
export async function allPages<T>(
  ask: (place: Readonly<Record<string, string>>) => Promise<VendorAnswer>,
  most: number,
): Promise<{ readonly items: readonly T[]; readonly truncated: boolean }> {
  const items: T[] = []
  let place: Readonly<Record<string, string>> = {}
  for (let seen: string | null = null; ; ) {
    const { data } = await read<VendorPage<T>>(ask(place))
    items.push(...valuesOf(data))
    const cursor = nextCursor(data)
    if (cursor === null) return { items: items.slice(0, most), truncated: items.length > most }
    if (items.length >= most || cursor === seen) return { items: items.slice(0, most), truncated: true }
    seen = cursor
    place = placeOf(cursor)
  }
}
