//! What everybody finds: the winners of an edition, and an edition's figures once they may be told.

use crate::judge::Announced;
use crate::submit::{Edition, PublicEdition};
use crate::{Caller, Engine, Error, Result};
use kapok_access::Action;
use kapok_base::{CaseId, EditionId, Instant, Language, Localized};
use kapok_judging::phase::Phase;
use kapok_search::{Facet, Filters, Hit, Request, Sort};
use kapok_store::{announcements, cases, editions, entries};
use std::collections::{BTreeMap, BTreeSet};

/// How many editions are looked through for the latest with winners.
const LOOKED_THROUGH: usize = 12;
/// Most winners named from the library.
const NAMED: usize = 12;
/// What the library calls those who won.
const WINNER: &str = "winner";

/// A winner that was announced here.
#[derive(Clone, Debug)]
pub struct Winner {
    /// What was announced.
    pub announced: crate::judge::AnnouncedEntry,
    /// The case made of it, if there is one for the public.
    pub case: Option<CaseId>,
}

/// How an edition's winners are known.
#[derive(Clone, Debug)]
pub enum Announcing {
    /// They were announced here.
    Here {
        /// The announcement's title.
        title: Localized,
        /// Since when it is public.
        public_at: Instant,
        /// Those that carry its highest label.
        winners: Vec<Winner>,
        /// How many more it names.
        more: usize,
    },
    /// The library tells of them.
    Library {
        /// The cases.
        winners: Vec<Hit>,
        /// How many cases of the edition the library has.
        cases: u64,
    },
}

/// An edition with its winners.
#[derive(Clone, Debug)]
pub struct Winners {
    /// The edition.
    pub edition: PublicEdition,
    /// The winners.
    pub announcing: Announcing,
}

/// An edition's figures, told once everything about it has been announced.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EditionFigures {
    /// Dossiers received: sealed in time.
    pub received: usize,
    /// Entries found eligible, of those received.
    pub eligible: usize,
    /// Entries by public label, of those eligible, in the edition's order.
    pub labels: Vec<(Localized, usize)>,
    /// Cases that the public reads, of those eligible.
    pub published: usize,
}

impl Engine {
    /// The latest of these editions with winners that are public.
    ///
    /// # Errors
    /// Only faults.
    pub async fn latest_winners(
        &self,
        caller: &Caller,
        editions: &[PublicEdition],
        language: &Language,
    ) -> Result<Option<Winners>> {
        for edition in editions.iter().take(LOOKED_THROUGH) {
            if let Some(announcing) = self.winners(caller, edition, language).await? {
                return Ok(Some(Winners { edition: edition.clone(), announcing }));
            }
        }
        Ok(None)
    }

    /// The winners of an edition: of its latest announcement that names somebody, or those of the library.
    ///
    /// # Errors
    /// [`Error::NotFound`], or faults.
    pub async fn winners(
        &self,
        caller: &Caller,
        edition: &PublicEdition,
        language: &Language,
    ) -> Result<Option<Announcing>> {
        if let Some(latest) = self.last_announced(caller, edition.id).await? {
            return Ok(Some(self.named(caller, edition.id, latest).await?));
        }
        let filters = |more: &[(Facet, &str)]| {
            let mut values: BTreeMap<Facet, BTreeSet<String>> = BTreeMap::new();
            values.insert(Facet::Edition, edition_values(edition));
            for (facet, value) in more {
                values.entry(*facet).or_default().insert((*value).to_owned());
            }
            Filters { values, ..Filters::default() }
        };
        let request = |filters, limit| Request {
            fold: true,
            explain: false,
            query: String::new(),
            filters,
            sort: Sort::Title,
            limit,
            cursor: None,
            facets: Vec::new(),
            language: language.clone(),
        };
        let found = self.search_cases(caller, request(filters(&[(Facet::Outcome, WINNER)]), NAMED)).await?;
        if found.answer.total == 0 {
            return Ok(None);
        }
        let all = self.search_cases(caller, request(filters(&[]), 1)).await?;
        Ok(Some(Announcing::Library { winners: found.answer.items, cases: all.answer.total }))
    }

