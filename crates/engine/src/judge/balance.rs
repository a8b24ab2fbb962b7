//! How the entries above each line compare with the round and with all eligible entries: by region, size, theme and goal.

use super::kept::{Figured, Kept};
use crate::Result;
use crate::remember::{Facet, NOT_STATED, draft, population_class};
use futures::try_join;
use kapok_access::Permit;
use kapok_base::{EditionId, EntityId, EntryId, Instant, SubmissionId, Version};
use kapok_judging::motion::Board;
use kapok_library::{Facts, Themes, country_by_code};
use kapok_search::POPULATION_CLASSES;
use kapok_store::Database;
use kapok_store::editions::Edition;
use kapok_store::entities::{self, Entity};
use kapok_store::entries::{self, Entry};
use kapok_store::seals::{self, Sealed};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// What entries are compared by.
const FACETS: [Facet; 4] = [Facet::Region, Facet::Population, Facet::Theme, Facet::Sdg];

/// How many entries there are: above each line, in the round, eligible in the edition.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Above each of the round's lines, from the top.
    pub lines: Vec<u64>,
    /// In the round.
    pub round: u64,
    /// Eligible.
    pub eligible: u64,
}

/// The entries counted by the values of one facet. An entry with several themes or goals counts under each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BalanceTable {
    /// The facet.
    pub facet: Facet,
    /// Its values with their counts.
    pub rows: Vec<(String, Counts)>,
}

/// How the lines compare with the round and with all eligible entries.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Balance {
    /// All of them.
    pub total: Counts,
    /// By facet.
    pub tables: Vec<BalanceTable>,
}

/// By eligible entry its values of each facet.
type Values = BTreeMap<EntryId, [BTreeSet<String>; 4]>;

/// What values are told from: the edition's form, sealed dossiers, whose they are.
#[derive(PartialEq)]
struct Grounds {
    edition: (EditionId, Version),
    sealed: Vec<(EntryId, Instant)>,
    owners: BTreeMap<EntityId, Version>,
}

/// Reading all dossiers of a large edition takes as long as the rest of a meeting.
static LAST: Kept<Grounds, Values> = Kept::new();

/// What the eligible entries of an edition are.
pub(super) struct Eligible(Arc<Figured<Grounds, Values>>);

impl Eligible {
    /// By what their dossiers and entities say; read anew only when any of them has changed. Whoever may see standings sees all
    /// dossiers of the edition: what is kept is the same for all of them.
    pub(super) async fn read(
        db: &impl Database,
        permit: &Permit,
        edition: &Edition,
        themes: &Themes,
    ) -> Result<Self> {
        let mut eligible = entries::list(db, permit, edition.id).await?;
        eligible.retain(|entry| entry.stage.is_eligible());
        let grounds = Grounds {
            edition: (edition.id, edition.version),
            sealed: eligible.iter().map(|entry| (entry.id, entry.sealed_at)).collect(),
            owners: entities::versions(db, permit, eligible.iter().map(|entry| entry.entity)).await?,
        };
        let kept = LAST.of(grounds);
        if kept.get().is_none() {
            let owners = eligible.iter().map(|entry| entry.entity);
            let (owners, sealed) = try_join!(
                entities::find_all(db, permit, owners),
                seals::last_of_edition(db, permit, edition.id),
            )?;
            kept.found(|| told(&eligible, edition, &owners, &sealed, themes));
        }
        Ok(Self(kept))
    }
}

fn told(
    eligible: &[Entry],
    edition: &Edition,
    owners: &BTreeMap<EntityId, Entity>,
    sealed: &BTreeMap<SubmissionId, Sealed>,
    themes: &Themes,
) -> Values {
    let labels = BTreeSet::new();
    let of = |entry: &Entry| {
        let sealed = sealed.get(&entry.submission);
        let owner = owners.get(&entry.entity);
        let facts = sealed.map(|sealed| draft::facts(edition, sealed, owner, &labels, themes));
        (entry.id, FACETS.map(|facet| values(facet, facts.as_ref())))
    };
    eligible.iter().map(of).collect()
}

/// Counts the board's entries by what they are.
pub(super) fn balance(of: &Eligible, board: &Board) -> Balance {
    let lines = board.lines_of();
    let (mut total, mut tables) = (Counts::none(board), FACETS.map(|_| BTreeMap::new()));
    for (entry, values) in of.0.get().into_iter().flatten() {
        let line = lines.get(entry).copied();
        total.add(line);
        for (values, table) in values.iter().zip(&mut tables) {
            for value in values {
                table.entry(value.clone()).or_insert_with(|| Counts::none(board)).add(line);
            }
        }
    }
    let table = |(facet, counts): (Facet, BTreeMap<String, Counts>)| {
        let mut rows: Vec<_> = counts.into_iter().collect();
        rows.sort_by_key(|(value, counts)| order(facet, value, counts));
        BalanceTable { facet, rows }
    };
    Balance { total, tables: FACETS.into_iter().zip(tables).map(table).collect() }
}

impl Counts {
    fn none(board: &Board) -> Self {
        Self { lines: vec![0; board.lines.len()], ..Self::default() }
    }

    /// Counts an entry: outside the round, or in it, above a line or not.
    fn add(&mut self, place: Option<Option<usize>>) {
        if let Some(line) = place.flatten().and_then(|line| self.lines.get_mut(line)) {
            *line += 1;
        }
        self.round += u64::from(place.is_some());
        self.eligible += 1;
    }
}

fn values(facet: Facet, facts: Option<&Facts>) -> BTreeSet<String> {
    let known = facts.map(|facts| match facet {
        Facet::Region => {
            let country = facts.country.as_deref().and_then(country_by_code);
            country.map(|country| country.region.as_str().to_owned()).into_iter().collect()
        }
        Facet::Population => {
            facts.population.map(|people| population_class(people).to_owned()).into_iter().collect()
        }
        Facet::Theme => facts.themes.iter().cloned().collect(),
        Facet::Sdg => facts.sdgs.iter().map(|sdg| sdg.goal().to_string()).collect(),
        // The others are not among `FACETS`.
        _ => BTreeSet::new(),
    });
    let stated = known.filter(|values: &BTreeSet<String>| !values.is_empty());
    stated.unwrap_or_else(|| [NOT_STATED.to_owned()].into())
}

/// Classes by size and goals by number, the others from the most frequent; what is not stated comes last.
fn order(facet: Facet, value: &str, counts: &Counts) -> (bool, u64, std::cmp::Reverse<u64>) {
    let place = match facet {
        Facet::Population => POPULATION_CLASSES.iter().position(|(_, class)| *class == value),
        Facet::Sdg => value.parse().ok(),
        _ => None,
    };
    let often = std::cmp::Reverse(counts.eligible);
    (value == NOT_STATED, place.unwrap_or(0) as u64, often)
}
