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

## Signing in

people-password = Password
people-new-password = New password
people-present-password = Present password
people-password-again = The new password once more
people-password-help = At least 10 characters; several words are easy to remember.
people-forgotten = Forgotten your password?
people-forgotten-lead = Give the address of your account; we will mail you a link to set a new password.
people-send-link = Mail me a link
people-reset-asked = If there is an account with this address, a link is on its way to it.
people-reset-title = Set a new password
people-set-password = Set the password and sign in
people-accept-title = Accept the invitation
people-accept = Accept and sign in
people-link-for = This link was mailed to { $email }.
people-link-ends = The link works once, until { $instant }.
people-welcome = Welcome, { $name }.
people-signed-out = You have signed out.

## My account

people-language-help = For mail to you, and for pages where you have not chosen another.
people-change-password = Change the password
people-password-changed = The password has been changed; you are signed out everywhere else.
people-tokens = API tokens
people-tokens-lead = A token lets a program act in your name.
people-token-made = Copy this token now: it is shown only this once.
people-token-name = What it is for
people-token-name-help = For you alone: “export to our website”.
people-token-scope = May act as
people-token-all-roles = All my roles
people-token-read-only = Read only
people-token-since = Since
people-token-used = Last used
people-token-create = Create a token
people-token-revoked = The token has been revoked.
people-revoke = Revoke

## People and roles

people-installation = Installation
people-places = Programmes and editions
people-action = What to do
people-nobody = Nobody holds a role here yet.
people-role-at = { $role }, { $place }
people-state-invited = Invited
people-state-active = Active
people-invite = Invite somebody
people-invite-lead = They get a mail with a link. The role holds once they have followed it.
people-mail-language = Language of the mail
people-send-invitation = Send the invitation
people-invited = An invitation is on its way to { $email }.
people-removed = The role has been taken away.

## Outbox

outbox-lead = All mail that Kapok has sent, is sending, or could not send.
outbox-occasion = Occasion
outbox-to = To
outbox-written = Written
outbox-finished = Sent or laid aside
outbox-due = Next try
outbox-attempts = Tries
outbox-error = What went wrong
outbox-text = Text
outbox-no-text = This mail holds a link that works once for its addressee alone; its text is not kept here.
outbox-retried = The mail will be tried again at once.
outbox-state-waiting = Waiting
outbox-state-running = Being sent
outbox-state-done = Sent
outbox-state-dead = Failed
outbox-state-withheld = Not sent: rehearsal
outbox-kind-receipt = Receipt
outbox-kind-invitation = Invitation
outbox-kind-reset = New password
outbox-kind-sign-in = Link to sign in
outbox-kind-returned = Returned for correction
outbox-kind-announcement = Announcement
outbox-kind-reminder = Reminder to a judge
outbox-kind-reopened = Scorecard reopened
outbox-kind-written = Letter of the organisers
outbox-kind-letter = Letter

refusal-invitation-accepted = This invitation has been accepted; a link to it would do nothing.
people-hand-over = Link to hand over
people-hand-over-reset = Link to a new password
people-handed-title = A link for { $name }
people-handed-lead = It is shown this once and works once. Hand it to that person alone, by a way that you trust: by phone, in a message, on paper. The ledger keeps that you made it.
people-handed-link = The link
people-handed-password = This link was handed to you by other means than mail. If there is an account for this address already, give its password; otherwise choose one.
