import type { Judgements } from '../judgement.ts'

/** Why each score is what it is. Figures stand in the results: they change, reasons stay. */
export const express: Judgements = {
  projectSize: {
    score: 3,
    reason:
      'The layers hold by convention only: nothing but review keeps a controller from querying the database. Good for one team, work for many.',
  },
  teamExpertise: {
    score: 5,
    reason:
      'Functions, middleware and a query builder. Whoever knows Node.js reads it from left to right on the first day.',
  },
  performance: {
    score: 4,
    reason:
      'Little stands between a request and its query. The router is not the quickest there is, and the query builder costs about as much as it.',
  },
  timeToMarket: {
    score: 4,
    reason:
      'Few concepts and the least to write before a first route answers. Validation, errors and the API page are wired by hand, once.',
  },
  scalability: {
    score: 3,
    reason:
      'Any number of instances on one database. A request does all its work before it answers, so a slow gateway is felt at once.',
  },
  ecosystem: {
    score: 5,
    reason:
      'Every library for Node.js works as it is, and most examples and middleware are written for exactly this.',
  },
  deployment: {
    score: 3,
    reason:
      'One process, a container, anywhere. It wants a process that stays: the worker, the pool and the open LISTEN connection do not fit functions or the edge.',
  },
  budget: {
    score: 4,
    reason:
      'Little memory, one process and one database: a small machine is enough. It is paid for while nobody asks, too.',
  },
  security: {
    score: 3,
    reason: 'A route is as safe as the handlers in front of it: one that somebody forgot to protect is open.',
  },
  longTermSupport: {
    score: 4,
    reason:
      'The oldest of these, known by everyone and slow to change. Few packages to keep up to date; the habits around them are your own to keep.',
  },
  integration: {
    score: 3,
    reason:
      'Any client of any system, called where it is needed. The fifth thing that has to happen because of an order makes the service long.',
  },
  developerHappiness: {
    score: 4,
    reason:
      'A stack trace shows your own code, tests hand in other arguments. The wiring is one function that grows.',
  },
}
