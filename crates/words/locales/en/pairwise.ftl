# Pairwise rounds: comparing two entries at a time.

refusal-round-not-pairwise = This round scores entries: nothing is compared in it.
refusal-round-is-pairwise = This round compares entries two at a time: there are no scorecards in it.
refusal-comparison-invalid = The comparison cannot be kept as it is.
refusal-pair-same = Compare two different entries.
refusal-comparisons-not-connected = The comparisons fall into { $groups } groups that nothing links, so that there is no order between them. Ask for comparisons across the groups.
refusal-method-does-not-fit = A pairwise round is decided by Bradley–Terry, and no other round is.
refusal-cut-needs-scores = In a pairwise round nothing is scored: draw the line at a number of entries or at a share of them.
refusal-ties-need-scores = In a pairwise round no criteria are scored by which a tie could be broken: admit all that tie, or refer them.
refusal-threshold-needs-scores = In a pairwise round nothing is scored: this limit would never apply.

judge-kind-pairwise = Pairwise comparison
judge-warning-comparisons-not-connected = The comparisons fall into groups that nothing links. Ranks count within each group only, and no line is drawn: ask for comparisons across the groups, by giving judges entries of several.
pairwise-method = Entries are ranked by ability, after the model of Bradley and Terry: the logarithm of an entry’s odds of being the better one against the average entry. Each entry has one imagined tie beside its comparisons, so that winning or losing all of them does not count without bound. Entries of equal ability share their ranks.

pairwise-kind-help = In a pairwise round judges compare two of their entries at a time and score nothing. Leave scale and weights empty: criteria only say what to look at. The least number counts comparisons of each entry, and Bradley–Terry decides.
pairwise-which = Which is better?
pairwise-one = The first
pairwise-other = The second
pairwise-first = The first is better
pairwise-second = The second is better
pairwise-equal = Neither is better
pairwise-look-at = What to look at
pairwise-comment = Why
pairwise-comment-help = For yourself: it stays beside your comparison and is shown to nobody else.
pairwise-said-before = said before
pairwise-kept = Kept. You can change your mind below while the round is open.
pairwise-said =
    { $count ->
        [one] What you said so far: one comparison
       *[other] What you said so far: { $count } comparisons
    }
pairwise-said-help = Only your own comparisons are shown here; no other judge sees them. When you change your mind, your last word counts.
pairwise-change = Change
pairwise-closed = This round is not being judged now.
pairwise-declare-first = Declare on your entries first: then they can be compared.
pairwise-alone = One entry alone cannot be compared with anything. Ask the organiser for another one.
pairwise-done = That is all. You have compared your entries as often as is asked.
pairwise-progress = Comparisons made
pairwise-comparisons = Comparisons
pairwise-compare = Compare the next two
pairwise-no-scorecard = In this round two entries are compared at a time: there is no scorecard.
pairwise-to-desk = Back to the comparisons
pairwise-entries-help = The figures of submitted, begun and open count entries: an entry is submitted when its judge has compared it as often as is asked.
pairwise-ability = Ability
pairwise-wins = Better
pairwise-losses = Less good
pairwise-ties = Equal
pairwise-group = Group
pairwise-outstanding = Comparisons are outstanding.
pairwise-too-few = Some entries have too few comparisons.
pairwise-caterpillar = Entries by ability, best first, each with the interval that holds its true ability nine times in ten; the dashed line is the round’s first line.
pairwise-caterpillar-help = Amber entries may truly be on either side of the line: comparing them once more tells most. Ability is the logarithm of the odds of being the better one against the average entry.
