import { pathToFileURL } from 'node:url'

/** What `import.meta.url` reads in a bundle, which is CommonJS and has none; left out where nobody asks. */
export const importMetaUrl = /* @__PURE__ */ pathToFileURL(__filename).href
