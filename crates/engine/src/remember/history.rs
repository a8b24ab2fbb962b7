//! What a public case's texts were, and forgetting it.

use crate::remember::desk;
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{CaseId, Instant, Language, Locale};
use kapok_library::CaseText;
use kapok_store::cases::{self, CaseRecord};
use std::collections::BTreeMap;

/// A language version of a case as everybody read it, or reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastText {
    /// Its language.
    pub language: Language,
    /// Its number in that language, from 1.
    pub number: usize,
    /// Since when everybody could read it.
    pub at: Instant,
    /// What was read.
    pub text: CaseText,
}

impl Engine {
    /// A case with all that everybody could ever read of it, by language in the order of time; the last of each language is what
    /// is read now. What was changed before the case became public is not among it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the case does not exist for the public.
    pub async fn case_history(&self, caller: &Caller, id: CaseId) -> Result<(CaseRecord, Vec<PastText>)> {
        let record = self.get_case(caller, id).await?;
        let describing = self.describing(caller, Locale::En).await?;
        let available = describing.available(record.origin.announcement(), record.created_at);
        let available = available.ok_or(Error::NotFound)?;
        let past = cases::revisions(&self.store.read(), &describing.permit, id, available).await?;
        let mut by_language: BTreeMap<Language, Vec<(Instant, CaseText)>> = BTreeMap::new();
        let mut until: BTreeMap<Language, Instant> = BTreeMap::new();
        for revision in past {
            let texts = by_language.entry(revision.version.language.clone()).or_default();
            texts.push((revision.written_at.max(available), revision.version.text));
            until.insert(revision.version.language, revision.replaced_at);
        }
        for version in &record.versions {
            let since = until.get(&version.language).copied().unwrap_or(available);
            by_language.entry(version.language.clone()).or_default().push((since, version.text.clone()));
        }
        let mut history = Vec::new();
        for (language, mut texts) in by_language {
            // Where the facts alone changed, nothing that is read did.
            texts.dedup_by(|later, earlier| later.1 == earlier.1);
            let numbered = texts.into_iter().zip(1..);
            history.extend(numbered.map(|((at, text), number)| PastText {
                language: language.clone(),
                number,
                at,
                text,
            }));
        }
        Ok((record, history))
    }

    /// Forgets what a case's texts were, because something in them must not be read.
    ///
    /// # Errors
    /// A denial, or [`Error::NotFound`].
    pub async fn forget_case_history(&self, caller: &Caller, id: CaseId) -> Result<()> {
        let permit = self.permit(caller, Action::EditCases)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let record = cases::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    cases::forget_revisions(&tx, &permit, id).await?;
                    tx.record(permit.actor(), desk::event("case_history_forgotten", &record)).await?;
                    Ok(())
                }
            })
            .await
    }
}
