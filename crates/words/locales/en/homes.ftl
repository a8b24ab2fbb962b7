# What each role finds first, and the tour of the demonstration.

## How far off

in-days = { $count ->
    [one] in one day
   *[other] in { $count } days
}
in-hours = { $count ->
    [one] in one hour
   *[other] in { $count } hours
}
in-minutes = { $count ->
    [one] in one minute
   *[other] in { $count } minutes
}
ago-days = { $count ->
    [one] one day ago
   *[other] { $count } days ago
}
ago-hours = { $count ->
    [one] one hour ago
   *[other] { $count } hours ago
}
ago-minutes = { $count ->
    [one] one minute ago
   *[other] { $count } minutes ago
}

## The first page

home-welcome = Welcome, { $name }
home-lead = One edition after the other, and everything that was learnt kept to be found.
home-search = Search the case library
home-search-example = water, housing, 社区 …
home-library = Open the library
home-library-empty = No case is in the library yet.
home-cases = { $count ->
    [one] One case in the library
   *[other] All { $number } cases of the library
}
home-newest = Newest cases
home-running = Running now
home-no-edition = No edition is open at the moment.
home-open = Open for entries
home-closes = Until
home-awaited = Nothing has been announced yet.
home-winners = Announced
home-winners-of = { $winners ->
    [one] one winner
   *[other] { $winners } winners
} of { $cases ->
    [one] one case
   *[other] { $cases } cases
} in the library
home-more-announced = { $count ->
    [one] All results, with one more entry
   *[other] All results, with { $count } more entries
}
home-more = { $count ->
    [one] and one more
   *[other] and { $count } more
}
home-late = Late
home-others = Other editions

## Entrants

home-dossiers = Your dossiers
home-no-dossiers = You have not begun a dossier yet.
home-too-late = Too late to seal
home-missing = { $count ->
    [one] One answer is still missing:
   *[other] { $count } answers are still missing:
}
home-complete = Everything that sealing asks for is there.
home-go-on = Go on writing
home-calls = Calls that you can enter

## Judges

home-judging = Your judging
home-next-card = Next:
home-begun-card = Begun:
home-score-next = Score the next dossier
home-resume = Go on with this scorecard
home-all-scored = You have scored everything that was assigned to you here.
home-closed-rounds = Rounds that are not open
home-done-of = { $done } of { $of } scorecards submitted

## Organisers and auditors

home-organising = Editions that you run
home-auditing = Editions that you audit
home-none-running = No edition is under way.
home-funnel = From dossiers to cases: { $edition }
home-begun = Begun
home-sealed = Sealed
home-eligible = Eligible
home-scored = Fully scored: { $round }
home-decided = Decided
home-published = Published as cases
home-of-begun = of { $count } begun
home-of-sealed = of { $count } sealed
home-of-round = of { $count } in the round
home-of-eligible = of { $count } eligible
home-next-step = What comes next
home-then = Then: { $phase }
home-nothing-missing = Nothing is missing for the next phase.
home-waits-deadline = The call is open until
home-owing = Scorecards owed
home-owed = { $judges ->
    [one] One judge owes
   *[other] { $judges } judges owe
} { $cards ->
    [one] one scorecard
   *[other] { $cards } scorecards
}
home-cards = { $count ->
    [one] one scorecard
   *[other] { $count } scorecards
}
home-overdue = Sent back, and overdue
home-why-unscreened = { $count ->
    [one] One entry is to be screened:
   *[other] { $count } entries are to be screened:
}
home-why-scorecards = { $count ->
    [one] One scorecard is outstanding:
   *[other] { $count } scorecards are outstanding:
}
home-why-too-few = { $count ->
    [one] One entry has too few scorecards:
   *[other] { $count } entries have too few scorecards:
}
home-why-uncut = { $count ->
    [one] The cut has not been confirmed for one entry:
   *[other] The cut has not been confirmed for { $count } entries:
}
home-why-undecided = { $count ->
    [one] One entry has no outcome yet:
   *[other] { $count } entries have no outcome yet:
}
home-why-unannounced = { $count ->
    [one] One announcement has no instant that has passed:
   *[other] { $count } announcements have no instant that has passed:
}
home-mend-setup = Complete the set-up
home-mend-wait = See the dossiers
home-mend-screen = Screen the entries
home-mend-round = Complete the round
home-mend-scorecards = See who owes what
home-mend-cut = Confirm the cut
home-mend-decide = Record the outcomes
home-mend-announce = Announce the decisions
judge-part-unscreened = To be screened
judge-part-eligible = Eligible
judge-part-decided = Decided

