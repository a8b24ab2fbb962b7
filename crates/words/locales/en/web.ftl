# Words of the pages' frame, of the API's page, and of requests that cannot be read.

## The frame

nav-pages = Pages of this list
nav-editor = Editor’s desk
pager-first = First page
theme-auto = As the system
theme-light = Light
theme-dark = Dark
choose-theme = Colours
footer-about = Kapok, the city flower of Guangzhou.
time-here = your time:

## The API's page

docs-title = The API
docs-lead = Every operation, its answers, and a way to try it with your own rights. For programs:
docs-try = Try it
docs-body = Body

## Requests that cannot be read

error-read-only-token-title = This token only reads
error-read-only-token = The token may read, but change nothing.
refusal-malformed-json = This is not JSON: line { $line }, column { $column }.
refusal-invalid-utf8 = This is not UTF-8 text.
refusal-invalid-body = Some of the body does not fit; each place says why.
refusal-invalid-query = Some of the query does not fit; each place says why.
refusal-field-twice = This stands here twice.
refusal-invalid-idempotency-key = An idempotency key has 1 to { $limit } visible ASCII characters.
