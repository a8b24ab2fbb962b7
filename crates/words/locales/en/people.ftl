# Accounts, sign-in, roles, outbox.

## Roles

role-administrator = Administrator
role-organiser = Organiser
role-editor = Editor
role-auditor = Auditor
role-researcher = Researcher
role-judge = Judge
role-entrant = Entrant

## Refusals

refusal-sign-in-failed = Address and password do not match an account. Check both, or set a new password.
refusal-email-invalid = This does not look like an e-mail address.
refusal-email-taken = There is an account with this address already.
refusal-one-line-only = This has to fit on one line.
refusal-password-too-short = A password needs at least { $limit } characters.
refusal-password-is-address = Your address is too easy to guess as a password.
refusal-password-wrong = The present password is not right.
refusal-password-repeat = The two passwords differ.
refusal-token-ended = This instant is past: the token would be useless.
refusal-too-many-tokens = You hold { $limit } tokens already. Revoke one first.
refusal-last-administrator = This is the last administrator. Make somebody else administrator first.
refusal-mail-not-failed = This mail has not failed: there is nothing to try again.
refusal-role-unknown = There is no such role, or it needs a programme, an edition or a panel that is not named.
