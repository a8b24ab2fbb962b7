# The case library and its search.

library-title = Case library
library-lead = What cities have tried: { $count ->
    [one] one case
   *[other] { $count } cases
} with their places, goals and sources.
library-search = Search the library
library-search-example = public space, 公共空间, "clean water", year:2018..2022
library-search-help = Words, "exact phrases", -without, a OR b, begin*; title:, country:, year:2015..2020. Words are found in every language. The key / leads here.
library-found = { $count ->
    [0] No case found
    [one] One case found
   *[other] { $count } cases found
}
library-took = in { $ms } ms
library-nothing = Nothing matches all of this. Fewer words or fewer filters find more.
library-did-you-mean = Did you mean:
library-narrow = Narrow down
library-narrowed = Narrowed to
library-drop = Remove the filter: { $name }
library-drop-all = Remove all filters
library-apply = Apply
library-years = Years
library-year-from = From year
library-year-to = To year
library-sort = Order
library-sort-relevance = Best match first
library-sort-newest = Latest year first
library-sort-oldest = Earliest year first
library-sort-title = By title
library-bar = { $years }: { $count ->
    [0] no case
    [one] one case
   *[other] { $count } cases
}
library-year-list = Years as a list
library-narrow-chosen = { $count ->
    [0] Narrow down
    [one] Narrow down (one filter)
   *[other] Narrow down ({ $count } filters)
}
library-without = Without { $name }: { $count ->
    [one] one case
   *[other] { $count } cases
}
library-nearby = Cases nearby
library-suggest-entity = City
library-suggest-theme = Theme
library-suggest-some = Suggestions. Up and down arrows choose, Escape closes.
library-export = Take these cases along
library-export-csv = Table (CSV)
library-export-xlsx = Workbook (XLSX)
library-export-jsonl = JSON Lines
library-export-bibtex = BibTeX
library-export-ris = RIS
library-export-csl-json = CSL-JSON
library-feed = Follow this question as a feed (Atom)
library-cite = Cite this case
library-cite-as = For reference managers:
library-accessed = accessed on { $date }
library-undated = no year
library-not-stated = Not stated
library-more = Show all
library-facet-country = Country
library-facet-region = Region
library-facet-edition = Edition
library-facet-sdg = Sustainable development goal
library-facet-theme = Theme
library-facet-outcome = Outcome
library-facet-source = Source collection
library-facet-lang = Language
library-synthetic = Synthetic text
library-synthetic-note = This text was made up for a demonstration. The city is real; what is told here is not.
library-in-language = In { $language }
library-other-languages = Also in
library-facts = Facts
library-fact-entity = City
library-fact-country = Country
library-fact-year = Year
library-fact-edition = Edition
library-fact-outcome = Outcome
library-fact-themes = Themes
library-fact-sdgs = Sustainable development goals
library-fact-level = Level
library-fact-evidence = Evidence
library-fact-cost = Cost
library-fact-started = Started
library-fact-ended = Ended
library-fact-population = Population
library-fact-kinds = Kind
library-fact-source = Source collection
library-fact-url = Source
library-fact-licence = Licence
library-fact-place = Place
library-further = Further fields, as the source gives them
library-given = As the source gives it: { $value }
library-indicators = Figures before and after
library-indicator = Figure
library-unit = Unit
library-before = Before
library-after = After
library-indicator-source = According to
library-similar = Cases like this one
library-fact-targets = Targets
library-again = The same initiative in other editions
library-more-from = More from { $city }
library-more-from-all = All cases of this city
library-withdrawn-stays = Its text is gone for good. This address stays, so that whoever cites it finds what became of it.
library-key = Key in that collection
library-address = Address to cite
link-presented-at = Presented at
link-studied-in = Studied in
link-led-to = Led to
versions-title = Versions of this case
versions-lead = What everybody could read of this case, from the first version to the one read now.
versions-link = Earlier versions
versions-none = The text has not been changed since it became public.
versions-one = Version { $number }, { $date }
versions-from = From
versions-to = To
versions-compare = Compare
versions-read = In the text below:
versions-removed = taken out
versions-added = put in
versions-back = To the case
library-withdrawn = This case was withdrawn
library-withdrawn-text = It was withdrawn on { $date }. The reason given: { $reason }
library-no-text-limit = The whole text
level-city = City
level-district = District
level-province = Province
level-national = National
level-civil-society = Civil society
evidence-self-reported = Self-reported
evidence-committee-reviewed = Reviewed by a committee
evidence-independently-evaluated = Independently evaluated
region-africa = Africa
region-asia = Asia
region-europe = Europe
region-latin-america = Latin America and the Caribbean
region-northern-america = Northern America
region-oceania = Oceania
outcome-winner = Winner
outcome-shortlisted = Shortlisted
outcome-deserving = Deserving
outcome-special-mention = Special mention
outcome-mention = Special mention
outcome-medal-of-honour = Medal of honour
sdg-1 = 1 No poverty
sdg-2 = 2 Zero hunger
sdg-3 = 3 Good health and well-being
sdg-4 = 4 Quality education
sdg-5 = 5 Gender equality
sdg-6 = 6 Clean water and sanitation
sdg-7 = 7 Affordable and clean energy
sdg-8 = 8 Decent work and economic growth
sdg-9 = 9 Industry, innovation and infrastructure
sdg-10 = 10 Reduced inequalities
sdg-11 = 11 Sustainable cities and communities
sdg-12 = 12 Responsible consumption and production
sdg-13 = 13 Climate action
sdg-14 = 14 Life below water
sdg-15 = 15 Life on land
sdg-16 = 16 Peace, justice and strong institutions
sdg-17 = 17 Partnerships for the goals
language-ar = Arabic
language-de = German
language-en = English
language-es = Spanish
language-fr = French
language-it = Italian
language-ja = Japanese
language-ko = Korean
language-nl = Dutch
language-pt = Portuguese
language-ru = Russian
language-tr = Turkish
language-und = Unknown language
language-zh = Chinese
language-zh-hans = Chinese (simplified)
language-zh-hant = Chinese (traditional)

