# The entries with which every judge of a round begins.

common-first = Common entries, read first
common-first-help = So many entries, drawn by chance, go to every judge and are read first, in the same order, so that judges’ levels can be compared. 0 for none.
common-badge = Common to all
common-desk = Entries marked “Common to all” go to every judge of the round and come first, in the same order for all: they show where each judge’s scale lies. The others follow in an order of your own.
common-planned = { $count ->
    [one] One entry goes to every judge who may read it.
   *[other] { $count } entries go to every judge who may read them.
}
refusal-common-first-large = At most { $most } entries can be common to all judges.
