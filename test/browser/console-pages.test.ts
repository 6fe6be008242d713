import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import type { Page } from 'playwright-core'
import { launchBrowser, openPage, seriousFindings } from '../support/browser.ts'
import { type LocalRun, startLocalRun } from '../support/local-run.ts'
import { writeManyEvents } from '../support/many-events.ts'
import { type TemporaryFolder, temporaryFolder } from '../support/temporary-folder.ts'

const timeoutMs = 120_000

describe('the console of a service with tables and functions without a route', () => {
  let state: TemporaryFolder
  let service: TemporaryFolder
  let run: LocalRun
  let browser: Awaited<ReturnType<typeof launchBrowser>>
  let link: URL

  beforeAll(async () => {
    ;[state, service] = await Promise.all([temporaryFolder(), writeManyEvents()])
    run = await startLocalRun({ stateDir: state.path, dir: service.path })
    browser = await launchBrowser()
    link = new URL(/(?<=Console\s+)http\S+/.exec(run.output())?.[0] ?? '')
  }, timeoutMs)

  afterAll(async () => {
    await browser?.close()
    await run?.stop()
    await Promise.all([state?.remove(), service?.remove()])
  })

  async function open(hash: string, width = 1280): Promise<Page> {
    const { page } = await openPage(browser, { viewport: { width, height: 860 } })
    page.setDefaultTimeout(30_000)
    await page.goto(`${link}${hash}`)
    return page
  }

  const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click()

  async function addRow(page: Page, item: object): Promise<void> {
    await press(page, 'Add a row')
    await page.getByLabel('Item, in DynamoDB’s JSON').fill(JSON.stringify(item))
    await press(page, 'Add')
  }

  test(
    'adds, filters, edits and deletes a row, and takes the deletion back',
    async () => {
      const page = await open('#/tables')
      await page.getByText('This table has no rows.').waitFor()
      await addRow(page, { id: { S: 'a' }, tags: { SS: ['x', 'y'] }, data: { B: 'AAE=' } })
      await page.getByRole('button', { name: 'a', exact: true }).waitFor()
      await addRow(page, { id: { S: 'second' } })
      await page.getByRole('button', { name: 'second' }).waitFor()
      await page.getByLabel('Filter the rows').fill('DATA')
      await page.getByText('1 row of the 2 looked through.').waitFor()

      await page.getByRole('button', { name: 'a', exact: true }).click()
      const editor = page.getByLabel('Item, in DynamoDB’s JSON')
      expect(JSON.parse(await editor.inputValue())).toEqual({
        id: { S: 'a' },
        tags: { SS: ['x', 'y'] },
        data: { B: 'AAE=' },
      })
      await editor.fill('{"id": {"S": "a"}, "data": "plain"}')
      await press(page, 'Save')
      await page.getByText('"data": expected a value with its type').waitFor()
      await editor.fill('{"id": {"S": "a"}, "data": {"S": "plain"}}')
      await press(page, 'Save')
      await page.getByRole('row', { name: /data plain/ }).waitFor()

      await page.getByRole('button', { name: 'a', exact: true }).click()
      await press(page, 'Delete')
      await page.getByText('The row is deleted.').waitFor()
      await page.getByText('0 rows of the 1 looked through.').waitFor()
      await press(page, 'Undo')
      await page.getByRole('row', { name: /data plain/ }).waitFor()
      expect(await seriousFindings(page)).toEqual([])
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'keeps the text of a row that is not saved, until it is saved or discarded',
    async () => {
      const page = await open('#/tables')
      const editor = page.getByLabel('Item, in DynamoDB’s JSON')
      const row = (name: string) => page.getByRole('button', { name, exact: true })
      const openRow = async (name: string) => {
        await row(name).click()
        await page.locator('tr[aria-current]', { hasText: name }).waitFor()
      }
      for (const id of ['one', 'two']) {
        await addRow(page, { id: { S: id } })
        await row(id).waitFor()
      }
      await openRow('one')
      await editor.fill('{"id": {"S": "one"}, "half')
      await openRow('two')
      await page.getByRole('row', { name: 'one not saved' }).waitFor()
      expect(JSON.parse(await editor.inputValue())).toEqual({ id: { S: 'two' } })
      await press(page, 'Add a row')
      await editor.fill('{"id": {"S": "three')
      await page.getByRole('link', { name: 'Invoke', exact: true }).click()
      await page.getByLabel('Event, as JSON').waitFor()
      await page.getByRole('link', { name: 'Tables', exact: true }).click()

      await press(page, 'Add a row')
      expect(await editor.inputValue()).toBe('{"id": {"S": "three')
      await openRow('one')
      expect(await editor.inputValue()).toBe('{"id": {"S": "one"}, "half')
      await press(page, 'Discard changes')
      await openRow('one')
      expect(JSON.parse(await editor.inputValue())).toEqual({ id: { S: 'one' } })
      await editor.fill('{"id": {"S": "one"}, "done": {"BOOL": true}}')
      await press(page, 'Save')
      await page.getByRole('row', { name: /one done true/ }).waitFor()
      expect(await page.getByText('not saved').count()).toBe(0)
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'does not save an old draft over a row that has changed since',
    async () => {
      const page = await open('#/tables')
      const editor = page.getByLabel('Item, in DynamoDB’s JSON')
      const row = (name: string) => page.getByRole('button', { name, exact: true })
      await addRow(page, { id: { S: 'shared' } })
      await row('shared').click()
      await page.locator('tr[aria-current]', { hasText: 'shared' }).waitFor()
      await editor.fill('{"id": {"S": "shared"}, "by": {"S": "me"}}')
      await press(page, 'Close')
      const other = await open('#/tables')
      await other.getByRole('button', { name: 'shared', exact: true }).click()
      await other.locator('tr[aria-current]', { hasText: 'shared' }).waitFor()
      await other.getByLabel('Item, in DynamoDB’s JSON').fill('{"id": {"S": "shared"}, "by": {"S": "other"}}')
      await press(other, 'Save')
      await other.getByRole('row', { name: /by other/ }).waitFor()
      await other.context().close()

      await row('shared').click()
      await press(page, 'Save')
      await page.getByText('The row has changed or is gone').waitFor()
      expect(await editor.inputValue()).toContain('"me"')
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'shows another table, with both of its keys first, and says why a row is refused',
    async () => {
      const page = await open('#/tables', 390)
      await page.getByLabel('Table', { exact: true }).selectOption('events')
      await page.getByText('who (S), at (N)').waitFor()
      await addRow(page, {
        who: { S: 'ada' },
        at: { N: '12' },
        what: { M: { nested: { L: [{ NULL: true }] } } },
      })
      await page.getByRole('row', { name: /ada 12 what \{nested\}/ }).waitFor()
      await addRow(page, { who: { S: 'ada' }, at: { N: '12' } })
      await page.getByText('The table has a row with this key already.').waitFor()
      const key = await page.getByRole('button', { name: 'ada' }).boundingBox()

      expect(key?.height).toBeLessThan(40)
      expect(await seriousFindings(page)).toEqual([])
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'invokes a function with a sample of its own event, and shows what it returned and wrote',
    async () => {
      const page = await open('#/invoke')
      await page.getByRole('radio', { name: 'queue', exact: true }).check()
      expect(await page.getByLabel('Event, as JSON').inputValue()).toContain(
        'arn:aws:sqs:us-east-1:123456789012:jobs',
      )
      await press(page, 'Invoke')
      await page.locator('#invocation').getByText('Returned').waitFor()
      expect(await page.getByRole('region', { name: 'Answer' }).last().textContent()).toContain(
        '{\\"id\\":1}',
      )

      await page.getByRole('radio', { name: 'nightly', exact: true }).check()
      await page.getByLabel('Sample event').selectOption('s3')
      await press(page, 'Invoke')
      await page.getByText('working through the night').waitFor()
      expect(await page.locator('#invocation').textContent()).toContain('aws:s3')
      expect(await seriousFindings(page)).toEqual([])
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'shows the error and the log of a function that fails, and why one does not run here',
    async () => {
      const page = await open('#/invoke', 390)
      await page.getByRole('radio', { name: 'broken', exact: true }).check()
      await press(page, 'Invoke')
      await page.locator('#invocation').getByText('Failed', { exact: true }).waitFor()
      expect(await page.locator('#invocation').textContent()).toMatch(
        /"errorType": "TypeError".*about to fail.*failed: TypeError: no such thing/s,
      )
      await page.getByRole('radio', { name: 'image', exact: true }).check()
      await page.getByText('Does not run here: it is a container image.').waitFor()
      await press(page, 'Invoke')
      await page.getByRole('alert').getByText('function image is not served here').waitFor()
      await page.getByLabel('Event, as JSON').fill('{')
      await page.getByText('This is not JSON yet.').waitFor()
      expect(await page.getByRole('button', { name: 'Invoke', exact: true }).isDisabled()).toBe(true)
      await page.context().close()
    },
    timeoutMs,
  )

  test(
    'signs a call of a route with aws_iam, unless told not to, and marks a route that answers 501',
    async () => {
      const page = await open('#/call')
      const headline = page.locator('#response .response-head')
      await page.getByRole('radio', { name: 'POST /signed' }).check()
      await press(page, 'Send')
      await headline.getByText('200 OK').waitFor()
      expect(await page.getByRole('region', { name: /curl command/ }).textContent()).toMatch(
        /^curl -i --aws-sigv4 "aws:amz:us-east-1:execute-api" --user "\$\(cat .+\/aws-key\)" -X POST http/,
      )
      await page.getByLabel('Sign with the run’s AWS key').uncheck()
      await press(page, 'Send')
      await headline.getByText('403 Forbidden').waitFor()

      await page.getByRole('radio', { name: 'GET /image · 501' }).check()
      await page.getByText('Answers 501, because it does not run here: it is a container image.').waitFor()
      await press(page, 'Send')
      await headline.getByText('501').waitFor()
      await page.context().close()
    },
    timeoutMs,
  )
})
