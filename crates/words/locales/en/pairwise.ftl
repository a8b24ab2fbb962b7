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
