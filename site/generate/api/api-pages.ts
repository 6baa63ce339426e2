import type { Page } from '../page.ts'
import type { SidebarItem } from '../sidebar.ts'

export async function apiPages(): Promise<readonly Page[]> {
  return [{ path: '/api/', title: 'API', markdown: '# API' }]
}

export function apiSidebar(_pages: readonly Page[]): readonly SidebarItem[] {
  return []
}
