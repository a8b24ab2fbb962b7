# Screening, rounds, panels, scoring, hearings, decisions.

## Refusals: phases and stages

refusal-phase-not-used = This edition does not use that phase.
refusal-phase-not-next = From here the edition can only go to the next phase: { $missing }.
refusal-phase-not-earlier = That phase does not come before the present one.
refusal-edition-incomplete = The edition still lacks: { $missing }.
refusal-deadline-not-passed = The deadline has not passed yet; it is { $until }.
refusal-entries-unscreened = { $count ->
    [one] One entry has not been screened: { $missing }
   *[other] { $count } entries have not been screened: { $missing }
}
refusal-round-incomplete = The round still lacks: { $missing }.
refusal-scorecards-outstanding = { $count ->
    [one] One scorecard is outstanding: { $missing }
   *[other] { $count } scorecards are outstanding: { $missing }
}
refusal-scorecards-too-few = Too few scorecards for: { $missing }
refusal-entries-uncut = The cut has not been confirmed for: { $missing }
refusal-entries-undecided = No outcome yet for: { $missing }
refusal-decisions-unannounced = Not announced yet: { $missing }
refusal-later-phase-public = What came later is public already: { $missing }
refusal-entry-stage-forbids = Where the entry stands, this is not possible.
refusal-entry-in-other-phase = In the edition’s present phase this is not possible.
refusal-entry-not-advanced = The entry did not go on from the round before.
refusal-decision-public = The decision is public; it can no longer be changed.
refusal-reason-missing = Please give a reason.
refusal-text-too-long = This has { $length } characters; at most { $longest } are possible.
refusal-key-malformed = A key has 1 to 60 characters: small letters without accents, digits, - and _.
refusal-name-blank = Please give a name.

## Refusals: rounds and labels

refusal-round-invalid = The rules of the round do not fit together; each place says why.
refusal-labels-invalid = The labels do not fit; each place says why.
refusal-label-repeated = This label comes twice.
refusal-label-unknown = The edition has no such label.
refusal-criterion-missing = Name at least one criterion that breaks a tie.
refusal-tie-criterion-unknown = The round has no criterion “{ $criterion }”.
refusal-quota-empty = At most must be 1 or more, and no less than at least.
refusal-quota-repeated = There is a quota by this already.
refusal-method-not-estimable = The method that decides this round finds too little to go by: assign entries to judges across groups that share none.
refusal-quota-zero = A quota is at least 1; leave it out for no limit.
refusal-rubric-empty = A rubric needs a criterion.
refusal-rubric-too-long = A rubric has at most 100 criteria.
refusal-rubric-all-optional = At least one criterion must not be optional.
refusal-comment-limit-too-high = Comments have at most { $longest } characters.
refusal-criterion-repeated = This criterion comes twice.
refusal-weight-not-positive = A weight is more than 0 and at most 1,000,000.
refusal-scale-empty = The highest score must be above the lowest.
refusal-scale-step-does-not-fit = The step must be above 0 and lead exactly from the lowest to the highest score.
refusal-anchor-off-scale = This point is not on the scale.
refusal-threshold-off-scale = This threshold is not within the scale.
refusal-pass-fail-scale = Pass or fail needs a scale of two points.
refusal-minimum-scorecards-zero = An entry needs at least one scorecard.
refusal-cut-empty = This line would admit nobody; give a count from 1 or a share above 0 up to 100.
refusal-round-has-scorecards = Scorecards exist: what decides the round can no longer be changed.
refusal-simulation-invalid = These numbers do not go together; each place says why.
refusal-simulation-entries-few = A simulation needs at least two entries.
refusal-simulation-judges-few = A simulation needs at least two judges.
refusal-simulation-per-entry = Each entry needs one judge at least, and no more than there are.
refusal-simulation-cut = The cut must take at least one entry and leave at least one out.
refusal-simulation-spread = A spread must be a number above 0.
refusal-simulation-severity = The spread of severities must be 0 or a number above it.
refusal-simulation-runs = Ask for 2 to 100000 runs.
refusal-simulation-large = One run would have more than 60000 scorecards; take fewer entries or judges.
refusal-panel-elsewhere = There is no such panel in this edition.
refusal-already-in-panel = This person belongs to the panel already.
refusal-person-unknown = There is no such person.
refusal-not-in-panel = This person does not belong to the panel.
refusal-judge-has-assignments = This judge still has assignments; take them back first.

## Refusals: assignments and scorecards