## The editor's desk

desk-title = Editor’s desk
desk-lead = Entries with a decision and their entrant’s consent become cases of the library. A case exists for the public from its announcement on.
desk-no-editions = There is no edition whose entries you may publish.
desk-edition = Edition
desk-entries = Entries
desk-empty = This edition has no entries yet.
desk-number = No.
desk-entry = Entry
desk-city = City
desk-labels = Decision
desk-licence = Consent
desk-no-consent = No consent
desk-case = Case
desk-undecided = No announced decision yet
desk-waits = Waits for its announcement
desk-public = Public
desk-published = Made, waits for its announcement
desk-published-public = In the library
desk-withdrawn = Withdrawn
desk-publish = Make a case
desk-publish-chosen = Make cases of the chosen entries
desk-publish-all = Make cases of all that can become one
desk-choose = Choose { $title }
desk-made = { $made ->
    [0] No case was made
    [one] One case was made
   *[other] { $made } cases were made
}; { $unchanged } were cases already; { $refused } cannot become one.
desk-made-one = The case is made.
desk-edit = Edit the case
desk-edited = The case is saved.
desk-case-title = Title
desk-case-abstract = Abstract
desk-case-section = Section { $count }
desk-case-heading = Heading
desk-case-text = Text
desk-case-language = Language of this text
desk-case-language-help = A language tag such as en or zh-Hans. Another language than those there are adds a translation.
desk-personal = Take out names, addresses and telephone numbers before you publish.
desk-show = See it as the public does
desk-cases = All cases
desk-cases-none = No case stands here.
desk-changed = Changed
desk-state-published = In the library
desk-state-waiting = Waiting
desk-state-withdrawn = Withdrawn
desk-look = Personal data to look at
desk-look-lead = E-mail addresses and telephone numbers in texts that everybody reads. Personal answers of a form never come here; what entrants wrote into other answers can.
desk-look-read = { $count ->
    [one] One public case was read.
   *[other] { $count } public cases were read.
}
desk-look-found = Found
desk-look-here = This looks personal. Take it out where it is a person’s own, then forget the earlier versions:
desk-translate = Add a translation
desk-original = The original text
desk-links = Presented, studied, led to
desk-links-help = What happened to the case elsewhere. Everybody reads it on the case’s page, and catalogues are told of it.
desk-link = Add the link
desk-link-kind = What it is
desk-link-date = Date: a year, month or day, such as 2019-05
desk-link-words = In words
desk-link-url = Address on the web
desk-linked = The link is added.
desk-unlink = Remove: { $words }
desk-unlinked = The link is removed.
desk-forget = Forget the earlier versions
desk-forget-help = Everybody can compare the versions of a public case. Forget the earlier ones when something in them must not be read.
desk-forgotten = The earlier versions are forgotten.
desk-withdraw = Withdraw the case
desk-withdraw-help = Its text is removed for good. Its address stays and tells the reason.
desk-withdrawn-done = The case is withdrawn.

