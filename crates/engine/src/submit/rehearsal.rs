//! Rehearsals: an edition copied so that its organisers can try everything on it, and wiped without a trace.
//!
//! A rehearsal is an edition like any other to those who run it. That nothing of it counts is not the business of the
//! use cases: the finders show it to nobody else (`store::scope`), and the job table withholds its mail (`Tx::enqueue`).

mod copying;

use crate::programmes::check_slug;
use crate::submit::Edition;
use crate::{Caller, Engine, Error, Once, Result, once};
use kapok_access::{Action, Permit};
use kapok_base::{EditionId, Locale, Localized, Refusal, Version};
use kapok_judging::phase::{Path, Phase};
use kapok_store::ledger::Event;
use kapok_store::{Tx, editions, programmes, rehearsals};
use kapok_words::say;
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

/// How an edition is copied as a rehearsal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rehearsal {
    /// By how many days its deadlines are shifted, backwards when negative; kept when absent.
    #[serde(default)]
    pub shift_days: i32,
    /// Whether the dossiers that have been sealed come along, as they were sealed last. The rehearsal then begins where
    /// they are screened; otherwise it begins as a draft without any.
    #[serde(default)]
    pub dossiers: bool,
}

/// A rehearsal as it was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copied {
    /// The rehearsal.
    pub edition: Edition,
    /// How many dossiers came along.
    pub dossiers: usize,
}

impl Engine {
    /// Copies an edition as a rehearsal: form, deadlines, eligibility, labels, rounds with their rubrics and cuts,
    /// panels with those who accepted to judge in them; the sealed dossiers too, when that is wanted.
    ///
    /// # Errors
    /// `deadline_not_a_time` when a shifted deadline cannot be, [`Error::NotFound`] for whoever does not run the
    /// edition's whole programme, or a denial.
    pub async fn copy_as_rehearsal(
        &self,
        caller: &Caller,
        id: EditionId,
        asked: Rehearsal,
        once: Option<Once>,
    ) -> Result<Copied> {
        let permit = self.permit(caller, Action::Rehearse)?;
        self.store
            .write(move |tx| {
                let (permit, once) = (permit.clone(), once.clone());
                async move {
                    if let Some((id, dossiers)) = once::recall(&tx, permit.actor(), once.as_ref()).await? {
                        let edition = editions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                        return Ok(Copied { edition, dossiers });
                    }
                    let copied = copy(&tx, &permit, id, asked).await?;
                    let kept = (copied.edition.id, copied.dossiers);
                    once::remember(&tx, permit.actor(), once.as_ref(), &kept).await?;
                    Ok::<_, Error>(copied)
                }
            })
            .await
    }

    /// Wipes a rehearsal: every row of it goes, and what the ledger told of it becomes unreadable. How many rows went.
    ///
    /// # Errors
    /// `not_a_rehearsal`, [`Error::NotFound`], or a denial.
    pub async fn wipe_rehearsal(&self, caller: &Caller, id: EditionId) -> Result<u64> {
        let permit = self.permit(caller, Action::Rehearse)?;
        self.store
            .write(move |tx| {
                let permit = permit.clone();
                async move {
                    let edition = editions::find(&tx, &permit, id).await?.ok_or(Error::NotFound)?;
                    if edition.rehearsal_of.is_none() {
                        return Err(Refusal::state("not_a_rehearsal").into());
                    }
                    rehearsals::erase_traces(&tx, id).await?;
                    let rows = rehearsals::wipe(&tx, id).await?;
                    let event = Event::new("rehearsal_wiped", id)
                        .edition(edition.programme, id)
                        .data(json!({ "rows": rows }));
                    tx.record(permit.actor(), event).await?;
                    Ok::<_, Error>(rows)
                }
            })
            .await
    }

    /// Whether any of the identifiers in a page's address names a rehearsal or something in one, so that the page can
    /// say so. It tells only what a page shows that was answered: whoever may not see the thing gets no page.
    ///
    /// # Errors
    /// Only faults.
    pub async fn is_rehearsal(&self, ids: &[Uuid]) -> Result<bool> {
        Ok(rehearsals::any_within(&self.store.read(), ids).await?)
    }
}

