# Accounts, sign-in, roles, outbox.
