import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { failure } from '../bed/expect.ts'
import { hosted, type Hosted } from '../bed/hosted.ts'
import { listen } from '../../../provider-github/test/bed/http.ts'
import { pullOf } from './samples.ts'

/** As Bitbucket spells it: the commits of two repositories, parted by an encoded carriage return. */
const spec = 'otto/web:aaaaaaaaaaaa%0Dbbbbbbbbbbbb'
const diff = 'diff --git a/x b/x\n'

describe('the redirects of a pull request’s diff, through the host', () => {
  let server: Awaited<ReturnType<typeof listen>>
  let host: Hosted
  let location = ''
  const seen: { readonly path: string; readonly authorization: string | undefined }[] = []
  beforeAll(async () => {
    server = await listen(({ path, search, headers }) => {
      seen.push({ path, authorization: headers['authorization'] })
      if (/pullrequests\/7\/diff(stat)?$/.test(path)) return { status: 302, headers: { location } }
      if (path.endsWith('/pullrequests/7'))
        return { body: pullOf({ source: { ...pullOf().source, repository: null } }) }
      if (path.includes('/diffstat/')) {
        const row = {
          type: 'diffstat',
          status: 'added',
          lines_added: 1,
          lines_removed: 0,
          old: null,
          new: { path: 'x' },
        }
        return { body: { values: [row], page: Number(search.get('page') ?? '1') } }
      }
      return path.includes('/diff/') ? { body: diff } : { status: 404, body: {} }
    })
    host = await hosted(server.url)
  })
  afterAll(async () => {
    await host.close()
    await server.close()
  })

  it('T38: are followed inside the repository, with the credential, and nowhere else', async () => {
    location = `${server.url}/2.0/repositories/acme/web/diff/${spec}?from_pullrequest_id=7&topic=true`
    const found = await host.scm.pullRequests.getDiff?.({ pullRequest: '7' })
    expect(found?.data).toBe(diff)
    expect(seen).toEqual([
      { path: '/2.0/repositories/acme/web/pullrequests/7/diff', authorization: 'Bearer access-token' },
      { path: `/2.0/repositories/acme/web/diff/${spec}`, authorization: 'Bearer access-token' },
    ])
    for (const elsewhere of ['/2.0/repositories/acme/other/diff/x', '/2.0/user', '/2.0/repositories/acme/web/%0A']) {
      location = `${server.url}${elsewhere}`
      const run = async () => host.scm.pullRequests.getDiff?.({ pullRequest: '7' })
      expect(await failure(run())).toMatchObject({ code: 'redirect_refused' })
    }
  })

  it('lead to the files of a fork that is gone', async () => {
    location = `${server.url}/2.0/repositories/acme/web/diffstat/${spec}?from_pullrequest_id=7&topic=true`
    const files = await host.scm.pullRequests.listFiles?.({ pullRequest: '7' })
    expect(files?.data).toMatchObject([{ path: 'x', status: 'added', additions: 1, deletions: 0 }])
    expect(seen.at(-1)?.path).toBe(`/2.0/repositories/acme/web/diffstat/${spec}`)
  })
})
