# Mail that Kapok sends.

mail-greeting = Dear { $name },
mail-footer = This mail was sent by Kapok. Nobody reads answers to it.

mail-receipt-subject = Received: { $title }
mail-receipt =
    Your submission “{ $title }” to { $edition } has been received and sealed.

    Sealed: { $sealed }
    In UTC: { $instant }
    Content hash (SHA-256): { $hash }

    Please keep this mail: it proves what you handed in, and when. You can read your submission here:
    { $link }

mail-invitation-subject = Invitation: { $place }
mail-invitation =
    { $inviter } invites you to take part in { $place } as: { $role }.

    Follow this link to choose a password and begin:
    { $link }

    The link works once, until { $expires }. If you do not know why you got this mail, you may ignore it.

mail-reset-subject = A new password
mail-reset =
    Somebody, probably you, asked for a new password. Follow this link to choose one:
    { $link }

    The link works once, until { $expires }. If it was not you, ignore this mail: your password stays as it is.

mail-sign-in-subject = Your link to sign in
mail-sign-in =
    Follow this link to sign in:
    { $link }

    The link works once, until { $expires }. If you did not ask for it, ignore this mail.

mail-returned-subject = Please correct: { $title }
mail-returned =
    Your submission “{ $title }” to { $edition } has been returned to you for correction. The reason:

    { $reason }

    Correct it here and hand it in again:
    { $link }

mail-reminder-subject = { $count ->
    [one] One entry waits for your judgement: { $programme }
   *[other] { $count } entries wait for your judgement: { $programme }
}
mail-reminder =
    These entries still wait for your judgement in { $programme }:

    { $rounds }

    You find them here, with the next dossier behind one button:
    { $link }

    If something keeps you from an entry, stand aside on its page, so that another judge can be asked.
mail-reminder-round = – { $round } ({ $edition }): { $count ->
    [one] one entry
   *[other] { $count } entries
}
mail-reminder-round-due = – { $round } ({ $edition }): { $count ->
    [one] one entry
   *[other] { $count } entries
}, due { $due }
mail-reminder-round-late = – { $round } ({ $edition }): { $count ->
    [one] one entry
   *[other] { $count } entries
}, late: due { $due }

mail-reopened-subject = Please look again: { $title }
mail-reopened =
    The organisers of { $edition } have reopened your scorecard of “{ $title }” ({ $round }). The reason:

    { $reason }

    What you gave is still in it. It counts again once you submit it:
    { $link }

mail-announcement-subject = { $edition }: { $title }
mail-announcement =
    “{ $title }” of { $edition } has been announced. Read it here:
    { $link }

# Below what organisers wrote.
mail-written-footer = Written by the organisers of { $edition }, sent by Kapok.
mail-written-answers = Answers go to { $address }.
mail-written-no-answers = Nobody reads answers to this mail.
