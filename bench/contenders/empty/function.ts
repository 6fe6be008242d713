/** Nothing at all: what a cold start costs before any code of one's own. */
export async function handler() {
  return { statusCode: 200 }
}
