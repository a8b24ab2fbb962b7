//! What Kapok writes of its own accord, in the reader's language.

use crate::Message;
use kapok_base::{Instant, Locale, Value};
use kapok_words::{Words, date_time};
use serde::{Deserialize, Serialize};

/// Who reads a letter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reader {
    /// Their name.
    pub name: String,
    /// Their address.
    pub email: String,
    /// Their language.
    pub locale: Locale,
}

/// A round in which a judge owes scorecards.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OwedRound {
    /// The edition's title.
    pub edition: String,
    /// The round's title.
    pub round: String,
    /// How many scorecards are owed.
    pub outstanding: i64,
    /// The last second in time and its IANA zone, where there is a due time.
    pub due: Option<(Instant, String)>,
    /// Whether that has passed.
    pub late: bool,
}

impl OwedRound {
    fn line(&self, locale: Locale) -> String {
        let (key, due) = match &self.due {
            None => ("mail-reminder-round", String::new()),
            Some((at, zone)) if self.late => ("mail-reminder-round-late", date_time(locale, *at, zone)),
            Some((at, zone)) => ("mail-reminder-round-due", date_time(locale, *at, zone)),
        };
        let args: [(&str, Value); 4] = [
            ("edition", self.edition.as_str().into()),
            ("round", self.round.as_str().into()),
            ("count", self.outstanding.into()),
            ("due", due.into()),
        ];
        Words::new(locale).say_with(key, &args)
    }
}

/// A letter's occasion with what fills its places. Texts are in the reader's language already; addresses are whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Letter {
    /// A submission was sealed.
    Receipt {
        /// The edition's title.
        edition: String,
        /// The submission's title.
        title: String,
        /// SHA-256 of what was sealed, in hex.
        hash: String,
        /// When it was sealed.
        sealed: Instant,
        /// IANA zone of the edition's deadlines.
        zone: String,
        /// Where to read it.
        link: String,
    },
    /// Somebody is asked to take a role.
    Invitation {
        /// Who invites.
        inviter: String,
        /// The role, in words.
        role: String,
        /// What it is for: a programme's or an edition's title.
        place: String,
        /// Where to accept.
        link: String,
        /// Until when the link works.
        expires: Instant,
    },
    /// A new password was asked for.
    Reset {
        /// Where to set it.
        link: String,
        /// Until when the link works.
        expires: Instant,
    },
    /// A link to sign in without a password was asked for.
    SignIn {
        /// Where to sign in.
        link: String,
        /// Until when the link works.
        expires: Instant,
    },
    /// A submission came back for correction.
    Returned {
        /// The edition's title.
        edition: String,
        /// The submission's title.
        title: String,
        /// What is to be corrected, in the screener's words.
        reason: String,
        /// Where to correct it.
        link: String,
    },
    /// Scorecards are owed: one letter, however many rounds.
    Reminder {
        /// The programme's title.
        programme: String,
        /// Where, and until when.
        rounds: Vec<OwedRound>,
        /// Where to go on.
        link: String,
    },
    /// A submitted scorecard was reopened.
    Reopened {
        /// The edition's title.
        edition: String,
        /// The round's title.
        round: String,
        /// The entry, as people name it.
        title: String,
        /// Why, in the organiser's words.
        reason: String,
        /// Where to go on.
        link: String,
    },
    /// Results are public.
    Announcement {
        /// The edition's title.
        edition: String,
        /// The announcement's title.
        title: String,
        /// Where to read it.
        link: String,
    },
    /// What the organisers wrote to a group, filled in for this reader.
    Written {
        /// Its subject.
        subject: String,
        /// Its text, greeting and all.
        text: String,
        /// The edition's title.
        edition: String,
        /// Where answers go; nobody reads them when absent.
        reply_to: Option<String>,
    },
}