## Refusals

refusal-case-key-missing = Every case needs a collection (source) and a key in it (id).
refusal-case-without-title = A case needs a title.
refusal-case-without-text = A case needs a text.
refusal-case-text-too-long = The text is longer than { $limit } bytes.
refusal-case-year-not-a-number = The year is not a number: { $value }
refusal-case-place-off-globe = The place is not on the globe: { $value }
refusal-case-without-consent = The entrant has not consented to publication.
refusal-case-needs-decision = There is no decision in an announcement on this entry yet.
refusal-case-withdrawn = The case was withdrawn; it does not come back.
refusal-link-kind-unknown = A link is one of: presented at, studied in, led to.
refusal-link-date-wrong = A date is a year, a month or a day: 2019, 2019-05, 2019-05-31.
refusal-link-words-missing = Say in words what it is.
refusal-link-words-too-long = At most { $limit } characters.
refusal-link-address-wrong = An address begins with https:// or http:// and has no spaces.
refusal-too-many-links = A case has { $limit } links at most.
refusal-case-exists = The entry is a case already.
refusal-case-awaits-announcement = The case is public and has a later decision that is not. It can be brought up to date once that is announced.
refusal-case-of-entry = This case was made of an entry here; an import does not change it.
refusal-export-too-many-rows = A workbook holds { $limit } rows at most, and this would be more. Narrow the question, or take CSV or JSON Lines, which hold any number.
refusal-row-broken-json = The line is not JSON.
refusal-row-not-an-object = The line is not one JSON object.
refusal-row-not-utf8 = The line is not UTF-8.
refusal-row-too-long = The line is too long.
refusal-row-broken-csv = The line has another number of cells than the first one.
refusal-row-unreadable = The file cannot be read any further.
library-facet-subregion = Part of the world
library-facet-year = Year
library-facet-target = Target
library-facet-population = Inhabitants
library-facet-level = Level of government
library-facet-kind = Kind of initiative
library-facet-evidence = Evidence
library-facet-cell = On the map
library-cell-list = Cells as a list
library-cell = { $latitude }, { $longitude }
library-cell-north = { $near }–{ $far }° N
library-cell-south = { $near }–{ $far }° S
library-cell-east = { $near }–{ $far }° E
library-cell-west = { $near }–{ $far }° W
library-some-only = Nothing has all of this. These have some of it.
library-alike = { $count ->
    [one] and one that is nearly identical
   *[other] and { $count } that are nearly identical
}
population-under-100k = Under 100,000
population-100k-500k = 100,000 to 500,000
population-500k-1m = 500,000 to 1 million
population-1m-5m = 1 to 5 million
population-5m-10m = 5 to 10 million
population-over-10m = Over 10 million
subregion-eastern-africa = Eastern Africa
subregion-middle-africa = Middle Africa
subregion-northern-africa = Northern Africa
subregion-southern-africa = Southern Africa
subregion-western-africa = Western Africa
subregion-caribbean = Caribbean
subregion-central-america = Central America
subregion-south-america = South America
subregion-northern-america = Northern America
subregion-central-asia = Central Asia
subregion-eastern-asia = Eastern Asia
subregion-south-eastern-asia = South-eastern Asia
subregion-southern-asia = Southern Asia
subregion-western-asia = Western Asia
subregion-eastern-europe = Eastern Europe
subregion-northern-europe = Northern Europe
subregion-southern-europe = Southern Europe
subregion-western-europe = Western Europe
subregion-australia-new-zealand = Australia and New Zealand
subregion-melanesia = Melanesia
subregion-micronesia = Micronesia
subregion-polynesia = Polynesia
