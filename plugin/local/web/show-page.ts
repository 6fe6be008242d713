import type { Context } from 'hono'
import type { Html } from './page.ts'
import { pageHeaders } from './page-headers.ts'

type PageStatus = 200 | 400 | 403 | 404 | 409 | 422 | 500

/** Answers with a page of ours, under its strict policy. */
export async function showPage(c: Context, url: string, page: Html, status: PageStatus = 200) {
  for (const [name, value] of Object.entries(pageHeaders(url))) c.header(name, value)
  return c.html(page, status)
}
