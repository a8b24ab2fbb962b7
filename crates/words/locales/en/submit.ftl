# Programmes, editions, forms, submissions.

## Refusals: editions

refusal-name-invalid = A name is needed, of at most 200 characters.
refusal-year-invalid = The year lies between 1900 and 2200.
refusal-deadline-not-a-time = There is no such time in that zone. Write it like 2026-11-30T23:59:59, with a zone such as Asia/Shanghai.
refusal-early-bird-after-close = The early deadline comes before the final one.
refusal-deadline-missing = No deadline has been set yet.
refusal-edition-rules-fixed = This cannot be changed any more: the edition is in the phase “{ $phase }”.
refusal-form-fixed = The form cannot be changed any more: a submission has been sealed by it.
refusal-phase-unknown = This edition has no phase “{ $phase }”. Its phases are: { $missing }.
refusal-cursor-invalid = This cursor is not one that a list has given.
refusal-idempotency-key-invalid = An idempotency key has 1 to 200 plain characters.
refusal-idempotency-key-reused = This idempotency key was used for another request.

## Refusals: forms

refusal-form-invalid = The form does not make sense; each place says why.
refusal-modules-count-invalid = A form has 1 to { $max } modules.
refusal-fields-count-invalid = A form has at most { $max } fields.
refusal-module-empty = A module needs a field.
refusal-form-needs-one-title = Exactly one field becomes the title; here are { $found }.
refusal-key-invalid = A key begins with a small letter and has small letters, digits, hyphens and underscores, at most 40.
refusal-key-taken = The key “{ $key }” stands here twice.
refusal-label-blank = A label is needed.
refusal-label-too-long = A label has at most { $max } characters.
refusal-help-too-long = A help text has at most { $max } characters.
refusal-field-limits-invalid = These limits contradict each other or are out of range.
refusal-options-count-invalid = A choice has 1 to 500 options.
refusal-personal-in-library = What is about a person is never carried into the library.
refusal-library-role-unfit = This kind of field cannot play that part in the library.
refusal-title-must-be-required = The title must be required.

## Refusals: entities

refusal-entity-invalid = Some of what you gave does not fit; each place says why.
refusal-name-too-long = This is too long: at most { $max } characters.
refusal-population-impossible = This is not a number of inhabitants.
refusal-place-off-the-globe = This place is not on the globe: latitudes reach from -90 to 90, longitudes from -180 to 180.
refusal-place-incomplete = Give latitude and longitude together.
refusal-entity-exists = An entity of this kind, country and name is registered already. Ask the organiser to let you act for it.
refusal-entity-not-yours = This is not an entity for which you act.
refusal-entity-kind-not-admitted = This edition does not admit entities of this kind.
refusal-too-many-submissions = This edition admits at most { $max } submissions of one entity.
refusal-language-not-admitted = This edition admits submissions in: { $languages }.

## Refusals: submissions

