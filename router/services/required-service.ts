/** The service, which the router cannot do without. @throws Error when there is none */
export function required<T>(service: T | undefined, name: string): T {
  if (service === undefined) throw new Error(`The router needs the service "${name}".`);
  return service;
}
