/** The user has already asked to sign out, so the page's own button is pressed for them. */
const button = document.querySelector<HTMLButtonElement>('button[name=logout]')
document.querySelector<HTMLFormElement>('[id="op.logoutForm"]')?.requestSubmit(button)