impl Letter {
    /// A stable word for its occasion, as in the outbox.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Receipt { .. } => "receipt",
            Self::Invitation { .. } => "invitation",
            Self::Reset { .. } => "reset",
            Self::SignIn { .. } => "sign-in",
            Self::Returned { .. } => "returned",
            Self::Reminder { .. } => "reminder",
            Self::Reopened { .. } => "reopened",
            Self::Announcement { .. } => "announcement",
            Self::Written { .. } => "written",
        }
    }

    /// The letter written out for its reader; `id` names the mail (see [`Message::id`]), `written` dates it.
    #[must_use]
    pub fn write(&self, reader: &Reader, id: &str, written: Instant) -> Message {
        let mut args = self.places(reader.locale);
        args.push(("name", reader.name.clone().into()));
        let words = Words::new(reader.locale);
        let (subject, text) = self.words(&words, &args);
        let reply_to = if let Self::Written { reply_to, .. } = self { reply_to.clone() } else { None };
        Message {
            id: id.to_owned(),
            name: reader.name.clone(),
            to: reader.email.clone(),
            reply_to,
            subject,
            text,
            written,
        }
    }

    /// Subject and text in the words of one language.
    fn words(&self, words: &Words, args: &[(&'static str, Value)]) -> (String, String) {
        let (subject, body) = match self {
            Self::Receipt { .. } => {
                (words.say_with("mail-receipt-subject", args), words.say_with("mail-receipt", args))
            }
            Self::Invitation { .. } => {
                (words.say_with("mail-invitation-subject", args), words.say_with("mail-invitation", args))
            }
            Self::Reset { .. } => {
                (words.say_with("mail-reset-subject", args), words.say_with("mail-reset", args))
            }
            Self::SignIn { .. } => {
                (words.say_with("mail-sign-in-subject", args), words.say_with("mail-sign-in", args))
            }
            Self::Returned { .. } => {
                (words.say_with("mail-returned-subject", args), words.say_with("mail-returned", args))
            }
            Self::Reminder { .. } => {
                (words.say_with("mail-reminder-subject", args), words.say_with("mail-reminder", args))
            }
            Self::Reopened { .. } => {
                (words.say_with("mail-reopened-subject", args), words.say_with("mail-reopened", args))
            }
            Self::Announcement { .. } => {
                (words.say_with("mail-announcement-subject", args), words.say_with("mail-announcement", args))
            }
            // Organisers greet in words of their own.
            Self::Written { subject, text, reply_to, .. } => {
                let answers =
                    if reply_to.is_some() { "mail-written-answers" } else { "mail-written-no-answers" };
                let footer = format!(
                    "{}\n{}",
                    words.say_with("mail-written-footer", args),
                    words.say_with(answers, args)
                );
                return (subject.clone(), format!("{}\n\n-- \n{footer}\n", text.trim_end()));
            }
        };
        let greeting = words.say_with("mail-greeting", args);
        (subject, format!("{greeting}\n\n{body}\n\n-- \n{}\n", words.say("mail-footer")))
    }

    fn places(&self, locale: Locale) -> Vec<(&'static str, Value)> {
        let text = |s: &String| Value::from(s.as_str());
        match self {
            Self::Receipt { edition, title, hash, sealed, zone, link } => vec![
                ("edition", text(edition)),
                ("title", text(title)),
                ("hash", text(hash)),
                ("sealed", date_time(locale, *sealed, zone).into()),
                ("instant", sealed.to_string().into()),
                ("link", text(link)),
            ],
            Self::Invitation { inviter, role, place, link, expires } => vec![
                ("inviter", text(inviter)),
                ("role", text(role)),
                ("place", text(place)),
                ("link", text(link)),
                ("expires", date_time(locale, *expires, "UTC").into()),
            ],
            Self::Reset { link, expires } | Self::SignIn { link, expires } => {
                vec![("link", text(link)), ("expires", date_time(locale, *expires, "UTC").into())]
            }
            Self::Returned { edition, title, reason, link } => vec![
                ("edition", text(edition)),
                ("title", text(title)),
                ("reason", text(reason)),
                ("link", text(link)),
            ],
            Self::Reminder { programme, rounds, link } => {
                let lines: Vec<_> = rounds.iter().map(|round| round.line(locale)).collect();
                let count: i64 = rounds.iter().map(|round| round.outstanding).sum();
                vec![
                    ("programme", text(programme)),
                    ("rounds", lines.join("\n").into()),
                    ("count", count.into()),
                    ("link", text(link)),
                ]
            }
            Self::Reopened { edition, round, title, reason, link } => vec![
                ("edition", text(edition)),
                ("round", text(round)),
                ("title", text(title)),
                ("reason", text(reason)),
                ("link", text(link)),
            ],
            Self::Announcement { edition, title, link } => {
                vec![("edition", text(edition)), ("title", text(title)), ("link", text(link))]
            }
            Self::Written { edition, reply_to, .. } => {
                vec![("edition", text(edition)), ("address", reply_to.as_deref().unwrap_or_default().into())]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn letters() -> Vec<Letter> {
        let (at, link) = ("2026-11-30T15:59:59Z".parse().unwrap(), "https://example.org/x".to_owned());
        let title = || "Rain gardens".to_owned();
        let edition = || "Sixth edition".to_owned();
        vec![
            Letter::Receipt {
                edition: edition(),
                title: title(),
                hash: "ab12".to_owned(),
                sealed: at,
                zone: "Asia/Shanghai".to_owned(),
                link: link.clone(),
            },
            Letter::Invitation {
                inviter: "Li".to_owned(),
                role: "judge".to_owned(),
                place: edition(),
                link: link.clone(),
                expires: at,
            },
            Letter::Reset { link: link.clone(), expires: at },
            Letter::SignIn { link: link.clone(), expires: at },
            Letter::Returned {
                edition: edition(),
                title: title(),
                reason: "No budget".to_owned(),
                link: link.clone(),
            },
            Letter::Reminder {
                programme: edition(),
                rounds: [(12, None, false), (1, Some(at), false), (3, Some(at), true)]
                    .map(|(outstanding, due, late)| OwedRound {
                        edition: edition(),
                        round: "Committee".to_owned(),
                        outstanding,
                        due: due.map(|at| (at, "Asia/Shanghai".to_owned())),
                        late,
                    })
                    .into(),
                link: link.clone(),
            },
            Letter::Reopened {
                edition: edition(),
                round: "Committee".to_owned(),
                title: title(),
                reason: "Two scores were swapped".to_owned(),
                link: link.clone(),
            },
            Letter::Announcement { edition: edition(), title: title(), link },
            Letter::Written {
                subject: title(),
                text: "Dear Ana,\n\nSee https://example.org/x\n".to_owned(),
                edition: edition(),
                reply_to: Some("office@example.org".to_owned()),
            },
        ]
    }

    #[test]
    fn every_letter_is_whole_in_every_language() {
        for locale in Locale::ALL {
            for letter in letters() {
                let reader = Reader { name: "Ana".to_owned(), email: "ana@example.org".to_owned(), locale };
                let mail = letter.write(&reader, "m-1", "2026-11-20T10:00:00Z".parse().unwrap());
                let all = format!("{}\n{}", mail.subject, mail.text);
                assert!(!all.contains(['⟨', '{', '$']), "{} in {}: {all}", letter.kind(), locale.tag());
                assert!(mail.text.contains("https://example.org/x"), "{all}");
                assert!(mail.text.contains("Ana"), "{all}");
                assert!(!mail.subject.contains('\n'), "{all}");
            }
        }
    }

    #[test]
    fn letters_survive_the_job_table() {
        for letter in letters() {
            let kept = serde_json::to_string(&letter).unwrap();
            assert_eq!(serde_json::from_str::<Letter>(&kept).unwrap(), letter);
        }
    }
}
