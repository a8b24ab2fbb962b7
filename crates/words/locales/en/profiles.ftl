# What judges tell of themselves, conflicts that are found, and what a plan makes of both.

## The judge's profile

judge-profile = What you bring
judge-profile-help = The organiser plans from this who reads what, and sees it; entrants and the public never do. Where you live and where you have worked keep entries away from you that you should not judge.
judge-profile-capacity = Entries you can take at most
judge-profile-capacity-help = In one round. Leave it empty to take as many as the others.
judge-profile-capacity-short = Can take
judge-profile-languages = Languages you read
judge-profile-languages-help = Well enough to judge a dossier. If you mark none, the language of your Kapok counts.
judge-profile-themes = What you know well
judge-profile-themes-help = You will mostly read dossiers on these themes.
judge-profile-countries = Where you live, and where you are a citizen
judge-profile-countries-help = One at least.
judge-profile-country = Country or region { $count }
judge-profile-employers = Where you work and have worked
judge-profile-employers-help = One a line: cities, institutes, firms, in the spelling they use themselves.
judge-profile-undertaking = I keep dossiers and scores to myself, judge by the rubric alone, and declare whatever ties me to an entry as soon as I know of it.
judge-profile-sign = Sign and save
judge-profile-saved = Thank you. Your profile is saved and your undertaking signed.
judge-profile-missing = Before you begin: tell what you can take, read and know, and sign the undertaking.
judge-profile-give = Your profile
judge-profile-none = No profile yet
judge-profile-takes = { $count ->
    [one] Takes one entry at most
   *[other] Takes { $count } entries at most
}
judge-profile-signed = signed on { $day }
refusal-profile-invalid = Your profile could not be saved; each place says why.
refusal-profile-unsigned = Please give the undertaking; it is part of the profile.
refusal-profile-too-long = At most { $most } can be named.
refusal-capacity-zero = Take one entry at least, or leave this empty.
refusal-language-unknown = This is not the tag of a language, such as en or zh-Hans.
refusal-theme-unknown = There is no such theme.
refusal-country-unknown = There is no country or region with this code.
refusal-country-missing = Please name the country or region where you live.

## Conflicts that are found

judge-found = Conflicts found
judge-found-what = What was found
judge-found-help = Found from judges’ profiles and dossiers. Red: excluded, this judge cannot be assigned the entry. Amber: the judge is asked when declaring, and a plan prefers others.
judge-found-country = Same country
judge-found-entity = Works for the entity
judge-found-email-domain = Same mail domain
judge-found-named = Named in the dossier
judge-found-earlier = Judged or entered for it before
judge-found-mine-country = I live in this country or am its citizen.
judge-found-mine-entity = I act, work or worked for this entity.
judge-found-mine-email-domain = Somebody behind it writes from the same mail domain as I.
judge-found-mine-named = The dossier names me.
judge-found-mine-earlier = I judged this entity, or entered for it, in another edition.
judge-found-proposes = Kapok found this and proposes that you stand aside. Take the mark away if it does not tie you.
judge-found-excludes-you = The rules of this round exclude you from this entry. Complete the reason if it needs more words.
judge-found-look-for = Conflicts to look for
judge-found-look-for-help = Warn: the organiser and the judge are told, the judge decides, and a plan prefers other judges. Exclude: the judge cannot be assigned the entry. Public mail providers never count as a shared domain.
judge-weight-off = Do not look
judge-weight-warn = Warn
judge-weight-exclude = Exclude
refusal-judge-in-conflict = { $ground ->
    [declared] This judge stood aside from this entry.
    [country] The round excludes this judge: same country as the entry.
    [entity] The round excludes this judge: works or worked for the entity, or acts for it.
    [email_domain] The round excludes this judge: same mail domain as somebody behind the entry.
    [named] The round excludes this judge: named in the dossier.
   *[other] The round excludes this judge: judged the entity, or entered for it, before.
}
refusal-tie-undeclared = The rules of this round exclude you from this entry; it must be among what you declare.

## What a plan goes by

judge-plan-basis = { $profiles } of { $judges } judges gave a profile; their languages, themes, countries and bounds are used. { $themed ->
    [0] No themes were compared.
    [one] Themes were compared for one entry.
   *[other] Themes were compared for { $themed } entries.
} { $excluded ->
    [0] No pair is excluded by what was found,
    [one] One pair is excluded by what was found,
   *[other] { $excluded } pairs are excluded by what was found,
} { $warned ->
    [0] and none counts half.
    [one] and one counts half.
   *[other] and { $warned } count half.
}
