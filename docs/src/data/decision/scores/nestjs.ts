import type { Judgements } from '../judgement.ts'

/** Why each score is what it is. Figures stand in the results: they change, reasons stay. */
export const nestjs: Judgements = {
  projectSize: {
    score: 5,
    reason:
      'Modules say what others may use, guards hold for every route, and a part that is missing ends the start. That pays with each team and feature.',
  },
  teamExpertise: {
    score: 3,
    reason:
      'Modules, providers, decorators and the order in which they run have to be learnt. People from Spring or ASP.NET know them already.',
  },
  performance: {
    score: 3,
    reason:
      'The framework on Fastify is quick; hydrating entities and building queries anew take processor time unless the hot ones are built once, as here.',
  },
  timeToMarket: {
    score: 3,
    reason:
      'Validation, guards, configuration, health and the API page come as modules. Every feature is several classes before it does anything.',
  },
  scalability: {
    score: 3,
    reason:
      'Any number of instances on one database. A request does all its work before it answers, so a slow gateway is felt at once.',
  },
  ecosystem: {
    score: 4,
    reason:
      'Modules of its own for most needs, every library for Node.js below. What nobody has wrapped is made a provider first.',
  },
  deployment: {
    score: 2,
    reason:
      'One process that stays, a compile step, and the slowest start of the styles that answer in one piece: a burden where instances come and go.',
  },
  budget: {
    score: 3,
    reason:
      'More memory and more packages than the same API without a container; all of them have to be updated.',
  },
  security: {
    score: 5,
    reason:
      'Closed unless said otherwise: the guards are global, @Public() opens a route and can be searched for.',
  },
  longTermSupport: {
    score: 4,
    reason:
      'Major versions come with a guide for the way, and code looks alike in every team. It leans on decorators that were never standardised.',
  },
  integration: {
    score: 4,
    reason:
      'Transports for brokers, sockets and schedules are part of the framework; another system is one more provider that tests replace in a line.',
  },
  developerHappiness: {
    score: 3,
    reason:
      'One place for everything, tools that write the frame. Much happens in metadata, and a stack trace shows the framework more often than your code.',
  },
}
