"""Many files: what is to be read (`inputs`, `ledger`), guarded workers (`pool`, `worker`, `task`), the one writer."""
