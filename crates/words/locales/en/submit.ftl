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
