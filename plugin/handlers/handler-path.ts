/** The two halves of a function's `handler` setting. */
export interface HandlerPath {
  /** Path of the module from the service's folder, with `/` and without extension: `src/profile/get-profile-info`. */
  readonly modulePath: string
  /** Name of the export; may be dotted, as Lambda allows: `api.handler`. */
  readonly exportPath: string
}

const handlerShape = /^(?<modulePath>(?:[^/]+\/)*[^/.]+)\.(?<exportPath>[^/]+)$/

/**
 * Splits `src/profile/get-profile-info.handler` as Lambda does: the module's name ends at the first dot of the last
 * part.
 *
 * @throws {Error} when there is no export, or when the path climbs (`..`), which Lambda rejects too.
 */
export function parseHandlerPath(handler: string): HandlerPath {
  const normalized = handler.replace(/^\.\//, '')
  const parts = handlerShape.exec(normalized)?.groups
  if (!parts?.modulePath || !parts.exportPath || normalized.includes('..') || normalized.startsWith('/')) {
    throw new Error(
      `handler "${handler}" is not valid: it must be a path from the service's folder and an export, such as "src/hello.handler".`,
    )
  }
  return { modulePath: parts.modulePath, exportPath: parts.exportPath }
}
