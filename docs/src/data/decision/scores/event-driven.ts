import type { Judgements } from '../judgement.ts'

/** Why each score is what it is. Figures stand in the results: they change, reasons stay. */
export const eventDriven: Judgements = {
  projectSize: {
    score: 4,
    reason:
      'Contexts talk by messages and can be changed, tested and deployed apart. Two models of one thing are the entry fee, at any size.',
  },
  teamExpertise: {
    score: 1,
    reason:
      'Event sourcing, projections, outbox, inbox and a process manager: all of them have to be understood before an order is changed safely.',
  },
  performance: {
    score: 3,
    reason:
      'Reads are plain SQL and quick. An order is written as events, row and messages, and handled by workers: more work for each one.',
  },
  timeToMarket: {
    score: 1,
    reason:
      'The most code and the most ideas before the first order is confirmed: store, outbox, relay, consumers, projection.',
  },
  scalability: {
    score: 5,
    reason:
      'A burst waits in a queue instead of in a request, an outage of the gateway stops no order, and servers and workers grow apart.',
  },
  ecosystem: {
    score: 3,
    reason:
      'Fastify, pg and NATS as they are. Event store and outbox are written by hand: the common libraries bring opinions of their own.',
  },
  deployment: {
    score: 2,
    reason:
      'Server and worker, as one process or many, perhaps a broker, and somebody who watches lag, outbox and dead letters.',
  },
  budget: {
    score: 2,
    reason: 'More to run, to watch and to know. It pays when lost or double orders cost more than that.',
  },
  security: {
    score: 3,
    reason:
      'What happened is never rewritten, which is an audit trail for free. Personal data in events cannot be forgotten without a plan.',
  },
  longTermSupport: {
    score: 3,
    reason:
      'Rules are pure functions that no framework touches. Every event ever written has to stay readable, for ever.',
  },
  integration: {
    score: 5,
    reason:
      'Others subscribe to what happened, described in a document made from the schemas; nothing in the order has to know them.',
  },
  developerHappiness: {
    score: 3,
    reason:
      'Rules are tested as given, when, then, without a database. Following one order through outbox, broker and consumers takes patience and traces.',
  },
}
