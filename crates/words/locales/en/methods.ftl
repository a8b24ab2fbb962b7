# A round by every method at hand.

methods = Methods side by side
methods-intro = The same scorecards by every method we know. Nothing here decides: the cut goes by the round’s own method, fixed before the first scorecard. What is the same in all columns does not hang on the method; what differs deserves a talk.
methods-nothing = No scorecard is in yet.
methods-verdict = Above the line by every method: { $agreed }. Above it by some and below it by others: { $disputed }.
methods-agreed = Above by all
methods-disputed = Hangs on the method
methods-missing = Too little is in to tell by: { $methods }.
methods-unsettled = The Rasch measures did not settle: read them as rough.
methods-mean = Plain mean
methods-adjusted = Adjusted
methods-random = Adjusted, judges at random
methods-rasch = Rasch
methods-help = Each cell is a rank with the value it goes by and its standard error. Plain mean: the mean of the scorecards’ weighted means. Adjusted: severity taken out, nothing being assumed of judges. Judges at random: the same, the judges being taken for a draw from many, so that a judge with few scorecards is thought nearer to the others. Rasch: scores as steps that may be unevenly wide, in logits, on one scale for entries, judges and criteria; it counts all criteria alike. A criterion’s column adjusts its scores alone.
methods-judges-help = Plus is severe, minus lenient: in points for the adjusted means, in logits for Rasch. Infit and outfit compare a judge’s scores with what the Rasch model expects: about 1 is as expected, above 1.5 noisy, below 0.5 too even to tell entries apart. Outfit shows single surprising scores, infit the rest.
methods-infit = Infit
methods-outfit = Outfit
methods-criteria = Criteria
methods-criterion = Criterion
methods-difficulty = Difficulty (logits)
methods-agreement = How far the judges agree
methods-figure = Figure
methods-value = Value
methods-meaning = What it says
methods-icc-single = ICC, one scorecard
methods-icc-single-help = How much one judge’s score tells of what other judges would give: 1 is everything. Severity counts as disagreement.
methods-icc-mean = ICC, the mean
methods-icc-mean-help = The same of the mean of an entry’s scorecards.
methods-alpha = Krippendorff’s alpha
methods-alpha-help = Agreement beyond chance of the scorecards’ means, whoever judged what.
methods-concordance = Kendall’s W
methods-concordance-help = Whether the judges put the entries in the same order; only where all of them scored all entries.
methods-found-adjusted = Generalisability, adjusted
methods-found-adjusted-help = How much of the differences between adjusted scores would be found again with other judges.
methods-found-raw = Generalisability, plain means
methods-found-raw-help = The same of plain means, where severity disturbs the comparison.
methods-hidden = { $count ->
    [one] One more entry, further down by the round’s method, is not listed here.
   *[other] { $count } more entries, further down by the round’s method, are not listed here.
}
