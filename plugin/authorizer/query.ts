/** Name and value of each parameter in the order sent, percent-decoded and with `+` read as a blank. */
export function parseQuery(rawQuery: string): URLSearchParams {
  // The `&` keeps a leading `?` of the query itself, which URLSearchParams would take off.
  return new URLSearchParams(`&${rawQuery}`)
}
