//! What is done to a draft, one step at a time.

use super::{Content, Item, MOST_ITEMS, full};
use kapok_base::{CaseId, Language, Refusal};

/// One step of work on a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Change {
    /// Title, introduction and language are written anew.
    Head {
        /// The title.
        title: String,
        /// The introduction.
        introduction: String,
        /// Their language.
        language: Language,
    },
    /// A case comes in at the end.
    Add(Item),
    /// What is said about a case is written anew.
    Write(Item),
    /// A case goes out.
    Remove(CaseId),
    /// A case goes one place towards the beginning; the first one stays.
    Up(CaseId),
    /// A case goes one place towards the end; the last one stays.
    Down(CaseId),
    /// A case goes to a place, from 1; beyond the end means the end.
    Place(CaseId, usize),
}

impl Content {
    /// Takes one step. Whether what comes of it can be kept is for [`Content::check`] to say.
    ///
    /// # Errors
    /// `collection_full`, `collection_has_case`, `collection_without_case`.
    pub fn apply(&mut self, change: Change) -> Result<(), Refusal> {
        match change {
            Change::Head { title, introduction, language } => {
                (self.title, self.introduction, self.language) = (title, introduction, language);
            }
            Change::Add(item) => {
                if self.cases().any(|case| case == item.case) {
                    return Err(Refusal::invalid("collection_has_case").at("/case"));
                }
                if self.items.len() >= MOST_ITEMS {
                    return Err(full());
                }
                self.items.push(item);
            }
            Change::Write(item) => {
                let at = self.at(item.case)?;
                if let Some(known) = self.items.get_mut(at) {
                    *known = item;
                }
            }
            Change::Remove(case) => {
                let at = self.at(case)?;
                self.items.remove(at);
            }
            Change::Up(case) => {
                let at = self.at(case)?;
                self.items.swap(at, at.saturating_sub(1));
            }
            Change::Down(case) => {
                let (at, last) = (self.at(case)?, self.items.len() - 1);
                self.items.swap(at, last.min(at + 1));
            }
            Change::Place(case, place) => {
                let at = self.at(case)?;
                let item = self.items.remove(at);
                self.items.insert(place.saturating_sub(1).min(self.items.len()), item);
            }
        }
        Ok(())
    }

    fn at(&self, case: CaseId) -> Result<usize, Refusal> {
        let at = self.cases().position(|held| held == case);
        at.ok_or_else(|| Refusal::state("collection_without_case"))
    }
}
