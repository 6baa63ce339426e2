import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import { afterNavigation } from './after-navigation.ts'
import { copyButtons } from './copy-buttons.ts'
import { dialectSwitch } from './dialect-switch.ts'
import { filterLoops } from './filter-loops.ts'
import { markTarget } from './mark-target.ts'
import { mountPlayground } from './mount-playground.ts'
import './style/index.css'

export default {
  extends: DefaultTheme,
  enhanceApp({ router }) {
    if (import.meta.env.SSR) return
    afterNavigation(router, () => {
      markTarget()
      copyButtons()
      dialectSwitch()
      filterLoops()
      void mountPlayground()
    })
  },
} satisfies Theme
