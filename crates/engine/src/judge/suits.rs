//! How well each judge of a panel suits each entry of a round: gathered from profiles and dossiers for the rule.

use crate::Result;
use crate::remember::draft;
use kapok_access::Permit;
use kapok_base::Locale;
use kapok_judging::affinity::{Reader, Written, affinity};
use kapok_judging::profile::Profile;
use kapok_library::{Themes, country_by_code};
use kapok_store::editions::Edition;
use kapok_store::entries::Entry;
use kapok_store::{Database, entities, seals};
use std::collections::{BTreeMap, BTreeSet};

/// What judges bring and entries ask for, in the order of a plan's judges and entries.
pub(super) struct Suits {
    readers: Vec<Reader>,
    written: Vec<Written>,
}

impl Suits {
    /// Each judge comes with the locale that stands for the languages of whoever has not named any.
    pub(super) async fn load(
        db: &impl Database,
        permit: &Permit,
        edition: &Edition,
        themes: &Themes,
        entries: &[Entry],
        judges: &[(Locale, Option<&Profile>)],
    ) -> Result<Self> {
        let readers: Vec<Reader> = judges.iter().map(|(locale, profile)| reader(*locale, *profile)).collect();
        let mut dossiers = match readers.iter().any(|reader| !reader.themes.is_empty()) {
            true => seals::last_of(db, permit, entries.iter().map(|entry| entry.submission)).await?,
            false => BTreeMap::new(),
        };
        let owners = entities::find_all(db, permit, entries.iter().map(|entry| entry.entity)).await?;
        let written = |entry: &Entry| {
            let dossier = dossiers.remove(&entry.submission);
            let facts = dossier.map(|sealed| draft::facts(edition, &sealed, None, &BTreeSet::new(), themes));
            let owner = owners.get(&entry.entity);
            Written {
                language: entry.language.clone(),
                themes: facts.map(|facts| facts.themes.into_iter().collect()).unwrap_or_default(),
                region: owner.and_then(|entity| region(&entity.record.country)),
            }
        };
        Ok(Self { readers, written: entries.iter().map(written).collect() })
    }

    /// How well a judge suits an entry, by their positions.
    pub(super) fn affinity(&self, entry: usize, judge: usize, is_warned: bool) -> f64 {
        affinity(&self.readers[judge], &self.written[entry], is_warned)
    }

    /// Entries whose dossiers name themes of the list; none where no judge named any.
    pub(super) fn themed(&self) -> usize {
        self.written.iter().filter(|written| !written.themes.is_empty()).count()
    }
}

fn reader(locale: Locale, profile: Option<&Profile>) -> Reader {
    let named = profile.map(|profile| profile.languages.clone()).unwrap_or_default();
    Reader {
        languages: if named.is_empty() { vec![locale.language()] } else { named },
        themes: profile.map(|profile| profile.themes.iter().cloned().collect()).unwrap_or_default(),
        regions: profile.iter().flat_map(|p| &p.countries).filter_map(|code| region(code)).collect(),
    }
}

fn region(country: &str) -> Option<&'static str> {
    country_by_code(country).map(|country| country.region.as_str())
}
