import type { Page } from '../page.ts'
import type { SidebarItem } from '../sidebar.ts'
import { entries } from './api-overview.ts'

const kinds: readonly (readonly [folder: string, text: string])[] = [
  ['classes', 'Classes'],
  ['interfaces', 'Interfaces'],
  ['type-aliases', 'Types'],
  ['functions', 'Functions'],
  ['variables', 'Values'],
]

/** A group for each entry, and in it one for each kind. */
export function apiSidebar(pages: readonly Page[]): readonly SidebarItem[] {
  return entries.map(({ module, specifier }) => ({
    text: specifier,
    collapsed: true,
    items: [
      { text: 'Overview', link: `/api/${module}/` },
      ...kinds
        .map(([folder, text]) => ({
          text,
          collapsed: true,
          items: below(pages, `/api/${module}/${folder}/`),
        }))
        .filter(({ items }) => items.length > 0),
    ],
  }))
}

function below(pages: readonly Page[], folder: string): readonly SidebarItem[] {
  return pages
    .filter(({ path }) => path.startsWith(folder))
    .map(({ path, title }) => ({ text: title, link: path }))
}