refusal-assignments-invalid = Some of these assignments are not possible; each place says why.
refusal-assignment-exists = This judge has this entry already.
refusal-judge-not-in-panel = This person does not judge in the round’s panel.
refusal-assignment-set-aside = This assignment no longer counts; nothing can be saved.
refusal-cut-confirmed = The cut is confirmed and rests on this scorecard.
refusal-round-not-open = This round is not being judged now.
refusal-entry-not-being-judged = This entry is no longer being judged in this round.
refusal-scorecard-invalid = The scorecard could not be saved; each place says why.
refusal-criterion-unknown = The rubric has no such criterion.
refusal-criterion-unscored = A score is needed here before you submit.
refusal-score-off-scale = Scores here go from { $min } to { $max } in steps of { $step }.
refusal-score-unexplained = A score this far out needs a comment.
refusal-score-malformed = This is not a number.

## Refusals: shortlists, decisions, announcements, hearings

refusal-shortlist-invalid = The shortlist could not be confirmed; each place says why.
refusal-entry-not-in-round = This entry is not in the round.
refusal-entry-repeated = This entry comes twice.
refusal-entry-elsewhere = There is no such entry in this edition.
refusal-label-not-of-round = The round does not give this label.
refusal-override-missing = A reason is due for each entry that ties across the line or goes elsewhere than the rule: { $missing }
refusal-override-not-needed = The rule puts this entry there anyway; no reason is due.
refusal-decision-invalid = The decisions could not be recorded; each place says why.
refusal-quota-exceeded = At most { $quota } entries may carry this label; there would be { $count }.
refusal-tie-broken-silently = Entries of equal rank get different outcomes; please give the reason for each: { $missing }
refusal-announcement-elsewhere = There is no such announcement in this edition.
refusal-announcement-public = This announcement is public; it can no longer be changed.
refusal-announcement-empty = This announcement holds no decision yet.
refusal-instant-passed = This instant has passed.
refusal-hearing-invalid = The hearing does not fit together; each place says why.
refusal-slot-length = A turn lasts 1 to 480 minutes.
refusal-slot-before-hearing = This turn begins before the hearing.
refusal-slots-overlap = This turn begins before the one before it has ended.
refusal-entry-heard-elsewhere = This entry has a turn in another hearing of the round.
refusal-zone-unknown = There is no such time zone; give one such as Asia/Shanghai.
refusal-rounds-fixed = Rounds can be added until the decisions begin.
refusal-method-unknown = This way of computing standings is not known; there is: mean.
refusal-round-without-cut = This round has no line to confirm.
refusal-phase-not-deciding = Outcomes are recorded in the phase of deciding.

## The organiser's desk

judge-setup = Set-up
judge-entries = Entries
judge-panels = Panels
judge-rounds = Rounds
judge-hearings = Hearings
judge-hearings-seen = As judges and entrants see it
judge-decisions = Decisions
judge-number = No.
judge-title = Title
judge-entity = Entity
judge-country = Country or region
judge-stage = Stage
judge-sealed = Sealed
judge-no-entries = No submission has been sealed yet.
judge-screening-progress = Screened
judge-read-dossier = Read the dossier
judge-screening = Screening
judge-outcome = What did you find?
judge-screen = Record
judge-screened = The finding is recorded.
judge-screen-eligible = Eligible
judge-screen-ineligible = Not eligible
judge-screen-returned = Back to the entrant for a correction
judge-screening-reason-help = Needed unless the entry is eligible; the entrant reads it.
judge-stage-sealed = To be screened
judge-stage-returned = Returned for correction
judge-stage-ineligible = Not eligible
judge-stage-eligible = Eligible
judge-stage-judging = Being judged
judge-stage-advanced = Goes on
judge-stage-stopped = Does not go on
judge-stage-decided = Decided
judge-stage-withdrawn = Withdrawn

## Panels and rounds

