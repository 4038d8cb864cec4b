import path from 'node:path'
import { demoAdmin, demoCustomer } from '@backend-rosetta/database/demo'
import pc from 'picocolors'
import { dataFolder, fromRoot } from '../workspace.ts'
import type { RunningApp } from './app.ts'
import type { Session } from './session.ts'

/** The line of `--json` for one app, for programs that start it. */
export function readyLine(app: RunningApp, gatewayUrl: string): string {
  const { email, password } = demoAdmin
  const { url, pid } = app
  return JSON.stringify({
    event: 'ready',
    app: app.app.name,
    url,
    pid,
    gatewayUrl,
    admin: { email, password },
  })
}

/** The line of `--json` for the docs site, once its pages are built. */
export function siteLine(url: string): string {
  return JSON.stringify({ event: 'site', url })
}

/** What a newcomer needs to know once all is up: where, who, and what to try. */
export function overview(
  session: Session,
  { siteUrl, tookMs }: { siteUrl: string | undefined; tookMs: number },
): string {
  const [first] = session.apps
  const places = [
    ...(siteUrl === undefined
      ? []
      : [['docs site', siteUrl, 'the code side by side; its pages come in a moment']]),
    ...session.apps.map(({ app, url }) => [app.name, url, `${url}/docs`]),
    ['payment gateway', session.gatewayUrl, `${session.gatewayUrl}/charges`],
  ]
  const people = [
    ['admin', demoAdmin.email, demoAdmin.password],
    ['customer', demoCustomer.email, demoCustomer.password],
  ]
  return [
    '',
    pc.bold(`Ready after ${(tookMs / 1000).toFixed(1)} s. Ctrl-C stops everything.`),
    '',
    ...table(places),
    '',
    ...table(people),
    '',
    ...(first ? ['Try this in another terminal:', '', ...examples(first.url), ''] : []),
    'More requests, for the REST client of an editor: packages/cli/requests.http',
    `To look into the database: psql '${session.postgres.url(first?.app.database ?? 'postgres')}'`,
    `Logs of the apps: ${fromRoot(path.join(dataFolder, 'logs'))}`,
    '',
  ].join('\n')
}

function table(rows: readonly string[][]): string[] {
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)))
  return rows.map((row) => {
    const [name = '', value = '', note = ''] = row
    return `  ${name.padEnd(widths[0] ?? 0)}  ${pc.cyan(value.padEnd(widths[1] ?? 0))}  ${note}`
  })
}

function examples(url: string): string[] {
  const api = `${url}/api/v1`
  const login = JSON.stringify({ email: demoCustomer.email, password: demoCustomer.password })
  const address = '{"name":"Ada","line1":"1 Main Street","city":"Dublin","postalCode":"D02","country":"IE"}'
  return [
    `  curl '${api}/products?limit=3'`,
    `  TOKEN=$(curl -s ${api}/auth/login -H 'Content-Type: application/json' \\`,
    `    -d '${login}' | node -p 'JSON.parse(fs.readFileSync(0)).accessToken')`,
    `  PRODUCT=$(curl -s '${api}/products?inStock=true&limit=1' | node -p 'JSON.parse(fs.readFileSync(0)).items[0].id')`,
    `  curl -i ${api}/orders -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' \\`,
    `    -d '{"items":[{"productId":"'$PRODUCT'","quantity":1}],"payment":{"method":"card","token":"tok_ok"},"shippingAddress":${address}}'`,
    `  curl ${api}/orders -H "Authorization: Bearer $TOKEN"`,
  ]
}
