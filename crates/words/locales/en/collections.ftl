# Collections of cases: course packs.

nav-collections = My collections
collection-yours = My collections
collection-lead = Cases to teach from, in an order of your own, with notes, questions and a plan of the time. A collection can be published, shared by an address, and printed as a course pack.
collection-none = You have no collection yet. Open a case and add it to one, or begin one here.
collection-find-cases = Find cases
collection-begin-or-all = All collections, or a new one
collection-new = A new collection
collection-begin = Begin
collection-begin-with = Begin with this case
collection-title = Title
collection-introduction = Introduction
collection-introduction-help = What the collection is for, and how to use it.
collection-language-help = The language of title, introduction and notes. Each case is shown in its reader’s language, where it has one.
collection-cases = { $count ->
    [one] One case
   *[other] { $count } cases
}
collection-minutes = { $count ->
    [one] 1 minute
   *[other] { $count } minutes
}
collection-version = Version { $number }
collection-version-of = Version { $number }, { $date }
collection-draft = Draft
collection-unpublished = Not published yet
collection-is-shared = Shared
collection-saved = Saved on { $date }
collection-warnings = { $count ->
    [one] One case asks for a look
   *[other] { $count } cases ask for a look
}
collection-warnings-long = { $count ->
    [one] One case has changed since your latest version, was withdrawn or is gone; it is marked below.
   *[other] { $count } cases have changed since your latest version, were withdrawn or are gone; they are marked below.
}
collection-state-changed = Changed since your latest version
collection-state-withdrawn = Withdrawn
collection-state-missing = Not in the library
collection-told-changed = This case has changed since this version was published.
collection-told-missing = This case is not in the library.
collection-in-it = Cases
collection-empty = There is no case in this collection yet.
collection-number = No.
collection-case = Case
collection-case-number = Case { $count }
collection-taught = Teaching
collection-order = Order
collection-write = Write a note
collection-rewrite = Note and questions
collection-write-of = Note, questions and time of case { $count }
collection-up-of = Move case { $count } up
collection-down-of = Move case { $count } down
collection-remove-of = Remove case { $count }
collection-note = Teaching note
collection-note-help = In the language of the collection: { $language }.
collection-questions = Questions
collection-questions-help = One a line, at most 20.
collection-time = Minutes
collection-place = Place in the collection
collection-place-help = 1 is the first.
collection-read-case = Read the case
collection-print-draft = Print the draft
collection-print = Print as a course pack
collection-print-help = Print this page (A4), or save it as a PDF: each case begins on a page of its own, with its source at the foot.
collection-contents = Contents
collection-as-read = As it is read
collection-versions = Versions
collection-versions-help = Publishing freezes what the collection holds under a number. You can go on with the draft; its readers see the latest version.
collection-publish = Publish version { $number }
collection-published = Version { $number } is published.
collection-sharing = Sharing
collection-sharing-help = Whoever has the address reads the latest version, without signing in. Search engines are asked to leave it out.
collection-share = Make an address
collection-share-anew = Make another address; the present one ends
collection-unshare = End the address
collection-shared-since = It is shared by an address since { $date }.
collection-link-made = This address is shown this once. Copy it now:
collection-unshared = The address has ended.
collection-delete = Delete the collection
collection-delete-help = It is deleted for good, with all its versions, and its address ends.
collection-deleted = The collection is deleted.
collection-made = The collection is begun. Find cases for it in the library.
collection-add = Add to a collection
collection-added = The case was added at the end.
collection-which = Collection
collection-holding = This case is already in:

## Refusals

refusal-collection-invalid = The collection cannot be kept as it is; each place says why.
refusal-collection-full = A collection holds at most { $limit } cases.
refusal-collection-has-case = The collection has this case already.
refusal-collection-without-case = The collection does not have this case (any more).
refusal-collection-empty = A collection without cases cannot be published.
refusal-collection-unchanged = Nothing has changed since the latest version.
refusal-collection-unpublished = Publish the collection first: whoever has the address reads its latest version.
refusal-too-many-collections = You have { $limit } collections already. Delete one first.
refusal-too-many-versions = A collection has at most { $limit } versions.
refusal-too-many-questions = At most { $limit } questions.
refusal-minutes-out-of-range = From 1 to { $limit } minutes.
refusal-case-not-found = There is no such case in the library.
