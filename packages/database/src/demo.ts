/** An account of the demo data. The password is public: never load this into a shop that is open. */
export interface DemoAccount {
  name: string
  email: string
  password: string
  /** Argon2id of the password (m=19456, t=2, p=1), worked out beforehand so that loading takes no time. */
  passwordHash: string
}

export const demoAdmin: DemoAccount = {
  name: 'Demo Admin',
  email: 'admin@example.com',
  password: 'rosetta-admin',
  passwordHash:
    '$argon2id$v=19$m=19456,t=2,p=1$6IZS3GcPT1G0rUpcDEgSBw$Q715x0N/sZCjiZ8dApRZ/HT2jL4F6gegj+YFZqtuu2w',
}

/** Has orders in every state. */
export const demoCustomer: DemoAccount = {
  name: 'Ada Lovelace',
  email: 'ada@example.com',
  password: 'rosetta-customer',
  passwordHash:
    '$argon2id$v=19$m=19456,t=2,p=1$lerMqPiq4rlv1SrfCmuq1w$q23969pkU1LJoKAvri26YCacnqPVDWgNVdoF7JVgA1Y',
}

export const demoCustomers = {
  ada: demoCustomer,
  grace: {
    name: 'Grace Hopper',
    email: 'grace@example.com',
    password: 'rosetta-customer',
    passwordHash:
      '$argon2id$v=19$m=19456,t=2,p=1$XZd64tx9AfeK59kLxcNCug$GaNg7CxTgFKsE/FkRdVQcwVKray89YnkzlMZpOCrMvY',
  },
  alan: {
    name: 'Alan Turing',
    email: 'alan@example.com',
    password: 'rosetta-customer',
    passwordHash:
      '$argon2id$v=19$m=19456,t=2,p=1$EScd1cpUfg5U1WWs68VnlQ$IDZImzBNClSR68u4aSK1h2is48nyA3TBx+GWgKHa8Yo',
  },
  katherine: {
    name: 'Katherine Johnson',
    email: 'katherine@example.com',
    password: 'rosetta-customer',
    passwordHash:
      '$argon2id$v=19$m=19456,t=2,p=1$I8vNSdmCNUnLCJDrxztV8g$COS82gqWCl4S6M0cY3039HdM8krRwg8nOWrKGEkGrEo',
  },
} as const satisfies Record<string, DemoAccount>

/** Was deactivated: cannot log in. */
export const demoInactiveCustomer: DemoAccount = {
  name: 'Edsger Dijkstra',
  email: 'edsger@example.com',
  password: 'rosetta-customer',
  passwordHash:
    '$argon2id$v=19$m=19456,t=2,p=1$aiO/kQr0dWJUVKYo/29VOg$CaviwhU1mi3W6Ah+sfYcWET5F0rZVdNGoKwHPOitTA0',
}
