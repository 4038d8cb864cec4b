import type { Judgements } from '../judgement.ts'

/** Why each score is what it is. Figures stand in the results: they change, reasons stay. */
export const honoServerless: Judgements = {
  projectSize: {
    score: 2,
    reason:
      'Inline handlers and one typed app suit a service. With a hundred routes the type of the app grows, and the compiler slows down with it.',
  },
  teamExpertise: {
    score: 4,
    reason:
      'Requests and responses as the browser has them, plain functions. What a platform forbids takes some days to learn.',
  },
  performance: {
    score: 4,
    reason:
      'The smallest layer of all; Argon2 as WebAssembly and a connection for each request are slower where the platform asks for them.',
  },
  timeToMarket: {
    score: 5,
    reason:
      'A route is one operation of the contract in place. Parsing, the OpenAPI document and a typed client come from it.',
  },
  scalability: {
    score: 4,
    reason:
      'Instances remember nothing, so the platform adds and removes them by itself, down to none. The connections of the database are the limit.',
  },
  ecosystem: {
    score: 2,
    reason: 'What is not Web-standard has to be left out, replaced, or kept in the entry of one platform.',
  },
  deployment: {
    score: 5,
    reason: 'One app for a Node.js process, AWS Lambda and Cloudflare Workers, each with an entry of a page.',
  },
  budget: {
    score: 4,
    reason:
      'As functions it costs nothing while nobody asks. Open event streams and a schedule of every minute are paid for by time.',
  },
  security: {
    score: 4,
    reason:
      'A route does not compile without saying who may call it, and an answer that the contract does not know does not either. Few packages to be attacked through.',
  },
  longTermSupport: {
    score: 3,
    reason:
      'Young, and quick to change. The Web standards below it will outlive it, and rules and queries know nothing of it.',
  },
  integration: {
    score: 2,
    reason:
      'No lasting connections on the edge, no LISTEN, no broker client: other systems are reached by HTTP, or from one platform only.',
  },
  developerHappiness: {
    score: 5,
    reason:
      'Types from the contract through the handler to the client: a wrong answer is red in the editor. Little to read.',
  },
}
