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