judge-no-judges = Nobody judges here yet.
judge-chair = Chair
judge-invited = Invited
judge-take-off = Take off
judge-person = Person
judge-seat = Add to the panel
judge-invite-help = Whoever is not on the list yet is invited to the role of judge on this page:
judge-new-panel = New panel
judge-no-rounds = No rounds yet.
judge-round = Round
judge-kind = How it judges
judge-panel = Panel
judge-new-round = New round
judge-edit-round = Rules of the round
judge-panel-first = Make a panel first.
judge-kind-scoring = Scoring by criterion
judge-kind-hearing = Hearing, then scoring
judge-kind-pass-fail = Pass or fail
judge-method = Method that decides
judge-method-help = Fixed with the first scorecard. The other one is always shown beside it.
judge-method-by-mean = The exact mean
judge-method-by-adjusted = The mean adjusted for how severe each judge is
judge-minimum = Scorecards an entry needs
judge-minimum-help = The round cannot end while an entry has fewer.
judge-scale = Scale
judge-scale-min = Lowest
judge-scale-max = Highest
judge-scale-step = Step
judge-anchors = What the scores mean
judge-anchors-help = One line each: 10 = Outstanding
judge-criteria = Criteria
judge-criteria-help = Lines without a key are left out.
judge-criterion = Criterion { $count }
judge-key = Key
judge-weight = Weight
judge-help = What is meant
judge-criterion-optional = May be left out
judge-cuts = Lines
judge-cuts-help = From the top: who is above the first line gets its label, then who is above the next.
judge-cut = Line { $count }
judge-label = Label
judge-cut-kind = Rule
judge-cut-number = Number
judge-ties = Ties across the line
judge-advances = Goes on to the next round
judge-cut-top = The best so many
judge-cut-share = The best share (%)
judge-cut-at-least = At least this score
judge-ties-admitted = All are admitted
judge-ties-referred = None; decided by hand, with reasons
judge-ties-broken = By criteria, the higher mean first
judge-ties-by = Criteria that break a tie
judge-ties-by-help = Their keys in order, such as impact, innovation. Whoever still ties is decided by hand.
judge-cut-more = Ties and quotas
judge-quota-by = Quota by
judge-quota-least = At least of each
judge-quota-most = At most of each
judge-trait-region = Region of the world
judge-trait-country = Country
judge-trait-entity = Entity
judge-trait-size = Size of the entity

## Assignments and standings

judge-assignments = Assignments
judge-assignment = Assignment
judge-standings = Standings
judge-nobody-assigned = Nobody has been assigned in this round yet. Standings appear with the first submitted scorecards.
judge-entry = Entry
judge-nothing-to-assign = There are no eligible entries, or nobody in the panel yet.
judge-assign = Assign what is ticked
judge-assigned = { $count } assignments made.
judge-take-back = Take an assignment back
judge-assignment-asked = Not begun
judge-assignment-started = Draft
judge-assignment-submitted = Submitted
judge-assignment-recused = Stood aside
judge-assignment-removed = Taken back
judge-method-mean = Each score is the exact mean over scorecards of the weighted mean over the criteria that were scored. Entries that tie share their ranks.
judge-method-adjusted = The round is decided by the adjusted mean: what the panel’s average judge would be expected to give. The exact mean stands beside it.
judge-rank = Rank
judge-score = Score
judge-cards = Scorecards
judge-tied = Tied at the line
judge-confirm-help = Give a reason wherever an entry ties across a line or is not where the rule puts it.
judge-confirm = Confirm the cut
judge-shortlist-confirmed = The cut is confirmed; it stays secret until it is announced.
judge-judges = Judges
judge-outstanding = Outstanding
judge-warning-scorecards-outstanding = Scorecards are outstanding.
judge-warning-scorecards-too-few = Some entries have too few scorecards.
judge-warning-tied-at-line = Entries tie across a line.
judge-warning-method-not-estimable = The method that decides finds too little to go by: some judges share no entries with the others. Assign entries across them.

## Hearings

judge-no-hearings = No hearings are planned.
judge-plan-hearing = Plan a hearing
judge-hearing-planned = The hearing is planned.
judge-place = Place
judge-starts-at = Begins
judge-zone = Time zone
judge-zone-help = Such as Asia/Shanghai.
judge-minutes = Minutes for each turn
judge-minutes-help = Presentation and questions together.
judge-turns = Order of the turns
judge-turns-help = Number the entries to be heard; those left empty have no turn.
judge-minutes-count = { $count ->
    [one] { $count } minute
   *[other] { $count } minutes
}

## Decisions and announcements

judge-no-announcements = Nothing has been decided yet.
judge-public = Public
judge-secret = Not public
judge-without-label = Without a label
judge-announce-at = Public from
judge-announce = Announce
judge-announce-help = Leave the time empty to announce now. Everything becomes public in one instant.
judge-announced = The announcement is set.
judge-as-public = What the public sees
judge-decide = Record the outcomes
judge-decide-help = Where entries of equal rank get different outcomes, each needs a reason.
judge-decided = The outcomes are recorded; they stay secret until they are announced.
judge-undecided = Undecided
judge-citation = Citation
judge-results = Results
judge-nothing-announced = Nothing has been announced yet.

