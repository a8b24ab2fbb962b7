//! Collections: curated, ordered sets of cases to teach from, and what a publication of one froze.

mod change;
mod frozen;
#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests;

pub use change::Change;
pub use frozen::{CaseHash, CaseNow, CaseState, Publication, case_state};

use kapok_base::{CaseId, Language, Refusal};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Most items of a collection.
pub const MOST_ITEMS: usize = 500;
/// Longest title, in characters.
pub const LONGEST_TITLE: usize = 200;
/// Longest introduction and longest teaching note, in characters.
pub const LONGEST_TEXT: usize = 4_000;
/// Most questions on a case.
pub const MOST_QUESTIONS: usize = 20;
/// Longest question, in characters.
pub const LONGEST_QUESTION: usize = 500;
/// Most minutes planned for a case: a whole day.
pub const MOST_MINUTES: u32 = 24 * 60;

/// What a collection holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Content {
    /// Its title, one line.
    pub title: String,
    /// What it is for and how to use it.
    #[serde(default)]
    pub introduction: String,
    /// The language of title, introduction and notes.
    pub language: Language,
    /// The cases in their order.
    #[serde(default)]
    pub items: Vec<Item>,
}

/// A case in a collection, with what is taught from it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Item {
    /// Which case; a collection holds it once.
    pub case: CaseId,
    /// The teaching note.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
    /// Questions to discuss, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<String>,
    /// How many minutes are planned for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

impl Item {
    /// A case with nothing said about it yet.
    #[must_use]
    pub fn new(case: CaseId) -> Self {
        Self { case, note: String::new(), questions: Vec::new(), minutes: None }
    }
}

impl Content {
    /// A collection without cases yet.
    #[must_use]
    pub fn new(title: String, language: Language) -> Self {
        Self { title, introduction: String::new(), language, items: Vec::new() }
    }

    /// The cases in their order.
    pub fn cases(&self) -> impl Iterator<Item = CaseId> {
        self.items.iter().map(|item| item.case)
    }

    /// The minutes planned for all of it.
    #[must_use]
    pub fn minutes(&self) -> u32 {
        self.items.iter().filter_map(|item| item.minutes).sum()
    }

    /// Refuses what cannot be kept: every fault with its place.
    ///
    /// # Errors
    /// `collection_invalid` with one detail per fault: `required`, `too_long`, `one_line_only`, `collection_full`,
    /// `collection_has_case`, `too_many_questions`, `minutes_out_of_range`.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut found = Vec::new();
        if self.title.trim().is_empty() {
            found.push(Refusal::invalid("required").at("/title"));
        }
        if self.title.chars().any(char::is_control) {
            found.push(Refusal::invalid("one_line_only").at("/title"));
        }
        found.extend(too_long(&self.title, LONGEST_TITLE, "/title"));
        found.extend(too_long(&self.introduction, LONGEST_TEXT, "/introduction"));
        if self.items.len() > MOST_ITEMS {
            found.push(full());
        }
        let mut seen = BTreeSet::new();
        for (at, item) in self.items.iter().take(MOST_ITEMS).enumerate() {
            if !seen.insert(item.case) {
                found.push(Refusal::invalid("collection_has_case").at(format!("/items/{at}/case")));
            }
            found.extend(item.faults(&format!("/items/{at}")));
        }
        Refusal::gather("collection_invalid", found)
    }
}

impl Item {
    /// What is wrong with what is said about the case.
    fn faults(&self, place: &str) -> Vec<Refusal> {
        let mut found = Vec::new();
        found.extend(too_long(&self.note, LONGEST_TEXT, &format!("{place}/note")));
        if self.questions.len() > MOST_QUESTIONS {
            let refusal = Refusal::invalid("too_many_questions").with("limit", MOST_QUESTIONS);
            found.push(refusal.at(format!("{place}/questions")));
        }
        for (at, question) in self.questions.iter().take(MOST_QUESTIONS).enumerate() {
            found.extend(too_long(question, LONGEST_QUESTION, &format!("{place}/questions/{at}")));
        }
        if self.minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
            let refusal = Refusal::invalid("minutes_out_of_range").with("limit", i64::from(MOST_MINUTES));
            found.push(refusal.at(format!("{place}/minutes")));
        }
        found
    }
}

fn full() -> Refusal {
    Refusal::invalid("collection_full").with("limit", MOST_ITEMS).at("/items")
}

fn too_long(text: &str, longest: usize, place: &str) -> Option<Refusal> {
    let refusal = || Refusal::invalid("too_long").with("limit", longest).at(place);
    (text.chars().count() > longest).then(refusal)
}