refusal-answers-invalid = Some answers do not fit; each place says why. Nothing was saved.
refusal-answers-incomplete = The submission is not complete yet: { $missing_count ->
    [one] one answer is missing or does not fit
   *[other] { $missing_count } answers are missing or do not fit
} ({ $missing }).
refusal-answer-missing = This is needed before the submission can be sealed.
refusal-answer-too-short = This is too short: { $length } of at least { $min } characters.
refusal-answer-too-long = This is too long: { $length } of at most { $max } characters.
refusal-answer-has-line-breaks = This is one line; take the line breaks out.
refusal-answer-has-control-characters = This holds characters that cannot be shown.
refusal-answer-wrong-type = This is not of the expected kind.
refusal-answer-number-too-large = This number is too large.
refusal-answer-too-small = This is less than { $min }.
refusal-answer-too-large = This is more than { $max }.
refusal-answer-too-precise = { $decimals ->
    [0] This is a whole number.
    [one] This has at most one digit after the point.
   *[other] This has at most { $decimals } digits after the point.
}
refusal-answer-not-offered = This is not one of the options.
refusal-answer-too-many = Choose at most { $max }.
refusal-answer-not-a-date = This is not a day. Write it like 2026-11-30.
refusal-answer-not-a-url = This is not a web address. It begins with https:// or http://.
refusal-answer-not-an-email = This is not a mail address.
refusal-answer-not-a-country = This is not a country's two-letter code.
refusal-answer-not-a-goal = The goals are numbered 1 to 17.
refusal-reason-too-long = This is too long: { $length } of at most { $max } characters.
refusal-field-unknown = The form has no such field.
refusal-edition-not-open = This edition does not take submissions now.
refusal-deadline-passed = The deadline has passed: { $local } ({ $zone }), which is { $utc }. Your text is kept.
refusal-correction-overdue = The correction was due until { $local } ({ $zone }), which is { $utc }. Your text is kept.
refusal-submission-sealed = The submission is sealed and cannot be changed.
refusal-submission-not-sealed = The submission is a draft; it has not been sealed.
refusal-submission-returned = The submission has been returned already.
refusal-submission-withdrawn = The submission has been withdrawn.
refusal-due-in-the-past = A correction is due in the future.
refusal-licence-missing = Choose the licence under which the case may be published.
refusal-licence-not-offered = This edition does not offer that licence.
refusal-consent-missing = Please choose whether the case may be published.
refusal-rules-unreadable = This is not in the shape that is asked for: { $detail }

## Phases

phase-draft = Draft
phase-open = Open
phase-screening = Screening
phase-judging = Judging
phase-deciding = Deciding
phase-decided = Decided
phase-archived = Archived

## Entities

entity-kind-city = City or town
entity-kind-district = District
entity-kind-county = County
entity-kind-province = Province, state or governorate
entity-kind-union = Union of municipalities
entity-kind-other = Other

## Pages: editions

submit-open = Open for submissions
submit-closed = Not open for submissions
submit-until = Final deadline
submit-early-bird = Early deadline
submit-who-may-enter = Who may enter
submit-entries-per-entity = Most submissions of one entity
submit-what-is-asked = What is asked
submit-at-most = at most { $count } characters
submit-at-least = At least { $count ->
    [one] { $count } character
   *[other] { $count } characters
}.
submit-no-editions = There is no edition yet.
submit-programme = Programme
submit-edition = Edition
submit-year = Year
submit-phase = Phase
submit-new-edition = A new edition
submit-new-programme = A new programme
submit-name-en = Name in English
submit-name-zh = Name in Chinese
submit-slug = Short name
submit-slug-help = For addresses and receipts: small letters, digits and hyphens.
submit-move-to = Move on to: { $phase }
submit-move-back = Move back
submit-moved = The edition has moved.
submit-setup = Set-up
submit-deadline-help = Local time in the zone below, like 2026-11-30T23:59:59. The whole of that second is in time.
submit-early-bird-help = Sealed until then, a submission gets feedback before the final deadline.
submit-zone = Time zone
submit-zone-help = An IANA name such as Asia/Shanghai.
submit-correction-days = Days for a correction
submit-correction-days-help = How long an entrant has when a submission is returned; seven days when left empty.
submit-entries-help = No limit when left empty.
submit-kinds-help = Everybody when nothing is chosen.
submit-screening = Entries are screened before they are judged
submit-labels = Labels
submit-form = Form
submit-rules-as-data = Change form and labels as data
submit-rules-help = Both are JSON. The form can change until the first submission is sealed; labels that decisions may carry stay.
submit-submissions = Submissions

## Pages: entrants

