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
refusal-panel-elsewhere = There is no such panel in this edition.
refusal-already-in-panel = This person belongs to the panel already.
refusal-person-unknown = There is no such person.
refusal-not-in-panel = This person does not belong to the panel.
refusal-judge-has-assignments = This judge still has assignments; take them back first.

## Refusals: assignments and scorecards

refusal-assignments-invalid = Some of these assignments are not possible; each place says why.
refusal-assignment-exists = This judge has this entry already.
refusal-judge-in-conflict = This judge stood aside from this entry.
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