    async fn named(&self, caller: &Caller, edition: EditionId, announced: Announced) -> Result<Announcing> {
        let permit = self.permit(caller, Action::ReadLibrary)?;
        let made = cases::public_of_edition(&self.store.read(), &permit, edition, self.store.now()).await?;
        let made: BTreeMap<_, _> = made.into_iter().map(|case| (case.entry, case.id)).collect();
        let all = announced.entries.len();
        let highest = announced.entries.first().and_then(|e| e.labels.first()).map(|label| label.key.clone());
        let carries = |entry: &crate::judge::AnnouncedEntry| {
            highest.as_ref().is_some_and(|key| entry.labels.iter().any(|label| label.key == *key))
        };
        let winners: Vec<_> = announced
            .entries
            .into_iter()
            .filter(carries)
            .map(|announced| Winner { case: made.get(&announced.entry.id).copied(), announced })
            .collect();
        Ok(Announcing::Here {
            title: announced.announcement.title,
            public_at: announced.public_at,
            more: all - winners.len(),
            winners,
        })
    }

    /// The figures of an edition once it has been decided and all of it announced; nothing before.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn edition_figures(
        &self,
        caller: &Caller,
        edition: EditionId,
    ) -> Result<Option<EditionFigures>> {
        let permit = self.permit(caller, Action::SeeAnnounced)?;
        let (db, now) = (self.store.read(), self.store.now());
        let edition = editions::find(&db, &permit, edition).await?.ok_or(Error::NotFound)?;
        let announcements = announcements::of_edition(&db, edition.id).await?;
        let public = |at: Option<Instant>| at.is_some_and(|at| at <= now);
        let all_public = announcements.iter().all(|one| public(one.public_at));
        if !matches!(edition.phase, Phase::Decided | Phase::Archived)
            || announcements.is_empty()
            || !all_public
        {
            return Ok(None);
        }
        let stages = entries::count_by_stage(&db, edition.id).await?;
        let count = |kinds: &[&str]| -> usize {
            let counted = kinds.iter().filter_map(|kind| stages.get(*kind));
            usize::try_from(counted.sum::<i64>()).unwrap_or(0)
        };
        let all: Vec<&str> = stages.keys().map(String::as_str).collect();
        let published = cases::public_of_edition(&db, &permit, edition.id, now).await?.len();
        Ok(Some(EditionFigures {
            received: count(&all),
            eligible: count(&["eligible", "in_round", "decided"]),
            labels: self.labelled(caller, &edition).await?,
            published,
        }))
    }

    /// How many entries each public label was announced for.
    async fn labelled(&self, caller: &Caller, edition: &Edition) -> Result<Vec<(Localized, usize)>> {
        let mut carried: BTreeMap<String, BTreeSet<_>> = BTreeMap::new();
        for announced in self.list_announced(caller, edition.id).await? {
            for entry in announced.entries {
                for label in entry.labels {
                    carried.entry(label.key).or_default().insert(entry.entry.id);
                }
            }
        }
        let counted = |label: &kapok_judging::label::Label| {
            carried.get(&label.key).map(|entries| (label.name.clone(), entries.len()))
        };
        Ok(edition.labels.iter().filter_map(counted).collect())
    }
}

/// What cases of an edition may name it by: its short name, or its name in English.
fn edition_values(edition: &PublicEdition) -> BTreeSet<String> {
    [edition.slug.clone(), edition.name.text(&Language::english()).clone()].into()
}

impl PublicEdition {
    /// What cases of this edition may name it by, for narrowing the library to them.
    #[must_use]
    pub fn library_names(&self) -> BTreeSet<String> {
        edition_values(self)
    }
}