submit-nobody-yet = You do not act for any city, district or union yet.
submit-nothing-yet = You have not begun a submission yet.
submit-none-open = No edition is open for submissions now.
submit-register = Register a city or another entity
submit-acting-for = You act for
submit-begin = Begin a submission
submit-entity = Entity
submit-entity-lead = Whatever enters an award: a city, a district, a province, a union of municipalities.
submit-entity-kind = Kind
submit-entity-registered = Registered. You can begin a submission now.
submit-country = Country
submit-region = Region
submit-population = Inhabitants
submit-lat = Latitude
submit-lon = Longitude
submit-place-help = In degrees, such as 23.13; give both or neither.
submit-language = Language of the submission
submit-language-help = Write in the language in which you write best.
submit-number = Number
submit-title = Title
submit-untitled = Without a title
submit-saved = Last saved
submit-state-draft = Draft
submit-state-submitted = Submitted
submit-state-returned = Returned for correction
submit-state-withdrawn = Withdrawn
submit-returned-because = Please correct and seal again: { $reason }
submit-modules = Modules
submit-module = Module
submit-progress = Answered
submit-missing = Still missing
submit-module-complete = Complete
submit-to-seal = Check and seal
submit-saving = Saving …
submit-unsaved = Not saved yet; your text is kept on this device.
submit-kept = What was entered here before was not saved.
submit-kept-use = Use it
submit-kept-drop = Drop it
submit-save-next = Save and go on
submit-save-back = Save and back to the overview
submit-seal = Seal and submit
submit-seal-lead = Sealing hands the submission in. It cannot be changed afterwards, unless the organiser returns it to you for correction.
submit-not-complete = Before the submission can be sealed, these are still needed:
submit-consent = May this become a case in the library?
submit-consent-help = An editor would prepare it; personal data never goes there. Your answer has no influence on the judging.
submit-consent-yes = Yes, it may be published
submit-consent-no = No
submit-licence = Licence
submit-licence-help = What others may do with the published case. Needed if it may be published.
licence-by = CC BY 4.0: anybody may use it and names you
licence-by-sa = CC BY-SA 4.0: the same, and shares on the same terms
licence-by-nc = CC BY-NC 4.0: anybody may use it outside commerce and names you
licence-by-nc-sa = CC BY-NC-SA 4.0: the same, and shares on the same terms
licence-zero = CC0 1.0: anybody may do anything
submit-sealed = Sealed and submitted. The receipt has also been mailed to you.
submit-receipt = Receipt
submit-receipts = Receipts
submit-receipt-lead = This proves what was handed in, and when: whoever has the sealed content can compute its hash again.
submit-sealed-at = Sealed
submit-sealed-utc = In UTC
submit-hash = SHA-256
submit-print-help = This page can be printed; the mail that was sent to you says the same.
submit-withdraw = Withdraw this submission
submit-withdraw-lead = A withdrawn submission leaves the award for good.
submit-withdrawn = Withdrawn.

## Goals of sustainable development

goal-1 = No poverty
goal-2 = Zero hunger
goal-3 = Good health and well-being
goal-4 = Quality education
goal-5 = Gender equality
goal-6 = Clean water and sanitation
goal-7 = Affordable and clean energy
goal-8 = Decent work and economic growth
goal-9 = Industry, innovation and infrastructure
goal-10 = Reduced inequalities
goal-11 = Sustainable cities and communities
goal-12 = Responsible consumption and production
goal-13 = Climate action
goal-14 = Life below water
goal-15 = Life on land
goal-16 = Peace, justice and strong institutions
goal-17 = Partnerships for the goals

## Rehearsals

refusal-rehearsal-not-published = This is a rehearsal: nothing of it goes into the library.
refusal-not-a-rehearsal = This edition is not a rehearsal; only rehearsals can be wiped.
rehearsal-name = { $name } (rehearsal)
rehearsal-banner = Rehearsal: nothing here counts, no mail leaves.
rehearsal = Rehearsal
rehearsal-copy = Copy as a rehearsal
rehearsal-copy-help = A copy of this edition with its form, rounds and panels, to try everything on. Nobody sees it but those who run the programme and the judges of its panels; no mail leaves it; it can be wiped at any time.
rehearsal-shift = Shift the deadlines by
rehearsal-shift-help = In days, backwards with a minus; 0 keeps them.
rehearsal-dossiers = Take the sealed dossiers along, to try screening and judging on them
rehearsal-copied = The rehearsal is ready.
rehearsal-wipe = Wipe this rehearsal
rehearsal-wipe-help = Everything in it goes at once and for good: dossiers, entries, scorecards, decisions, mail. The edition it was copied from stays as it is.
rehearsal-wiped = The rehearsal is wiped.
