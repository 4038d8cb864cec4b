"""The order API on Python's standard library: a starter to build on, held to the contract's level core."""
