# Words shared by all pages: navigation, buttons, sign-in, errors.

product-name = Kapok
product-tagline = Awards from the call for entries to a case library that stays

## Lists, dates, numbers

list-separator = { ", " }
thousands-separator = ,
date = { $day } { $month } { $year }
date-time = { $date }, { $time } ({ $zone })
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
count-results = { $count ->
    [one] { $count } result
   *[other] { $count } results
}

## Navigation

nav-skip = Skip to the content
nav-main = Main navigation
nav-home = Home
nav-library = Case library
nav-search = Search
nav-programmes = Programmes
nav-editions = Editions
nav-submissions = My submissions
nav-assignments = My judging
nav-organise = Organise
nav-people = People
nav-outbox = Outbox
nav-account = My account
nav-api-docs = API
nav-help = Help
nav-language = Language
nav-menu = Menu
nav-breadcrumb = You are here
sign-in = Sign in
sign-out = Sign out
signed-in-as = Signed in as { $name }

## Buttons and small words

action-save = Save
action-save-draft = Save draft
action-submit = Submit
action-cancel = Cancel
action-continue = Continue
action-back = Back
action-next = Next
action-previous = Previous
action-edit = Edit
action-delete = Delete
action-remove = Remove
action-add = Add
action-create = Create
action-open = Open
action-close = Close
action-confirm = Confirm
action-search = Search
action-filter = Filter
action-clear = Clear
action-download = Download
action-export = Export
action-print = Print
action-show-more = Show more
action-retry = Try again
action-send = Send
word-yes = Yes
word-no = No
word-none = None
word-all = All
word-optional = optional
word-required = required
word-unknown = Not stated
word-reason = Reason
word-state = State
word-name = Name
word-email = E-mail
word-role = Role
word-date = Date
word-language = Language
word-synthetic = Synthetic text
saved = Saved.
nothing-here = Nothing here yet.

## Error pages

error-not-found-title = Nothing is here
error-not-found = There is no such page, or it is not yours to see.
error-forbidden-title = Not allowed
error-forbidden = Your roles do not allow this.
error-unauthenticated-title = Please sign in
error-unauthenticated = You have to sign in for this.
error-stale-title = Somebody changed this meanwhile
error-stale = What you were changing was changed by somebody else (or in another window). Load it again and repeat your change; what you typed is below.
error-conflict-title = This does not go together
error-conflict = What you asked for conflicts with something that already exists.
error-precondition-title = Which version?
error-precondition = A change has to name the version it is made to (the If-Match header).
error-invalid-title = Please check what you gave
error-invalid = Some of what you gave does not fit; each place says why.
error-state-title = Not possible now
error-time-title = Not possible at this time
error-throttled-title = Too many attempts
error-throttled = There were too many attempts. Please wait a while and try again.
error-too-large-title = Too large
error-too-large = What you sent is too large.
error-method-title = Not this way
error-method = This address does not answer this method.
error-media-type-title = Unknown kind of content
error-media-type = This address does not take this kind of content.
error-request-title = The request could not be read
error-request = The request is malformed.
error-forgery-title = The form has expired
error-forgery = This form was opened too long ago, or in another session. Go back, load the page again and repeat.
error-internal-title = Something went wrong on our side
error-internal = Nothing was changed. Please try again; if it happens again, tell the operator the time.
error-busy-title = Too busy
error-busy = The server is too busy right now. Please try again in a moment.
error-timeout-title = That took too long
error-timeout = The request took too long and was stopped.
error-summary = { $count ->
    [one] One place needs your attention
   *[other] { $count } places need your attention
}
error-go-home = To the start page

## Refusals that any form may give

refusal-required = This is needed.
refusal-too-long = This is too long: at most { $limit } characters.
refusal-too-short = This is too short: at least { $limit } characters.
refusal-unknown-field = There is no such field.
refusal-wrong-type = This is not of the expected kind.
refusal-invalid-language = This is not a language tag such as en or zh-Hans.
refusal-invalid-instant = This is not an instant such as 2026-11-30T15:59:59Z.
refusal-invalid-form = Some of what you gave does not fit; each place says why.
refusal-slug-invalid = Small letters, digits and hyphens, 2 to 40 characters.
refusal-slug-taken = “{ $slug }” is taken already.
refusal-already-exists = This exists already.
