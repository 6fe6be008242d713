/**
 * A browser does not send a `SameSite=Strict` cookie when another site led to this page, such as the sign-in page of a real issuer.
 * From here it does. Where it has the key, the address is opened again.
 */
async function unlock(): Promise<void> {
  const response = await fetch('/_console/session')
  if (response.status === 204) location.replace(location.href)
}

void unlock()
