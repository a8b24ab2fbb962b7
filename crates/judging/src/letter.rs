//! Letters: what organisers write to a group, where a letter stands, and what it must hold.

pub mod audience;
pub mod merge;

use crate::text;
use audience::Audience;
use kapok_base::{Actor, AnnouncementId, Instant, Language, Localized, Refusal};
use merge::{Field, Slip, Template};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Longest subject, in characters.
const LONGEST_SUBJECT: usize = 200;
/// Longest text, in characters.
const LONGEST_BODY: usize = 20_000;

/// The words of a letter and whom it is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its subject, one line; may hold merge fields.
    pub subject: Localized,
    /// Its text, in the languages of the subject; may hold merge fields.
    pub body: Localized,
    /// Where answers go; nobody reads them when absent.
    #[serde(default)]
    pub reply_to: Option<String>,
    /// Whom it is for.
    pub audience: Audience,
}

/// Subject and text in one language, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version {
    /// The language.
    pub language: Language,
    /// The subject.
    pub subject: Template,
    /// The text.
    pub body: Template,
}

impl Version {
    /// The fields that it names.
    #[must_use]
    pub fn fields(&self) -> BTreeSet<Field> {
        self.subject.fields().union(&self.body.fields()).copied().collect()
    }
}

impl Content {
    /// Refuses what cannot be sent as it is: every fault with its place.
    ///
    /// # Errors
    /// `letter_invalid` with one detail per fault: `required`, `text_too_long`, `one_line_only`,
    /// `letter_language_missing`, `merge_field_unknown`, `merge_field_unfit`, `merge_brace_open`.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut found = Vec::new();
        for (name, words, longest) in
            [("subject", &self.subject, LONGEST_SUBJECT), ("body", &self.body, LONGEST_BODY)]
        {
            for (language, text) in words.iter() {
                let pointer = format!("/{name}/texts/{language}");
                if text.trim().is_empty() {
                    found.push(Refusal::invalid("required").at(pointer));
                    continue;
                }
                found.extend(text::fits(text, longest, &pointer).err());
                if name == "subject" && text.chars().any(char::is_control) {
                    found.push(Refusal::invalid("one_line_only").at(pointer.as_str()));
                }
                found.extend(self.slips(text, &pointer));
            }
        }
        found.extend(missing(&self.subject, &self.body, "body"));
        found.extend(missing(&self.body, &self.subject, "subject"));
        Refusal::gather("letter_invalid", found)
    }

    fn slips(&self, text: &str, pointer: &str) -> Vec<Refusal> {
        let refusal = |slip: Slip| {
            let place = |r: Refusal, line: usize, column: usize| r.with("line", line).with("column", column);
            let refusal = match slip {
                Slip::Unknown { field, line, column } => {
                    let refusal = Refusal::invalid("merge_field_unknown").with("field", field);
                    place(refusal, line, column).missing(self.audience.fields().iter().map(|f| f.as_str()))
                }
                Slip::Open { line, column } => place(Refusal::invalid("merge_brace_open"), line, column),
            };
            refusal.at(pointer)
        };
        match Template::read(text) {
            Err(slips) => slips.into_iter().map(refusal).collect(),
            Ok(template) => {
                let offered = self.audience.fields();
                let unfit = template.fields().into_iter().filter(|field| !offered.contains(field));
                let refused =
                    |field: Field| Refusal::invalid("merge_field_unfit").with("field", field.as_str());
                unfit.map(|field| refused(field).at(pointer)).collect()
            }
        }
    }

    /// The version for a reader of `wanted`: their own language, a relative of it, or the original.
    ///
    /// # Errors
    /// As [`Self::check`], for a letter that was not checked.
    pub fn version(&self, wanted: &Language) -> Result<Version, Refusal> {
        let (language, subject) = self.subject.best(wanted);
        let body = self.body.text(language);
        let broken = |_| Refusal::state("letter_invalid");
        Ok(Version {
            language: language.clone(),
            subject: Template::read(subject).map_err(broken)?,
            body: Template::read(body).map_err(broken)?,
        })
    }
}

