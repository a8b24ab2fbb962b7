# Figures: counts by two facets.

nav-figures = Figures
figure-title = Figures
figure-lead = How many, by two facets crossed. Say first what is counted: the same award looks different by what came in and by what is published.
figure-of = What is counted
figure-of-received = Dossiers received
figure-of-eligible = Eligible entries
figure-of-shortlisted = Shortlisted entries
figure-of-published = Published cases
figure-means-received = Dossiers sealed in editions that ran here, of which everything has been announced; also those later withdrawn or found ineligible.
figure-means-eligible = Entries found eligible, in editions that ran here of which everything has been announced.
figure-means-shortlisted = Entries that were announced as shortlisted, in editions that ran here.
figure-means-published = Cases of the library, each once, whatever its languages.
figure-rows = Rows
figure-columns = Columns
figure-editions = Only these editions
figure-show = Show
figure-heading = { $of } by { $rows } and { $columns }
figure-total = { $number } in all.
figure-counts-twice = What has several values counts under each of them, so rows or columns add up to more than the total.
figure-nothing = There is nothing to count here yet.
figure-all = All
figure-links = Each number opens its cases.
figure-links-published = Each number opens those of them that are published as cases. By theme, goal and language, what was entered counts as not stated where its entrant did not consent to publication.
figure-described = The table below has the same numbers.
figure-part = The plot has the first 24 values of each side; the table has all.
figure-export = Take the table along
figure-export-xlsx = As a workbook (XLSX)
figure-export-csv = As CSV

## Refusals

refusal-figure-same-facet = Choose two different facets for rows and columns.
refusal-figure-facet-unfit = What was entered cannot be counted by this. Possible are country, region, edition, goal, theme, outcome and language.
