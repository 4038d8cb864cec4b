interface ServedRequest {
  method: string
  route: string
  status: number
}

/** What a process that stays can count. A function instance has none: there the log lines are the measurements. */
export interface Metrics {
  contentType: string
  render: () => Promise<string>
  requestServed: (request: ServedRequest, seconds: number) => void
  gatewayCalled: (outcome: 'accepted' | 'refused' | 'failed') => void
  gatewayCircuitChanged: (open: boolean) => void
  orderSettled: (outcome: string) => void
  eventStreamOpened: () => void
  eventStreamClosed: () => void
}
