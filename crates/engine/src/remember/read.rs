//! Searching and reading the library, as everybody may.

use crate::remember::beside;
use crate::remember::describe::Describing;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{CaseId, Language};
use kapok_library::Themes;
use kapok_search::{Answer, Hit, Request, Visibility};
use kapok_store::announcements;
use kapok_store::cases::{self, CaseRecord};
use std::sync::Arc;
use std::time::Instant;

/// Most characters of a question.
const LONGEST_QUESTION: usize = 10_000;

/// An answer and how long it took.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// The answer.
    pub answer: Answer,
    /// Milliseconds.
    pub took_ms: f64,
}

impl Engine {
    /// Answers a question to the library.
    ///
    /// # Errors
    /// `cursor_invalid`, or a fault.
    pub async fn search_cases(&self, caller: &Caller, mut request: Request) -> Result<Found> {
        self.permit(caller, Action::ReadLibrary)?;
        if request.query.chars().count() > LONGEST_QUESTION {
            request.query = request.query.chars().take(LONGEST_QUESTION).collect();
        }
        let visibility = self.visibility().await?;
        let index = Arc::clone(&self.library.index);
        beside(move || {
            let begun = Instant::now();
            let answer = index.search(&request, &visibility)?;
            Ok(Found { answer, took_ms: begun.elapsed().as_secs_f64() * 1000.0 })
        })
        .await
    }

    /// Answers a question at an instant that was taken before, whatever has become public since.
    pub(crate) async fn search_at(&self, request: &Request, describing: &Describing) -> Result<Answer> {
        let (index, request, visibility) =
            (Arc::clone(&self.library.index), request.clone(), describing.visibility());
        beside(move || index.search(&request, &visibility)).await
    }

    /// The case, or what is left of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when it does not exist for the public.
    pub async fn get_case(&self, caller: &Caller, id: CaseId) -> Result<CaseRecord> {
        let permit = self.permit(caller, Action::ReadLibrary)?;
        let found = cases::find_public(&self.store.read(), &permit, id, self.store.now()).await?;
        found.ok_or(Error::NotFound)
    }

    /// Cases like one, the likest first.
    ///
    /// # Errors
    /// [`Error::NotFound`] when that one does not exist for the public.
    pub async fn similar_cases(
        &self,
        caller: &Caller,
        id: CaseId,
        language: Language,
        limit: usize,
    ) -> Result<Vec<Hit>> {
        self.get_case(caller, id).await?;
        let visibility = self.visibility().await?;
        let index = Arc::clone(&self.library.index);
        beside(move || index.similar(id, limit, &language, &visibility)).await
    }

    /// The library's list of themes.
    #[must_use]
    pub fn themes(&self) -> &Themes {
        &self.library.themes
    }

    /// What is public now, read once for each request.
    pub(crate) async fn visibility(&self) -> Result<Visibility> {
        let public = announcements::public(&self.store.read(), None, self.store.now()).await?;
        Ok(Visibility {
            public_announcements: public.into_iter().map(|announcement| announcement.id).collect(),
        })
    }
}
