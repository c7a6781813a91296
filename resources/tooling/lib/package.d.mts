export function packagedFolder(): Promise<string | undefined>