## Editors

home-wait = { $count ->
    [0] Nothing waits
    [one] One entry waits
   *[other] { $count } entries wait
}
home-of-ready = of { $count ->
    [one] one decided with consent
   *[other] { $count } decided with consent
}
home-made-cases = Cases made
home-oldest = Waiting longest
home-outdated = newer outcome
home-since = decided on { $date }
home-changed = Changed since they were made

## Administrators

home-keeping = The installation
home-administrator = Accounts, roles and invitations.
home-mail = Mail
home-dead = { $count ->
    [one] One mail failed for good
   *[other] { $count } mails failed for good
}
home-no-dead = No mail failed
home-mail-waits = { $count ->
    [0] No mail waits
    [one] One mail waits
   *[other] { $count } mails wait
}

## An edition’s page

edition-winners = Winners
edition-figures = In figures
edition-received = received
edition-eligible-of = eligible, of { $count } received
edition-label-of = { $label }, of { $count } eligible
edition-published-of = published as cases, of { $count } eligible
edition-cases = Cases of this edition

## The tour

tour-name = Demonstration
tour-invented = This is a demonstration: its texts and people are invented.
tour-as = See it as
tour-begin = Try it as one of the people in it
tour-choose = Try it as one of these people
tour-lead = One button signs you in. Whatever you change stays in this demonstration.
tour-enter = Come in: { $role }
tour-by-hand = Or with an address and a password
tour-try = Three things to try
tour-sees-organiser = Sees each edition from the first draft to the last case, who is late, and what the next phase waits for.
tour-sees-judge = Reads the dossiers assigned to them, and scores them criterion by criterion.
tour-sees-entrant = Writes a city’s dossier, sees what is missing and until when, and keeps the receipts.
tour-sees-editor = Turns decided entries into cases that everybody can read.
tour-sees-auditor = Reads everything, changes nothing: entries, scores, decisions and their reasons.
tour-sees-administrator = Looks after accounts, roles and mail.
tour-sees-researcher = Searches the library, compares cases and takes them along.
try-standings = Read the standings
try-standings-text = Ranks with their ties, who still owes scorecards, and where the line falls.
try-entries = Look through the entries
try-entries-text = Each city’s entry with its stage, and the reason where it was sent back.
try-decisions = See how the winners were decided
try-decisions-text = Each decision with its rule, its reason and its announcement.
try-editions = Open an edition
try-editions-text = Its form, deadlines, rounds and labels are all data that you can change.
try-people = See who may do what
try-people-text = Roles are given by invitation, and taken away with one button.
try-roles = See who holds which role
try-roles-text = Every right of everybody, and since when it holds.
try-outbox = Look into the outbox
try-outbox-text = What was mailed, what waits, and what failed and can be sent again.
try-score = Score a dossier
try-score-text = The dossier stands beside your scorecard; a draft is saved as often as you like.
try-assignments = See all that is assigned to you
try-assignments-text = To do, begun and submitted, round by round.
try-hearings = See when the entries are heard
try-hearings-text = Each session with its slots, in its own time zone.
try-results = Read what was announced
try-results-text = The same page that everybody reads, from the instant of the announcement.
try-library = Search the case library
try-library-text = Words in any language find cases in all of them.
try-write = Answer what is missing
try-write-text = The page saves what you type, also when something does not fit yet.
try-receipt = Keep a receipt
try-receipt-text = Number, instant and hash of exactly what was handed in.
try-begin = Begin a dossier
try-begin-text = Choose the open call and a language, and write module by module.
try-desk = Open the editor’s desk
try-desk-text = Which entries may become cases, and which licence was given.
try-publish = Make cases of entries
try-publish-text = One by one or all at once; nothing is public before its announcement.
try-edit = Edit a case
try-edit-text = Correct a text, add a translation, or withdraw it with a reason.
try-audit = Choose an edition to audit
try-audit-text = Entries, rounds, standings and decisions, as the organisers see them.
try-api = Read and try the API
try-api-text = Every operation of these pages, to be tried with your own rights.
try-search = Search for water
try-search-text = Found in every language, with facets that can be combined.
try-case = Read a case
try-case-text = Its text, its facts and their sources, and cases like it.
try-winners = Compare the winners
try-winners-text = Narrow the library to those who won, and take the list along.
