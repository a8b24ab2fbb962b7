# Letters that organisers write, the correspondence of a dossier, links that are handed over.

## Refusals

refusal-letter-invalid = The letter cannot go out as it is; each place says why.
refusal-letter-language-missing = Subject and text need the same languages: this one is missing in { $language }.
refusal-merge-field-unknown = There is no field { "{" }{ $field }{ "}" } (line { $line }, character { $column }). Possible are: { $missing }.
refusal-merge-field-unfit = The field { "{" }{ $field }{ "}" } has no value for these readers.
refusal-merge-brace-open = The brace in line { $line }, character { $column } is not closed. Write two braces for one that is no field’s.
refusal-audience-invalid = These filters find nobody; each place says why.
refusal-label-never-public = The label “{ $label }” is never made public: a letter to those who carry it would tell them.
refusal-country-malformed = “{ $country }” is not a country’s two-letter code.
refusal-round-elsewhere = There is no such round in this edition.
refusal-letter-sent = This letter has been sent; nothing about it can change any more.
refusal-letter-withdrawn = This letter has been given up.
refusal-letter-held = This letter is held; release it to change it.
refusal-letter-not-held = This letter is not held.
refusal-letter-nobody = Nobody would get this letter now. Labels count once they are announced.
refusal-letter-values-missing = { $count ->
    [one] A value is missing for one reader: { $missing }. Change the text, or have them left out.
   *[other] A value is missing for { $count } readers: { $missing }. Change the text, or have them left out.
}
refusal-letter-audience-changed = You expected { $expected } mails; now it would be { $count }. Look at the preview again.

## The organiser's pages

letters-letters = Letters
letters-lead = Write to entrants or judges of this edition. Nobody gets a letter before you send it, and nobody gets it twice.
letters-none = No letters yet.
letters-new = Write a letter
letters-new-lead = Say whom it is for, then what it says. You will see who gets it, and some of the mails in full, before anything leaves.
letters-change = Change the letter
letters-save = Save and look at it
letters-saved = Saved. Nobody has got it yet.
letters-another = Write another one like it
letters-subject = Subject
letters-audience = For
letters-mails = Mails
letters-words = What it says
letters-subject-en = Subject in English
letters-subject-zh = Subject in Chinese
letters-body-en = Text in English
letters-body-zh = Text in Chinese
letters-reply-to = Answers go to
letters-reply-to-help = An address that somebody reads. Without one the letter says that nobody reads answers.
letters-to-entrants = Entrants
letters-to-judges = Judges of { $panel }
letters-to-outstanding = Judges who owe scorecards in { $round }
letters-filters = Which entrants
letters-filters-help = For letters to entrants alone. Nothing ticked means all of them, those who withdrew excepted.
letters-stages = Where the dossier stands
letters-stage-draft = Still a draft
letters-stage-sealed = Handed in, not screened yet
letters-stage-returned = Sent back, correction due
letters-stage-ineligible = Ineligible
letters-stage-eligible = Eligible
letters-stage-withdrawn = Withdrawn
letters-labels = What was announced
letters-labels-help = A label counts once its announcement is public: until then the letter finds nobody by it. You can hold it until the announcement.
letters-unlabelled = Eligible, with none of the announced labels
letters-countries = Countries
letters-fields = Fields that are filled in for each reader
letters-field-name = the reader’s name
letters-field-entity = the entity that enters (entrants)
letters-field-title = the dossier’s title (entrants)
letters-field-reference = the dossier’s number (entrants)
letters-field-edition = this edition’s name
letters-field-deadline = when a draft, a correction or the scorecards are due
letters-field-link = where the reader goes on: the dossier, the assignments
letters-field-panel = the panel’s name (judges)
letters-field-round = the round’s name (judges who owe scorecards)
letters-field-outstanding = how many scorecards are owed (judges who owe scorecards)
letters-state-draft = Draft
letters-state-held = Held
letters-state-failed = Held: could not go out
letters-state-sent = Sent
letters-state-withdrawn = Given up
letters-held-by-hand = It waits until somebody sends it.
letters-held-until = It goes out at { $instant }.
letters-held-for = It goes out when “{ $announcement }” becomes public.
letters-was-not-sent = When it was due it could not go out: { $reason }
letters-sent-at = It was sent at { $instant }.
letters-withdrawn-at = It was given up at { $instant }.
letters-preview = If it went out now
letters-preview-mails = mails
letters-preview-people = people
letters-incomplete = { $count ->
    [one] For one reader a value is missing:
   *[other] For { $count } readers a value is missing:
}
letters-unreached = { $count ->
    [one] For one dossier nobody reads mail:
   *[other] For { $count } dossiers nobody reads mail:
}
letters-what-next = What next
letters-send = { $count ->
    [one] Send one mail now
   *[other] Send { $count } mails now
}
letters-leave-out = { $count ->
    [one] Leave out the one for whom a value is missing
   *[other] Leave out the { $count } for whom a value is missing
}
letters-leave-out-later = Leave out those for whom a value is missing then
letters-hold = Hold the letter
letters-languages-help = Write in English, in Chinese, or both, subject and text alike: each reader gets their own language when it is there.
letters-hold-anew = Change what it waits for
letters-hold-help = A held letter is not changed. Who gets it is found out when it goes.
letters-until = Until
letters-until-hand = somebody sends it
letters-until-instant = an instant
letters-until-announced = the announcement of “{ $title }”
letters-until-at = The instant
letters-release = Take the hold off, to change it
letters-withdraw = Give the letter up
letters-withdraw-help = It will never be sent; it stays in the list.
letters-sent = The letter is on its way.
letters-held = The letter is held.
letters-released = The letter can be changed again.
letters-withdrawn = The letter was given up.
letters-recipients = Who got it
letters-about = About
letters-was-left-out = Left out; no value for
letters-left = { $count ->
    [one] One left
   *[other] { $count } left
}
letters-waiting = { $count ->
    [one] One waits
   *[other] { $count } wait
}
letters-failed = { $count ->
    [one] One failed
   *[other] { $count } failed
}
letters-withheld = { $count ->
    [one] One withheld
   *[other] { $count } withheld
}
letters-left-out = { $count ->
    [one] One left out
   *[other] { $count } left out
}

## The correspondence of a dossier

letters-correspondence = Correspondence
letters-no-correspondence = Nothing has been written about this dossier yet.
