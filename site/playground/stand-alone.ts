import { mount } from './index.ts'

const element = document.querySelector<HTMLElement>('#playground')
if (element !== null) mount(element)