async fn copy(tx: &Tx, permit: &Permit, id: EditionId, asked: Rehearsal) -> Result<Copied> {
    let original = editions::find(tx, permit, id).await?.ok_or(Error::NotFound)?;
    // Whoever runs this edition alone would not see the copy.
    if !permit.scope().everywhere && !permit.scope().run.contains(&original.programme) {
        return Err(Error::NotFound);
    }
    programmes::find(tx, permit, original.programme).await?.ok_or(Error::NotFound)?;
    let taken = editions::list(tx, permit, Some(original.programme)).await?;
    let mut edition = Edition {
        id: tx.new_id(),
        slug: free_slug(&original.slug, &taken)?,
        name: name_of(&original.name),
        phase: Phase::Draft,
        deadlines: original.deadlines.shifted(asked.shift_days)?,
        rehearsal_of: Some(original.rehearsal_of.unwrap_or(original.id)),
        created_at: tx.now(),
        version: Version::FIRST,
        ..original.clone()
    };
    if asked.dossiers {
        edition.phase = first_with_dossiers(&edition);
    }
    editions::create(tx, &edition).await?;
    let event = Event::new("rehearsal_made", edition.id).edition(edition.programme, edition.id);
    copying::bench(tx, permit, &original, &edition).await?;
    let dossiers = match asked.dossiers {
        true => copying::dossiers(tx, permit, &original, &edition).await?,
        false => 0,
    };
    let data = json!({ "of": id, "shift_days": asked.shift_days, "dossiers": dossiers });
    tx.record(permit.actor(), event.data(data)).await?;
    Ok(Copied { edition, dossiers })
}

/// Where a rehearsal with dossiers begins: nobody can hand in any, so its call is over.
fn first_with_dossiers(edition: &Edition) -> Phase {
    let path = Path::new(edition.eligibility.screening, &[]);
    match path.after(Phase::Open) {
        Some(Phase::Screening) => Phase::Screening,
        // Without a screening the entries enter the first round as the edition moves there.
        _ => Phase::Open,
    }
}

/// A name in addresses that no other edition of the programme has.
fn free_slug(slug: &str, taken: &[Edition]) -> Result<String> {
    let stem: String = slug.chars().take(26).collect();
    let stem = stem.trim_end_matches('-');
    let free = |slug: &String| !taken.iter().any(|edition| edition.slug == *slug);
    let numbered = (2..1000).map(|number| format!("{stem}-rehearsal-{number}"));
    let found = std::iter::once(format!("{stem}-rehearsal")).chain(numbered).find(free);
    let found = found.ok_or_else(|| Refusal::state("slug_taken").at("/slug").with("slug", slug))?;
    check_slug(&found)?;
    Ok(found)
}

/// The name of a rehearsal says so, in every language of the edition's own.
fn name_of(name: &Localized) -> Localized {
    let marked = |(language, text): (&kapok_base::Language, &String)| {
        let locale = Locale::for_tag(language.as_str()).unwrap_or_default();
        // Room is left for the mark: names have at most 200 characters.
        let text: String = text.chars().take(180).collect();
        (language.clone(), say(locale, "rehearsal-name", &[("name", text.into())]))
    };
    let original = name.original();
    let first = marked((original, name.text(original)));
    let others = name.iter().filter(|(language, _)| *language != original).map(marked);
    others.fold(Localized::new(first.0, first.1), |name, (language, text)| name.with(language, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kapok_base::Language;

    #[test]
    fn a_rehearsal_is_named_as_one_in_every_language() {
        let chinese: Language = "zh-Hans".parse().unwrap();
        let name = Localized::english("Sixth edition").with(chinese.clone(), "第六届".to_owned());
        let marked = name_of(&name);
        assert_eq!(marked.original(), &Language::english());
        assert_eq!(marked.text(&Language::english()), "Sixth edition (rehearsal)");
        assert_eq!(marked.text(&chinese), "第六届（演练）");
        let long = name_of(&Localized::english(&"x".repeat(200)));
        assert!(long.text(&Language::english()).chars().count() <= 200);
    }
}
