# A committee's meeting over a round, and confirming its cut by two.

refusal-motion-invalid = The motion could not be recorded; each place says why.
refusal-motion-same-place = The entry stands there already.
refusal-votes-missing = Give the votes, or say that it was agreed.
refusal-votes-exceed-present = That is more votes than the { $present } members who take part.
refusal-organiser-in-conflict = You stood aside from this entry as a judge; somebody else has to move it: { $missing }
refusal-confirmation-none = No proposal waits for a second person.
refusal-confirmation-needs-another = You proposed this cut; another person has to confirm it.
refusal-confirmation-moved = Scorecards or motions have changed since the cut was proposed. It has to be proposed anew.

meeting-meeting = Meeting
meeting-without-lines = This round has no lines: there is nothing to move across.
meeting-choose = Choose an entry to move it.
meeting-closed = Entries can be moved while the round is judged and its cut is not confirmed.
meeting-veiled = You stood aside from this entry: nothing of how it fares is shown to you.
meeting-aside = You stood aside
meeting-near = Near the line
meeting-board = Board
meeting-tied = Tied, to be settled
meeting-out = Out
meeting-moved = moved
meeting-as-ruled = As many as the rule asks for
meeting-over = { $count } over the rule
meeting-under = { $count } under the rule
meeting-more = { $count ->
    [one] One more
   *[other] { $count } more
}
meeting-to = Move to
meeting-settled = How it was settled
meeting-agreed = Agreed without a vote
meeting-voted = By a vote
meeting-in-favour = In favour
meeting-against = Against
meeting-abstained = Abstained
meeting-votes = { $in_favour } in favour, { $against } against, { $abstained } abstained
meeting-stood-aside = Stood aside and take no part:
meeting-absent = Who else was not there
meeting-absentees = Took no part
meeting-record = Record the motion
meeting-carried = The motion is recorded and carried.
meeting-not-carried = The motion is recorded. It did not carry; the entry stays where it was.
meeting-lost = not carried
meeting-motions = Motions

## Balance

meeting-balance = Balance
meeting-balance-ask = Balance by region, size, theme and goal (reads all dossiers)
meeting-balance-help = How many entries, and which share of their column. An entry with several themes or goals counts under each.
meeting-in-round = In the round
meeting-eligible = Eligible

## Confirmation by two

meeting-by-two = The cut is confirmed by two
meeting-by-two-help = What one person confirms takes effect only when another confirms the same.
meeting-propose = Propose the cut
meeting-proposed = The cut is proposed. It takes effect when another person confirms it.
meeting-waiting = A proposal waits
meeting-waits = proposes this cut. You confirm it, or set it aside with a reason.
meeting-waits-own = You proposed this cut. Another person confirms it, or sets it aside.
meeting-by-hand = Placed by hand
meeting-set-aside = Set the proposal aside
meeting-was-set-aside = The proposal is set aside; nothing is decided.
