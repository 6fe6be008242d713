import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ReferenceRow } from '../read-reference.ts'
import type { CaseResult } from '../run-case.ts'
import type { TargetRun } from '../run-target.ts'
import { type Counts, countResults, groupByTopic, isInferred, isMiss } from './count-results.ts'

/** Writes docs/reference/conformance.md from the runs of every target. */
export async function writeDocs(
  projectDir: string,
  runs: readonly TargetRun[],
  rows: readonly ReferenceRow[],
): Promise<void> {
  await writeFile(join(projectDir, 'docs', 'reference', 'conformance.md'), describeRuns(runs, rows))
}

/** The whole page. The run of `ours` is among the runs. */
export function describeRuns(runs: readonly TargetRun[], rows: readonly ReferenceRow[]): string {
  const own = runs.find(({ target }) => target.name === 'ours')?.results ?? []
  return [
    heading,
    result(runs),
    '## As AWS answers',
    'Documented and observed cases: those answered as AWS answers them, of those that were run.',
    matrix(runs, factCell),
    folded('Cases that were not run', runs.flatMap(notRunLines).join('\n\n')),
    '## What ours does otherwise',
    missList(own.filter(isMiss)),
    '## How it is measured',
    method(own, rows),
    '## Where nobody knows',
    'Inferred cases: those answered as we read it, of those that were run. The rest is no fault: AWS has not said, and nobody has published what it does.',
    folded('By topic', matrix(runs, inferredCell)),
    ...otherReadings(own),
    '## What the others do otherwise',
    ...runs.filter(({ target }) => target.name !== 'ours').map(peerList),
    '## What no case can show',
    'Rows of the reference that cannot be seen from outside, or not by calling an API.',
    folded('The rows', unobservedTable(rows)),
    closing,
    '',
  ].join('\n\n')
}

const heading = `# Conformance

<!-- Written by \`npm run conformance -- --write-docs\`: change conformance/, not this page. -->

Read this if you want to know how close to AWS the local gateway is.`

/** The first sentence: what each target answers as AWS does. */
function result(runs: readonly TargetRun[]): string {
  const totals = runs.map(({ target, results }) => `${target.describe}: ${factCell(countResults(results))}`)
  return `**Cases answered as AWS answers them.** ${totals.join('. ')}.`
}

function method(results: readonly CaseResult[], rows: readonly ReferenceRow[]): string {
  const inferred = results.filter(isInferred).length
  const cited = new Set(results.flatMap((each) => each.case.cites)).size
  return `\`conformance/cases/\` holds ${results.length} cases, each a request or a token and what an AWS HTTP API
(API Gateway v2) with an authorizer answers to it, as data that any gateway can be run against. Each cites the rows of
\`conformance/reference.json\` that it comes from (${cited} of ${rows.length} rows are cited) and how well they are known: documented by AWS, observed on AWS and
published, or inferred (${inferred} of the cases). All targets were run by one command on one machine, with the services of \`conformance/service/\`.`
}

function folded(title: string, text: string): string {
  return `<details><summary>${title}</summary>\n\n${text}\n\n</details>`
}

type Cell = (counts: Counts) => string

function factCell({ passed, missed }: Counts): string {
  return fraction(passed, passed + missed)
}

function inferredCell({ alike, otherwise }: Counts): string {
  return fraction(alike, alike + otherwise)
}

function fraction(part: number, whole: number): string {
  return whole === 0 ? '–' : `${part} of ${whole}`
}

function matrix(runs: readonly TargetRun[], cell: Cell): string {
  const topics = [...groupByTopic(runs[0]?.results ?? []).keys()]
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  const row = (name: string, pick: (results: readonly CaseResult[]) => readonly CaseResult[]) =>
    line([name, ...runs.map(({ results }) => cell(countResults(pick(results))))])
  return [
    line(['topic', ...runs.map(({ target }) => target.describe)]),
    line(['---', ...runs.map(() => '---:')]),
    ...topics.map((topic) =>
      row(topic, (results) => results.filter((result) => result.case.topic === topic)),
    ),
    row('**all**', (results) => results),
  ].join('\n')
}

function notRunLines({ target, results }: TargetRun): string[] {
  const skipped = results.filter((result) => result.outcome === 'not run')
  return [...Map.groupBy(skipped, ({ reason }) => reason)].map(
    ([reason, own]) => `${target.describe}: ${own.length} cases were not run, since ${reason}.`,
  )
}

function missList(misses: readonly Extract<CaseResult, { outcome: 'missed' }>[]): string {
  if (misses.length === 0) return 'Nothing: every documented and observed case is answered as AWS answers it.'
  return misses
    .map(
      ({ case: each, differences }) =>
        `- \`${each.id}\` (${each.cites.join(', ')}): ${each.says} But ${differences.join('; ')}.`,
    )
    .join('\n')
}

function otherReadings(results: readonly CaseResult[]): string[] {
  const others = results.filter((result) => result.outcome === 'missed' && isInferred(result))
  if (others.length === 0) return []
  return [`Ours reads these otherwise than the case:\n\n${others.map(caseLine).join('\n')}`]
}

function peerList({ target, results }: TargetRun): string {
  const misses = results.filter(isMiss)
  return folded(`${target.describe}: ${misses.length} cases`, misses.map(caseLine).join('\n'))
}

function caseLine({ case: { id, says, cites } }: CaseResult): string {
  return `- \`${id}\` (${cites.join(', ')}): ${says}`
}

function unobservedTable(rows: readonly ReferenceRow[]): string {
  const lines = rows
    .filter(({ unobserved }) => unobserved !== undefined)
    .map(({ id, fact, unobserved }) => `| ${id} | ${fact.replaceAll('|', '\\|')} | ${unobserved} |`)
  return ['| row | fact | why not |', '| --- | --- | --- |', ...lines].join('\n')
}

const closing = `## Run it yourself

\`npm run conformance\` runs ours and fails on any miss; \`npm run conformance -- --help\` lists the rest. Against a gateway of your own, serve or
deploy \`conformance/service/plain.yml\` (and the APIs beside it, as far as you want them tried), then:

\`\`\`
npm run conformance -- --url http://127.0.0.1:8080 --url cors=http://127.0.0.1:8081 --issuer-port 9800
\`\`\`

The services' authorizers name issuers below \`CONFORMANCE_ISSUER\`. A gateway on this machine can use the run's own: deploy with
\`CONFORMANCE_ISSUER=http://127.0.0.1:9800\` and pass \`--issuer-port 9800\`. A gateway elsewhere, such as AWS itself, needs an issuer it can reach: deploy with
\`CONFORMANCE_ISSUER\` so that \`$CONFORMANCE_ISSUER/main\` is an issuer that publishes your key, and pass \`--issuer\` (that issuer, exactly) and \`--issuer-key\` (a file with the private key as a JWK
with \`kid\`). Requests to \`iam.yml\` are signed with \`CONFORMANCE_AWS_ACCESS_KEY_ID\` and \`CONFORMANCE_AWS_SECRET_ACCESS_KEY\`, for \`AWS_REGION\`. The cases about issuers in trouble are not run then. \`plain.yml\` names a second issuer, \`$CONFORMANCE_ISSUER/slash/\`, which must exist for AWS to create its authorizer.`
