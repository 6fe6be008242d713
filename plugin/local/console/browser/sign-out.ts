import { element } from './element.ts'

/** The person has asked to sign out already: the page's own button need not be pressed once more. */
const button = document.querySelector<HTMLButtonElement>('button[name=logout]')
element('op.logoutForm', HTMLFormElement).requestSubmit(button)
