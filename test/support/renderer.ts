import { enableAutoUnmount, flushPromises, mount, type VueWrapper } from '@vue/test-utils'
import { createPinia } from 'pinia'
import { afterEach } from 'vitest'
import { h, type Component, type Slot } from 'vue'
import {
  createMemoryHistory,
  createRouter,
  RouterView,
  type RouteLocationNormalized,
  type Router,
} from 'vue-router'
import { createTexts } from '../../src-renderer/i18n'
import { createLook } from '../../src-renderer/look/vuetify'
import { createRoutes } from '../../src-renderer/shell/routes'

enableAutoUnmount(afterEach)
// Menus and dialogs ask for it by its bare name, which is an error where the page was never given one.
Object.defineProperty(window, 'visualViewport', { configurable: true, value: null })

const Place = { render: () => null }

/** The places of the program under their own names, without their screens. */
function createPlaces(): Router {
  const routes = createRoutes()
    .getRoutes()
    .flatMap(({ path, name }) => (name === undefined ? [] : [{ path, name, component: Place }]))
  return createRouter({
    history: createMemoryHistory(),
    routes: [{ path: '/', component: Place }, ...routes],
  })
}

export interface Shown {
  readonly wrapper: VueWrapper
  readonly router: Router
}

/** Shows a component as the program does: with its stores, texts, look and places, and in the page, so that it can have the focus. */
export function mountInProgram(
  component: Component,
  options: {
    readonly props?: Readonly<Record<string, unknown>>
    readonly slots?: Readonly<Record<string, string | Slot>>
  } = {},
): Shown {
  const router = createPlaces()
  const wrapper = mount(component, {
    props: { ...options.props },
    slots: { ...options.slots },
    attachTo: document.body,
    global: { plugins: [createPinia(), createTexts('en'), createLook(), router] },
  }) as VueWrapper
  return { wrapper, router }
}

/** Shows a screen at its place, where it can ask before it is left. */
export async function openScreen(
  screen: Component,
  props: Readonly<Record<string, unknown>>,
  place: string,
): Promise<Shown> {
  const atPlace = ({ route }: { route: RouteLocationNormalized }) =>
    route.path === place ? h(screen, { ...props }) : undefined
  const shown = mountInProgram({ render: () => h(RouterView, null, { default: atPlace }) })
  await shown.router.push(place)
  await flushPromises()
  return shown
}

/** What a composable or a store gives inside the program. */
export function inProgram<Used>(use: () => Used): Used {
  const made: Used[] = []
  mountInProgram({
    setup: () => {
      made.push(use())
      return () => h('div')
    },
  })
  return made[0] as Used
}

/** An element of the page by its role and name, wherever it lies: menus and dialogs lie outside of their component. */
export function byRole(role: string, name?: string, within: ParentNode = document): HTMLElement {
  const found = allByRole(role, within).filter((each) => name === undefined || nameOf(each) === name)
  if (found[0] === undefined)
    throw new Error(`There is no ${role} ${name ?? ''} in ${document.body.innerHTML}`)
  return found[0]
}

const SELECTORS: Readonly<Record<string, string>> = {
  button: 'button, [role=button]',
  link: 'a',
  listitem: 'li',
  textbox: 'input, textarea:not([readonly])',
  option: '[role=option], .v-list-item',
}

/** All elements of the page that have this role. */
export function allByRole(role: string, within: ParentNode = document): HTMLElement[] {
  return [...within.querySelectorAll<HTMLElement>(SELECTORS[role] ?? `[role=${role}]`)]
}

const nameOf = (element: HTMLElement): string => element.getAttribute('aria-label') ?? textOf(element)

/** The text of an element with single blanks. */
export const textOf = (element: Element): string => element.textContent.replace(/\s+/g, ' ').trim()

/** What is read out at once. The fields of a form have such a place too, empty while nothing is wrong with them. */
export function alerts(): string[] {
  return allByRole('alert')
    .map(textOf)
    .filter((text) => text !== '')
}

/** The sentence that describes an element to who cannot see it. */
export function descriptionOf(element: Element): string {
  const described = document.getElementById(element.getAttribute('aria-describedby') ?? '')
  return described === null ? '' : textOf(described)
}
