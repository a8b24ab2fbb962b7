# How judges use criteria and scale: halo and range.

habit-halo = Halo
habit-spread = Spread
habit-help = Halo is how far a judge’s criteria go together over their entries, from 0 to 1; spread is how far their scores lie apart, in points. In brackets is the other judges’ figure: entries differ, so that only the comparison says something.
habit-halo-none = Your criteria go together about as much as the others’ do: { $own } beside { $others }, where 1 means that every criterion says the same.
habit-halo-own = Your criteria go together much more than the others’ do: { $own } beside { $others }, where 1 means that every criterion says the same. One strong impression may colour all of them; it is worth reading each criterion for itself.
habit-range-none = You used { $used } % of the scale; your scores lie apart about as far as the others’ do: { $own } points beside { $others }.
habit-central-own = You used { $used } % of the scale, around its middle: your scores lie apart { $own } points beside { $others }. Who stays near the middle says less about which entry is better.
habit-narrow-own = You used { $used } % of the scale: your scores lie apart { $own } points beside { $others }. Who stays close together says less about which entry is better.
habit-wide-own = You used { $used } % of the scale: your scores lie apart { $own } points beside { $others }. Scores further apart weigh more in the mean.
habit-halo-care = This judge’s criteria go together much more than the others’ do: one impression may colour all of them.
habit-central-care = This judge stays near the middle of the scale: these scores tell entries apart less than the others’ do.
habit-narrow-care = This judge uses a narrow part of the scale: these scores tell entries apart less than the others’ do.
habit-wide-care = This judge’s scores lie further apart than the others’: they weigh more in the mean.
