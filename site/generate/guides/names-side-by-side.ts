export function namesSideBySide(): string { return '' }