/// A language in which one of the two texts is there and the other is not.
fn missing(one: &Localized, other: &Localized, name: &str) -> Option<Refusal> {
    let lacks = |language: &Language| other.iter().all(|(there, _)| there != language);
    let (language, _) = one.iter().find(|(language, _)| lacks(language))?;
    let refusal = Refusal::invalid("letter_language_missing").with("language", language.as_str());
    Some(refusal.at(format!("/{name}/texts/{language}")))
}

/// What a held letter waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "when", rename_all = "snake_case", deny_unknown_fields)]
pub enum Until {
    /// An instant.
    Instant {
        /// Which.
        at: Instant,
    },
    /// An announcement that becomes public.
    Announced {
        /// Which.
        announcement: AnnouncementId,
    },
}

/// Where a letter stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum State {
    /// Being written.
    Draft,
    /// Finished and kept back.
    Held {
        /// When it goes out by itself; never when absent.
        until: Option<Until>,
        /// Whether those for whom a value is missing are left out.
        leave_out: bool,
        /// The code of the refusal for which it did not go out when it was due.
        failed: Option<String>,
    },
    /// Its mails have been put down, for ever.
    Sent {
        /// When.
        at: Instant,
        /// By whom.
        by: Actor,
    },
    /// Will never be sent.
    Withdrawn {
        /// When.
        at: Instant,
        /// By whom.
        by: Actor,
    },
}

/// What is asked of a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Command {
    /// Change its words or whom it is for.
    Change,
    /// Keep it back, perhaps until something comes.
    Hold {
        /// What it waits for.
        until: Option<Until>,
        /// Whether those for whom a value is missing are to be left out.
        leave_out: bool,
    },
    /// Take the hold off: it can be written again.
    Release,
    /// Send it.
    Send,
    /// Give it up.
    Withdraw,
}

impl State {
    /// Its stable name.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Held { .. } => "held",
            Self::Sent { .. } => "sent",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// What it waits for, if it is held for something.
    #[must_use]
    pub fn until(&self) -> Option<Until> {
        if let Self::Held { until, .. } = self { *until } else { None }
    }
}

/// The state after a command by `by` at `now`. Sending what was sent changes nothing, so that it may be asked again.
///
/// # Errors
/// `letter_sent`, `letter_withdrawn`, `letter_held`, `letter_not_held`, `instant_passed`.
pub fn apply(state: &State, command: Command, by: Actor, now: Instant) -> Result<State, Refusal> {
    match (state, command) {
        (State::Sent { .. }, Command::Send) => Ok(state.clone()),
        (State::Sent { .. }, _) => Err(Refusal::state("letter_sent")),
        (State::Withdrawn { .. }, _) => Err(Refusal::state("letter_withdrawn")),
        (State::Held { .. }, Command::Change) => Err(Refusal::state("letter_held")),
        (State::Draft, Command::Change) | (State::Held { .. }, Command::Release) => Ok(State::Draft),
        (State::Draft, Command::Release) => Err(Refusal::state("letter_not_held")),
        (State::Draft | State::Held { .. }, Command::Hold { until, leave_out }) => {
            if let Some(Until::Instant { at }) = until
                && at <= now
            {
                let refusal = Refusal::time("instant_passed").with("now", now.to_string());
                return Err(refusal.at("/until/at"));
            }
            Ok(State::Held { until, leave_out, failed: None })
        }
        (State::Draft | State::Held { .. }, Command::Send) => Ok(State::Sent { at: now, by }),
        (State::Draft | State::Held { .. }, Command::Withdraw) => Ok(State::Withdrawn { at: now, by }),
    }
}

/// A letter that could not go out when it was due: it is kept back and says why.
#[must_use]
pub fn failed(state: &State, code: &str) -> State {
    match state {
        State::Held { leave_out, .. } => {
            State::Held { until: None, leave_out: *leave_out, failed: Some(code.to_owned()) }
        }
        other => other.clone(),
    }
}

#[cfg(test)]
mod tests;
