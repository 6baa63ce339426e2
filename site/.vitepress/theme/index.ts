import type { Theme } from 'vitepress'
import DefaultTheme from 'vitepress/theme-without-fonts'
import './style/index.css'

export default { extends: DefaultTheme } satisfies Theme
