import page from './page.html'

declare const GREETING: string

export const handler = async () => ({ statusCode: 200, body: `${GREETING} ${page}` })
