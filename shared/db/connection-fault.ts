/** The database cannot be reached, or a connection to it was lost. */
export class ConnectionFault extends Error {
  readonly code = "CONNECTION_CLOSED";

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "ConnectionFault";
  }
}
