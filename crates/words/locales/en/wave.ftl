# A second wave: further scorecards for the entries around the line.

wave = Second wave
wave-ask = Ask for more scorecards
wave-intro = For some entries near the line the scorecards that are in do not settle on which side they truly are. Further scorecards tell most there: name how many there may be, and Kapok proposes which entries get them and from whom. Nothing is assigned before you apply it. What is assigned stays, nobody who stood aside from an entry gets it, and nobody gets more than they can take.
wave-budget = Further scorecards in all
wave-budget-help = From 1 to 1,000. Scorecards that would hardly change anything are not asked for.
wave-high-help = Left empty: as many as each judge said they can take.
wave-again = Propose again
wave-settled = No entry is borderline: further scorecards would hardly change anything.
wave-worth = What it may be expected to change
wave-now = By the scorecards that are in, { $now } entries stand on the wrong side of the line on average.
wave-awaited = Once those are in that judges owe already: { $awaited }.
wave-after = { $count ->
    [one] With one further scorecard: { $after }, that is { $gain } fewer.
   *[other] With { $count } further scorecards: { $after }, that is { $gain } fewer.
}
wave-left = { $count ->
    [one] One scorecard of those that you offered is not used: more would hardly change anything, or nobody is free to give it.
   *[other] { $count } scorecards of those that you offered are not used: more would hardly change anything, or nobody is free to give them.
}
wave-further = Further judges
wave-wrong = On the wrong side
wave-owed = { $count ->
    [one] one owed
   *[other] { $count } owed
}
wave-help = The chance that the entry truly belongs on the other side of the line than the one more likely: before, with what judges owe already, and after its further scorecards. Each judge counts alike; the line is taken as it stands.
refusal-wave-invalid = This second wave cannot be proposed.
refusal-wave-budget = Name from 1 to { $most } further scorecards.
refusal-wave-not-estimable = Too few scorecards are in to tell which entries are unsure.
refusal-wave-without-line = No line of this round parts its entries, so none is unsure.
refusal-plan-further = An entry cannot have more judges than the { $judges } in the panel.