## The judge's pages

judge-nothing-assigned = Nothing is assigned to you now.
judge-scoring-progress = Scorecards submitted
judge-due = due
judge-scorecard = Your scorecard
judge-no-dossier = The dossier is not shown to whoever stood aside.
judge-comment = Comment
judge-comment-to-entrant = Feedback to the entrant
judge-comment-to-entrant-help = Passed on without your name.
judge-comment-to-organiser = Note to the organiser
judge-submit-card = Submit the scorecard
judge-card-submitted = The scorecard is submitted. You can correct it until the round is cut.
judge-card-closed = This scorecard can no longer be changed.
judge-recuse = Stand aside
judge-recuse-help = Nothing you scored on this entry will count, and it cannot be undone.
judge-recused = You stood aside from this entry.
judge-ground = What ties you to the entry
judge-ground-employment = I work or worked for the entity
judge-ground-residence = I live there or am its citizen
judge-ground-involvement = I took part in it or advised it
judge-ground-family = Family or close friendship
judge-ground-interest = A financial interest
judge-ground-other = Something else

refusal-anchor-malformed = Each line is a score, an equals sign and its meaning: 10 = Outstanding
refusal-hearing-time-malformed = Give a day and a time that exist in this zone.

## Comments to entrants

judge-comments-to-entrant = What the judges say to the entrant
judge-comments-wait = The entrant reads this, without names, once the outcome for this entry is public.

## Conflicts before content

judge-declaration = Before you read
judge-declaration-help = These entries are assigned to you. You see titles and entities only; dossiers open once you have said whether anything ties you to them. Who stands aside now takes nothing from the entry: another judge is asked.
judge-tied-to-it = Something ties me to this entry
judge-undertaking-title = Your undertaking
judge-undertaking = Nothing ties me to the entries that I left unmarked. I score them by the rubric alone, speak to nobody about dossiers and scores before they are public, and stand aside at once if a tie becomes known to me.
judge-declare = Declare and open the dossiers
judge-declared = Your declaration is recorded.
judge-declare-now = Declare
judge-undeclared = { $count ->
    [one] One entry waits for you to say whether anything ties you to it.
   *[other] { $count } entries wait for you to say whether anything ties you to them.
}
judge-declaration-first = Judges declare conflicts before they may read
judge-declaration-first-help = They see titles and entities first, and stand aside where something ties them.
refusal-declaration-missing = Declare first what ties you to the entries of this round; the dossiers open then.
refusal-declaration-invalid = The declaration could not be recorded; each place says why.
refusal-assignment-elsewhere = This is no entry of yours that waits for a declaration.
refusal-undertaking-missing = Please give the undertaking; without it no dossier opens.

## The judge's desk

judge-next = Next to score
judge-keys = By keyboard: digits choose a score, Enter goes to the next criterion, Ctrl and Enter submit.
judge-own-scores = { $count ->
    [one] Your one scorecard of this round
   *[other] Your { $count } scorecards of this round
}
judge-own-scores-help = Only your own, so that you can hold one against the other. Nobody’s average is shown.
judge-note = Your own notes
judge-note-help = Nobody else can read them.
judge-note-keep = Keep the notes

## Many scorecards at once

refusal-too-many-cards = At most { $most } scorecards fit in one request.
refusal-scorecards-invalid = None of the scorecards was saved; each place says why.
refusal-not-found = There is no such assignment of yours.
refusal-stale = Somebody has saved a newer version; look at it first.

## How sure a ranking is of itself

