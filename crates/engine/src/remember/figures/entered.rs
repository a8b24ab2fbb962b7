//! What was received, found eligible and shortlisted, counted from the entries of editions that ran here.
//!
//! Received and eligible are told of an edition once everything about it has been announced, shortlisted from the
//! announcement on that says so; before, the edition has no effect on any figure. What a dossier says of itself (themes,
//! goals, language) counts where its entrant consented to publication, and is not stated otherwise.

use super::{Denominator, Figure, FigureRequest};
use crate::remember::draft;
use crate::submit::Edition;
use crate::{Caller, Engine, Result};
use kapok_access::{Action, Permit};
use kapok_base::EntryId;
use kapok_library::{Cross, country_by_code};
use kapok_search::{Facet, NOT_STATED};
use kapok_store::entities::{self, Entity};
use kapok_store::entries::{self, Entry};
use kapok_store::seals::{self, Sealed};
use kapok_store::{Database, editions};
use std::collections::{BTreeMap, BTreeSet};

/// The facets that entries are counted by.
pub(super) const FACETS: [Facet; 7] =
    [Facet::Country, Facet::Region, Facet::Edition, Facet::Sdg, Facet::Theme, Facet::Outcome, Facet::Lang];
/// What an announcement calls those on the shortlist.
const SHORTLISTED: &str = "shortlisted";
/// The stages of an entry that was found eligible.
const ELIGIBLE: [&str; 3] = ["eligible", "in_round", "decided"];

/// By entry, its labels that are public.
type Told = BTreeMap<EntryId, BTreeSet<String>>;

impl Engine {
    pub(super) async fn entered_figure(&self, caller: &Caller, request: &FigureRequest) -> Result<Figure> {
        let permit = self.permit(caller, Action::SeeAnnounced)?;
        let all = editions::list(&self.store.read(), &permit, None).await?;
        let (mut things, mut counted) = (Vec::new(), BTreeSet::new());
        for edition in all.into_iter().filter(|edition| edition.rehearsal_of.is_none()) {
            let whole = self.edition_figures(caller, edition.id).await?.is_some();
            if !whole && request.of != Denominator::Shortlisted {
                continue;
            }
            let told = self.told(caller, &edition).await?;
            let shortlisted = told.values().any(|labels| labels.contains(SHORTLISTED));
            if request.of == Denominator::Shortlisted && !shortlisted {
                continue;
            }
            counted.insert(edition.slug.clone());
            if request.editions.is_empty() || request.editions.contains(&edition.slug) {
                things.extend(self.entered(request, &edition, &told, whole).await?);
            }
        }
        Ok(Figure { cross: Cross::tally(things), editions: counted.into_iter().collect() })
    }

    async fn told(&self, caller: &Caller, edition: &Edition) -> Result<Told> {
        let mut told = Told::new();
        for announced in self.list_announced(caller, edition.id).await? {
            for one in announced.entries {
                let labels = one.labels.into_iter().map(|label| label.key);
                told.entry(one.entry.id).or_default().extend(labels);
            }
        }
        Ok(told)
    }

    /// The entries of an edition that count, each with its values of both facets.
    async fn entered(
        &self,
        request: &FigureRequest,
        edition: &Edition,
        told: &Told,
        whole: bool,
    ) -> Result<Vec<(BTreeSet<String>, BTreeSet<String>)>> {
        // What is told of each is decided below: here all are looked through.
        let permit = self.permit(&Caller::system(), Action::SeeEntries)?;
        let db = self.store.read();
        let nothing = BTreeSet::new();
        let labels = |entry: &Entry| told.get(&entry.id).unwrap_or(&nothing);
        let mut found = entries::list(&db, &permit, edition.id).await?;
        found.retain(|entry| match request.of {
            Denominator::Received | Denominator::Published => true,
            Denominator::Eligible => ELIGIBLE.contains(&entry.stage.kind()),
            Denominator::Shortlisted => labels(entry).contains(SHORTLISTED),
        });
        let owners = entities::find_all(&db, &permit, found.iter().map(|entry| entry.entity)).await?;
        let said = [request.rows, request.columns].iter().any(|facet| is_said(*facet));
        let sealed = if said && whole { consented(&db, &permit, edition).await? } else { BTreeMap::new() };
        let count = |entry: Entry| {
            let known = Known {
                edition,
                owner: owners.get(&entry.entity),
                labels: labels(&entry),
                sealed: sealed.get(&entry.submission),
            };
            (known.values(self, request.rows), known.values(self, request.columns))
        };
        Ok(found.into_iter().map(count).collect())
    }
}

/// Whether a facet is what the dossier itself says.
fn is_said(facet: Facet) -> bool {
    matches!(facet, Facet::Sdg | Facet::Theme | Facet::Lang)
}

/// The dossiers of an edition whose entrants consented to publication.
async fn consented(
    db: &impl Database,
    permit: &Permit,
    edition: &Edition,
) -> Result<BTreeMap<kapok_base::SubmissionId, Sealed>> {
    let mut sealed = seals::last_of_edition(db, permit, edition.id).await?;
    sealed.retain(|_, sealed| sealed.consent.publish);
    Ok(sealed)
}

/// What may be told of an entry.
struct Known<'a> {
    edition: &'a Edition,
    owner: Option<&'a Entity>,
    labels: &'a BTreeSet<String>,
    sealed: Option<&'a Sealed>,
}

impl Known<'_> {
    /// The values of a facet, or that it is not stated.
    fn values(&self, engine: &Engine, facet: Facet) -> BTreeSet<String> {
        let country = self.owner.map(|owner| owner.record.country.clone());
        let facts = || {
            let sealed = self.sealed?;
            Some(draft::facts(self.edition, sealed, self.owner, self.labels, &engine.library.themes))
        };
        let values: BTreeSet<String> = match facet {
            Facet::Country => country.into_iter().collect(),
            Facet::Region => {
                let country = country.as_deref().and_then(country_by_code);
                country.map(|country| country.region.as_str().to_owned()).into_iter().collect()
            }
            Facet::Edition => [self.edition.slug.clone()].into(),
            Facet::Outcome => draft::outcome(&self.edition.labels, self.labels).into_iter().collect(),
            Facet::Theme => facts().map(|facts| facts.themes).into_iter().flatten().collect(),
            Facet::Sdg => {
                let goals = facts().map(|facts| facts.sdgs).into_iter().flatten();
                goals.map(|sdg| sdg.goal().to_string()).collect()
            }
            Facet::Lang => {
                self.sealed.map(|sealed| sealed.content.language.to_string()).into_iter().collect()
            }
            // The others are not among `FACETS`.
            _ => BTreeSet::new(),
        };
        if values.is_empty() { [NOT_STATED.to_owned()].into() } else { values }
    }
}