judge-adjusted = Adjusted
judge-chance = Above the line
judge-borderline = Borderline
judge-severity = Severity
judge-noise = Noise
judge-severity-help = Severity is how far below the panel’s average level a judge scores, with its standard error: plus is severe, minus lenient. Noise compares a judge with the others: 1 is as steady as they are, 2 twice as noisy. Neither changes what a judge has given.
judge-severity-plot = Each judge’s severity with the interval that holds it nine times in ten; the line is the panel’s average.
judge-standings-part = A part of the entries is shown. What you confirm here leaves those of the other parts where the board of the meeting has them.
judge-sureness = How sure this ranking is of itself
judge-found-again = Of the differences between adjusted scores, so much would be found again with other judges:
judge-found-again-raw = of those between plain means,
judge-alpha = Krippendorff’s alpha of the scorecards is
judge-caterpillar = Entries by adjusted score, best first, each with the interval that holds its true score nine times in ten; the dashed line is the round’s first line.
judge-caterpillar-help = Adjusting takes out what a severe or a lenient judge adds to every score, and draws entries with few scorecards towards the average. Amber entries may truly be on either side of the line: a further scorecard there tells most. Nothing given is replaced; the cut goes by the round’s own method.
judge-care-unlinked = The entries fall into { $count } parts that share no judge: scores do not compare from one part to another. Ask a judge of one part to score an entry of another.
judge-care-not-estimable = Too few scorecards are in to tell severe judges from weak entries.
judge-care-no-difference = The entries differ no more than chance alone makes them.
judge-care-erratic = This judge agrees with the others much less than they do among themselves. Read these scorecards again before the cut.
judge-care-tied-cut = { $count ->
    [one] For one entry chance alone decides on which side of the line it is.
   *[other] For { $count } entries chance alone decides on which side of the line they are.
}
# A plan of assignments
judge-plan = Plan of assignments
judge-plan-intro = A plan is only a proposal: nothing is assigned before you apply it. What is assigned stays, and nobody who stood aside from an entry gets it. How well a judge suits an entry is the product of language (half as well for who does not read the entry’s), of themes (fully for who knows all of the entry’s, half for none) and of regions (a little more from another region of the world than the judge’s own).
judge-plan-per-entry = Judges for each entry
judge-plan-low = Entries for each judge, at least
judge-plan-high = Entries for each judge, at most
judge-plan-high-help = Left empty: a fifth above the mean.
judge-plan-cap = Highest probability of any pair, in per cent
judge-plan-cap-help = Leave it empty for the best plan. With 50, say, the plan is drawn by chance, and nobody can count on a certain judge.
judge-plan-seed = Seed of chance
judge-plan-seed-help = Another number gives another plan of about equal worth.
judge-plan-long = This is a large round: making the proposal takes some seconds.
judge-plan-ask = Make a plan
judge-plan-again = Propose a plan
judge-plan-worth = What the plan is worth
judge-plan-loads = Loads from { $lightest } to { $heaviest } entries a judge.
judge-plan-worst = Entry { $entry } is served worst: its judges suit it { $served } in sum; the mean is { $mean }.
judge-plan-connected = All judges can be compared: chains of shared entries link them.
judge-plan-split = Judges and entries fall into { $parts } parts; severities cannot be compared across them. Give each entry more judges.
judge-plan-new = { $count ->
    [0] Nothing would be assigned anew.
    [one] One assignment would be made.
   *[other] { $count } assignments would be made.
}
judge-plan-apply = Assign as planned
judge-plan-load = Entries
judge-plan-of-these-new = Of these new
judge-plan-worst-badge = Served worst
judge-plan-stays = Assigned already
judge-plan-hidden = { $count ->
    [one] One more entry is planned and not listed here.
   *[other] { $count } more entries are planned and not listed here.
}
judge-plan-capacity = { $needed } scorecards are needed, but the judges can take only { $available } more. Raise the bound or seat more judges.
judge-plan-too-few = Entry { $entry } needs { $needed } judges, but only { $free } are free to judge it.
judge-plan-crowded = Entry { $entry } lacks { $missing } of its judges: those who could take it are full.
judge-plan-in-conflict = { $judge } has been assigned entry { $entry } in spite of a conflict; take it back.
judge-plan-overloaded = { $judge } has { $load } entries already, more than the bound of { $high }.
judge-plan-underloaded = { $judge } gets { $load } entries, fewer than the { $low } asked for.
refusal-plan-invalid = This cannot be planned; each place says why.
refusal-plan-per-entry = Ask for one judge per entry at least, and no more than the { $judges } in the panel.
refusal-plan-bounds = The least load is above the greatest.
refusal-plan-cap = Give a percentage from 1 to 100.
refusal-plan-affinity = How well a judge suits an entry is a number from 0 to 1.
refusal-plan-large = So many entries and judges cannot be planned at once.
refusal-plan-moved = The round has changed since this plan was shown; here is the plan as it would be now.
refusal-plan-incomplete = Some entries lack judges; the plan cannot be applied.
judge-matrix-from = Of { $count } entries, those from number
judge-working-title = The figures are being worked out
judge-working = Scorecards of this round have changed since its figures were last worked out. This page shows itself as soon as they are there.
judge-working-again = Look again
